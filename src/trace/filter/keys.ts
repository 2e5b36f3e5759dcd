import type { Language } from '../message.ts';
import type { Lane } from '../model.ts';
import type { Severity } from '../view/names.ts';
import { fold } from './fold.ts';

/** What a filter can ask about. */
export const filterKeys = [
  'status',
  'kind',
  'node',
  'exit',
  'lane',
  'duration',
  'after',
  'before',
  'var',
  'flow',
  'agent',
  'queue',
] as const;
export type FilterKey = (typeof filterKeys)[number];

/** Keys whose values are names that occur in the call. */
export type NameKey = 'kind' | 'node' | 'exit' | 'flow' | 'agent' | 'queue';

/** The names of each key: the English and the Chinese one that completion offers, then others that are understood. */
const keyNames: Readonly<Record<FilterKey, readonly [en: string, zh: string, ...others: string[]]>> = {
  status: ['status', '状态', 'is', '结果'],
  kind: ['kind', '类型', 'type', 'event', '种类', '事件'],
  node: ['node', '节点', 'name', 'step', '名称', '步骤'],
  exit: ['exit', '出口', 'branch', '分支'],
  lane: ['lane', '泳道'],
  duration: ['duration', '时长', 'took', '用时', '耗时'],
  after: ['after', '晚于', 'since', 'from', '之后'],
  before: ['before', '早于', 'until', 'to', '之前'],
  var: ['var', '变量', 'variable'],
  flow: ['flow', '流程', '子流程'],
  agent: ['agent', '坐席', '座席'],
  queue: ['queue', '队列', '技能组'],
};

const keysByName: ReadonlyMap<string, FilterKey> = new Map(
  filterKeys.flatMap((key) => keyNames[key].map((name) => [name, key] as const)),
);

/** The key of a name in either language. */
export function keyNamed(name: string): FilterKey | undefined {
  return keysByName.get(fold(name));
}

/** The name of a key that completion offers. */
export function keyName(key: FilterKey, language: Language): string {
  return keyNames[key][language === 'en' ? 0 : 1];
}

/** Every name of a key that is understood. */
export const namesOfKey = (key: FilterKey): readonly string[] => keyNames[key];

export type Status = 'failed' | 'warning' | 'ok';
export const statuses = ['failed', 'warning', 'ok'] as const satisfies readonly Status[];

const severityOfStatus: Readonly<Record<Status, Severity>> = {
  failed: 'error',
  warning: 'warning',
  ok: 'none',
};
export const severityOf = (status: Status): Severity => severityOfStatus[status];

const statusNames: Readonly<Record<Status, readonly [en: string, zh: string, ...others: string[]]>> = {
  failed: ['failed', '失败', 'failure', 'fail', 'error', 'problem', '错误', '故障'],
  warning: ['warning', '警告', 'warn', '告警'],
  ok: ['ok', '正常', 'good', 'none', 'fine', '无问题'],
};

const laneNames: Readonly<Record<Lane, readonly [en: string, zh: string, ...others: string[]]>> = {
  customer: ['customer', '客户', 'caller', '主叫'],
  ivr: ['ivr', 'ivr'],
  queue: ['queue', '队列', '技能组'],
  agent: ['agent', '坐席', '座席'],
  system: ['system', '系统'],
};

/** A word of a closed list by one of its names, in either language. */
function named<T extends string>(
  words: Readonly<Record<T, readonly string[]>>,
  list: readonly T[],
  name: string,
): T | undefined {
  const folded = fold(name);
  return list.find((word) => words[word].includes(folded));
}

export const statusNamed = (name: string): Status | undefined => named(statusNames, statuses, name);
export const laneNamed = (name: string, lanes: readonly Lane[]): Lane | undefined =>
  named(laneNames, lanes, name);

/** The name that completion offers. */
export const statusName = (status: Status, language: Language): string =>
  statusNames[status][language === 'en' ? 0 : 1];
export const laneName = (lane: Lane, language: Language): string =>
  laneNames[lane][language === 'en' ? 0 : 1];
