import { dataFinding, nameOf, timeOf, type Item } from './data-finding.ts';
import type { Finding } from './finding.ts';
import { partyDataFindings } from './party-data-rules.ts';
import { exitPhrase } from './step-rules.ts';
import { clocksAgreeMs, clocksDifferMs, insideOf } from '../inside.ts';
import { exitOf, nodeKindOf } from '../label.ts';
import type { CallTrace, IvrStep, NodeKind } from '../model.ts';
import { isOver } from '../span.ts';
import { stepNamePhrase } from '../step.ts';
import type { Track } from '../timeline/tracks.ts';

/** Records of a call that are missing or contradict each other. Calls without steps and events have none. */
export function dataFindings(trace: CallTrace, tracks: readonly Track[]): readonly Finding[] {
  const items: readonly Item[] = [...trace.steps, ...trace.events];
  const first = items.reduce<Item | undefined>(
    (early, item) => (early === undefined || timeOf(item) < timeOf(early) ? item : early),
    undefined,
  );
  if (first === undefined) return [];
  const inside = insideOf(trace).trace;
  const order = endBeforeStart(inside, first);
  return [
    ...rowsMissing(trace),
    ...leftBeforeEntered(inside),
    ...order,
    ...(order.length === 0 ? answerOutside(inside, first) : []),
    ...outsideCall(trace, items),
    ...pathBreaksOff(inside),
    ...partyDataFindings(inside, tracks),
  ];
}

/** Rows that a response announces and none of those read holds: the last one that is there is named. */
function rowsMissing(trace: CallTrace): readonly Finding[] {
  return trace.gaps.flatMap(({ message, args }) => {
    const total = Number(args?.['total']);
    const given = Number(args?.['given']);
    if (message !== 'gap.rows-missing' || !(total > given)) return [];
    const operation = String(args?.['operation'] ?? '');
    const ids = new Set(trace.sources.filter((source) => source.operation === operation).map(({ id }) => id));
    const last =
      trace.steps.findLast(({ source }) => ids.has(source.source)) ??
      trace.steps.at(-1) ??
      trace.events.at(-1);
    if (last === undefined) return [];
    return [dataFinding('rows-missing', { operation, total, given, missing: total - given }, last)];
  });
}

function leftBeforeEntered(trace: CallTrace): readonly Finding[] {
  const wrong = trace.steps.filter(
    ({ enteredAt, leftAt }) => leftAt !== undefined && enteredAt - leftAt > clocksAgreeMs,
  );
  const [first, ...rest] = wrong;
  if (first === undefined) return [];
  const early = { durationMs: first.enteredAt - (first.leftAt ?? first.enteredAt) };
  const more =
    rest.length === 0 ? [] : [{ key: 'finding.left-before-entered-more', args: { count: rest.length } }];
  const finding = dataFinding('left-before-entered', { node: stepNamePhrase(first), early }, first, more);
  return [{ ...finding, also: rest.map(({ id }) => id) }];
}

function endBeforeStart({ summary }: CallTrace, first: Item): readonly Finding[] {
  const { startedAt, endedAt } = summary;
  if (startedAt === undefined || endedAt === undefined || startedAt - endedAt <= clocksAgreeMs) return [];
  return [dataFinding('end-before-start', { early: { durationMs: startedAt - endedAt } }, first)];
}

function answerOutside({ summary }: CallTrace, first: Item): readonly Finding[] {
  const { startedAt, establishedAt, endedAt } = summary;
  if (establishedAt === undefined) return [];
  const before = startedAt === undefined ? 0 : startedAt - establishedAt;
  const after = endedAt === undefined ? 0 : establishedAt - endedAt;
  if (before <= clocksDifferMs && after <= clocksDifferMs) return [];
  const args = { early: { durationMs: Math.max(before, after) }, side: before > after ? 'before' : 'after' };
  return [dataFinding('answer-outside', args, first)];
}

