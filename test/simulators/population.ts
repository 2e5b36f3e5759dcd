import { busyTimeOf, clockTimeOf } from './business-hours.ts';

/*
 * Made-up calls of a contact centre, the same for every provider: each simulator writes them in its own wire form. Who
 * asks for the same count, seed and moment gets the same calls; what one call consists of is worked out from its number
 * when it is asked for, so that tens of thousands cost nothing.
 */

export type CallStory =
  /** Answered by an agent, ended normally. */
  | 'answered'
  /** Answered by one agent, transferred to another. */
  | 'transferred'
  /** The caller gave up in the queue. */
  | 'abandoned-in-queue'
  | 'abandoned-in-ivr'
  /** The queue gave the call up. */
  | 'queue-timeout'
  /** A function of the flow failed, the caller was queued all the same. */
  | 'function-failed'
  /** An agent's outbound call that was answered, and one that was not. */
  | 'outbound-answered'
  | 'outbound-unanswered'
  /** Still going on. */
  | 'running';

export interface SimulatedAgent {
  readonly id: string;
  readonly name: string;
}

export interface SimulatedQueue {
  readonly id: string;
  readonly name: string;
}

export interface SimulatedStep {
  readonly node: string;
  readonly kind: 'start' | 'play' | 'digits' | 'branch' | 'function' | 'queue' | 'hang-up';
  /** Epoch ms. */
  readonly entered: number;
  /** Absent where the call still is there. */
  readonly left?: number;
  readonly exit: 'success' | 'failure' | 'timeout' | 'hang-up';
  readonly digits?: string;
}

/** One call. Moments are epoch ms; those that did not come are absent. */
export interface SimulatedCall {
  /** 0 is the newest. */
  readonly index: number;
  readonly story: CallStory;
  readonly direction: 'inbound' | 'outbound';
  readonly customer: string;
  readonly centre: string;
  readonly agent: SimulatedAgent;
  readonly secondAgent: SimulatedAgent;
  readonly queue: SimulatedQueue;
  readonly startedAt: number;
  readonly queuedAt?: number;
  readonly ringsAt?: number;
  readonly answeredAt?: number;
  readonly transferredAt?: number;
  readonly endedAt?: number;
  readonly hungUpBy: 'customer' | 'agent' | 'system';
  readonly steps: readonly SimulatedStep[];
}

export interface PopulationWishes {
  readonly count: number;
  /** When the newest call began, epoch ms. */
  readonly newest: number;
  readonly seed?: number;
  /** How many of the newest calls are still going on; 0 unless said otherwise. */
  readonly running?: number;
  /** Spread evenly unless said otherwise, or as people call: mostly between 8 and 20 o'clock of UTC+8. */
  readonly rhythm?: 'even' | 'business-hours';
}

export interface CallPopulation {
  readonly count: number;
  readonly call: (index: number) => SimulatedCall;
  /** Start of a call without the rest, epoch ms; falls with the index. */
  readonly startOf: (index: number) => number;
}

const agents: readonly SimulatedAgent[] = [
  { id: '8001', name: '林示例' },
  { id: '8002', name: '周演示' },
  { id: '8003', name: 'Ada Sample' },
  { id: '8004', name: '吴测试' },
  { id: '8005', name: 'Ben Example' },
];
const queues: readonly SimulatedQueue[] = [
  { id: 'skg-presales', name: '售前咨询' },
  { id: 'skg-aftersales', name: '售后服务' },
  { id: 'skg-complaints', name: '投诉建议' },
];
const stories: readonly (readonly [CallStory, number])[] = [
  ['answered', 46],
  ['transferred', 6],
  ['abandoned-in-queue', 10],
  ['abandoned-in-ivr', 10],
  ['queue-timeout', 4],
  ['function-failed', 6],
  ['outbound-answered', 11],
  ['outbound-unanswered', 7],
];

/** Mean time between two calls, ms. */
const spacing = 40_000;

/** A number in [0, 1) that depends on nothing but what is given (splitmix32). */
function noise(seed: number, index: number, what: number): number {
  let value = (seed * 0x9e3779b1 + index * 0x85ebca6b + what * 0xc2b2ae35) | 0;
  value = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
  return ((value ^ (value >>> 15)) >>> 0) / 4_294_967_296;
}

export function populate(wishes: PopulationWishes): CallPopulation {
  const { count, newest, seed = 1, running = 0 } = wishes;
  const even = wishes.rhythm !== 'business-hours';
  const end = even ? newest : busyTimeOf(newest);
  // A moment of its own for each call, so that pages have one order.
  const startOf = (index: number) => {
    const moment = end - index * spacing - Math.floor(noise(seed, index, 1) * (spacing - 1000));
    return even ? moment : clockTimeOf(moment);
  };
  return {
    count,
    startOf,
    call: (index) => tell(index, startOf(index), seed, index < running),
  };
}

function tell(index: number, startedAt: number, seed: number, isRunning: boolean): SimulatedCall {
  const random = (what: number) => noise(seed, index, what);
  const pick = <T>(list: readonly T[], what: number, none: T): T =>
    list[Math.floor(random(what) * list.length)] ?? none;
  const [firstAgent] = agents;
  const [firstQueue] = queues;
  if (firstAgent === undefined || firstQueue === undefined) throw new Error('Nobody works here.');
  const story = isRunning ? 'running' : storyOf(random(2));
  const direction = story.startsWith('outbound') ? 'outbound' : 'inbound';
  const agent = pick(agents, 3, firstAgent);
  const secondAgent = agents[(agents.indexOf(agent) + 1) % agents.length] ?? firstAgent;
  const base = {
    index,
    story,
    direction,
    // 1000 is no range that is given to anybody.
    customer: `1000${String(Math.floor(random(4) * 1e7)).padStart(7, '0')}`,
    centre: '4000000000',
    agent,
    secondAgent,
    queue: pick(queues, 5, firstQueue),
    startedAt,
  } as const;
  const seconds = (least: number, most: number, what: number) =>
    Math.round((least + random(what) * (most - least)) * 1000);
  if (direction === 'outbound') {
    const answered = story === 'outbound-answered';
    const answeredAt = startedAt + seconds(5, 25, 6);
    return {
      ...base,
      ringsAt: startedAt + 1500,
      ...(answered ? { answeredAt } : {}),
      endedAt: answeredAt + (answered ? seconds(20, 400, 7) : 20_000),
      hungUpBy: answered && random(8) < 0.5 ? 'customer' : 'agent',
      steps: [],
    };
  }
  const steps = stepsOf(base.queue.name, story, startedAt, random);
  const last = steps.at(-1);
  const ivrEnd = last?.entered ?? startedAt;
  if (story === 'abandoned-in-ivr') {
    return { ...base, endedAt: last?.left ?? ivrEnd, hungUpBy: 'customer', steps };
  }
  const queuedAt = ivrEnd;
  if (story === 'running') return { ...base, queuedAt, hungUpBy: 'customer', steps };
  const waited = seconds(4, 90, 9);
  if (story === 'abandoned-in-queue' || story === 'queue-timeout') {
    const endedAt = queuedAt + (story === 'queue-timeout' ? 120_000 : waited);
    const exit = story === 'queue-timeout' ? ('timeout' as const) : ('hang-up' as const);
    return {
      ...base,
      queuedAt,
      endedAt,
      hungUpBy: story === 'queue-timeout' ? 'system' : 'customer',
      steps: closed(steps, endedAt, exit),
    };
  }
  const ringsAt = queuedAt + waited;
  const answeredAt = ringsAt + seconds(2, 12, 10);
  const transferredAt = answeredAt + seconds(30, 240, 11);
  const isTransfer = story === 'transferred';
  return {
    ...base,
    queuedAt,
    ringsAt,
    answeredAt,
    ...(isTransfer ? { transferredAt } : {}),
    endedAt: (isTransfer ? transferredAt : answeredAt) + seconds(30, 420, 12),
    hungUpBy: random(13) < 0.7 ? 'customer' : 'agent',
    steps: closed(steps, ringsAt, 'success'),
  };
}

function storyOf(random: number): CallStory {
  const all = stories.reduce((sum, [, share]) => sum + share, 0);
  let rest = random * all;
  for (const [story, share] of stories) {
    rest -= share;
    if (rest < 0) return story;
  }
  return 'answered';
}

/** The last step ends when the call goes on or ends. */
function closed(
  steps: readonly SimulatedStep[],
  left: number,
  exit: SimulatedStep['exit'],
): readonly SimulatedStep[] {
  return steps.map((step, at) => (at === steps.length - 1 ? { ...step, left, exit } : step));
}

/** Welcome, language, an order number that may take several tries, a look-up, then the queue. */
function stepsOf(
  queue: string,
  story: CallStory,
  startedAt: number,
  random: (what: number) => number,
): readonly SimulatedStep[] {
  const steps: SimulatedStep[] = [];
  let at = startedAt;
  const add = (
    node: string,
    kind: SimulatedStep['kind'],
    ms: number,
    exit: SimulatedStep['exit'],
    digits?: string,
  ) => {
    steps.push({ node, kind, entered: at, left: at + ms, exit, ...(digits === undefined ? {} : { digits }) });
    at += ms;
  };
  add('开始', 'start', 20, 'success');
  add('欢迎语', 'play', 4000 + Math.round(random(20) * 3000), 'success');
  add('选择语言', 'digits', 2500, 'success', '1');
  add('语言分支', 'branch', 10, 'success');
  const tries = random(21) < 0.3 ? 2 : 1;
  for (let one = 1; one < tries; one += 1) add('输入订单号', 'digits', 8000, 'timeout', '');
  if (story === 'abandoned-in-ivr') {
    add('输入订单号', 'digits', 3000 + Math.round(random(22) * 4000), 'hang-up', '20');
    return steps;
  }
  add('输入订单号', 'digits', 5200, 'success', '20260042');
  add(
    '查询订单',
    'function',
    story === 'function-failed' ? 3200 : 240,
    story === 'function-failed' ? 'failure' : 'success',
  );
  steps.push({ node: `转人工 ${queue}`, kind: 'queue', entered: at, exit: 'success' });
  return steps;
}