/** Steps and events of a time at which, by the call record or by everything else, the call was not going on. */
function outsideCall(trace: CallTrace, items: readonly Item[]): readonly Finding[] {
  const { outside, from, to } = insideOf(trace);
  const far = (item: Item) => Math.max(from - timeOf(item), latestOf(item) - to);
  const lying = items.filter(({ id }) => outside.has(id)).sort((a, b) => timeOf(a) - timeOf(b));
  const [first] = lying;
  if (first === undefined) return recordOutside(trace, items);
  const side = timeOf(first) < from ? 'before' : 'after';
  const byRecord = (side === 'before' ? trace.summary.startedAt : trace.summary.endedAt) !== undefined;
  const args = { count: lying.length, what: nameOf(first), far: { durationMs: far(first) }, side };
  const finding = dataFinding('outside-call', args, first);
  const text = byRecord ? finding.text : [{ key: 'finding.outside-call.text-rest', args }];
  return [{ ...finding, text, also: lying.map(({ id }) => id) }, ...recordOutside(trace, items)];
}

/** Times of the call record that are far from everything else. */
function recordOutside(trace: CallTrace, items: readonly Item[]): readonly Finding[] {
  const { trace: inside, outside, from, to } = insideOf(trace);
  const item = items.find(({ id }) => !outside.has(id));
  if (item === undefined) return [];
  return (['startedAt', 'establishedAt', 'endedAt'] as const).flatMap((which) => {
    const at = trace.summary[which];
    if (at === undefined || inside.summary[which] !== undefined) return [];
    const side = at < from ? 'before' : 'after';
    const far = { durationMs: side === 'before' ? from - at : at - to };
    return [dataFinding(`record-outside-${which}`, { far, side }, item)];
  });
}

const latestOf = (item: Item): number =>
  'enteredAt' in item ? Math.max(item.enteredAt, item.leftAt ?? -Infinity) : item.at;

/** Nodes after which no further step is to be expected. */
const lastKinds: ReadonlySet<NodeKind | undefined> = new Set<NodeKind | undefined>([
  'hang-up',
  'transfer-to-agent',
  'blind-transfer',
  'outside-number',
  'voicemail',
  'survey',
]);

/** The last step was left while the call went on, and neither a step nor a queue, an agent or the customer follows. */
function pathBreaksOff(trace: CallTrace): readonly Finding[] {
  const last = trace.steps.at(-1);
  const end = trace.summary.endedAt;
  if (last?.leftAt === undefined || end === undefined || !isOver(trace)) return [];
  if (trace.gaps.some(({ kind }) => kind !== 'not-offered' && kind !== 'repaired')) return [];
  if (lastKinds.has(nodeKindOf(last.kind)) || exitOf(last) === 'hang-up') return [];
  const { leftAt } = last;
  const rest = end - leftAt;
  const goesOn = trace.events.some(
    (event) => event.at > leftAt - 1000 && event.at < end - 1000 && event.lane !== 'system',
  );
  if (rest <= clocksDifferMs || goesOn || talking(trace, leftAt)) return [];
  const args = { node: stepNamePhrase(last), rest: { durationMs: rest }, exit: exitPhrase(last) };
  const next = designedNext(trace, last);
  const more = next === undefined ? [] : [{ key: 'finding.path-breaks-off-design', args: { next } }];
  const finding = dataFinding('path-breaks-off', args, last, more);
  if (last.exit !== undefined) return [finding];
  return [{ ...finding, text: [{ key: 'finding.path-breaks-off.text-no-exit', args }, ...more] }];
}

/** Whether an agent or a queue had the call at a moment: something began there before and had not ended. */
function talking(trace: CallTrace, at: number): boolean {
  return trace.events.some(
    (event) =>
      (event.lane === 'agent' || event.lane === 'queue') &&
      event.at <= at &&
      event.durationMs !== undefined &&
      event.at + event.durationMs > at,
  );
}

/** The name of the node to which, in the flow as designed, the exit of a step leads. */
function designedNext(trace: CallTrace, { flowId, nodeId, exit }: IvrStep): string | undefined {
  const nodes = trace.flows.find(({ id }) => id === flowId)?.nodes;
  const to = nodes
    ?.find(({ id }) => id === nodeId)
    ?.exits.find(({ code }) => code.toLowerCase() === exit?.code.toLowerCase())?.next;
  return nodes?.find(({ id }) => id === to)?.name;
}
