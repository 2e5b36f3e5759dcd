import type { Lane } from '../../src/trace/model.ts';
import { dice } from './random.ts';

/*
 * One long call of a contact centre in a form of its own, from which the same call is written for each viewer that is
 * measured. Nine tenths of it last (visits to IVR nodes, nested in sub-flows, the customer's inputs, queues, agents), a
 * tenth are moments. Times in epoch ms.
 */

export interface Lasting {
  readonly id: string;
  readonly parent?: string;
  readonly lane: Lane;
  /** Levels of sub-flow, or of what an agent does, around it. */
  readonly depth: number;
  readonly nodeId: string;
  readonly name: string;
  readonly kind: string;
  readonly from: number;
  readonly to: number;
  readonly exit: string;
  readonly variables: Readonly<Record<string, string | number>>;
}

export interface Moment {
  readonly id: string;
  readonly lane: Lane;
  readonly kind: string;
  readonly at: number;
  readonly text: string;
}

export interface LongCall {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly lasting: readonly Lasting[];
  readonly moments: readonly Moment[];
}

const begin = 1_760_000_000_000;
const areas = ['Main', 'Billing', 'Sales', 'Auth', 'Survey', 'Lang', 'Card', 'Balance'] as const;
const tasks = ['Menu', 'Check', 'Prompt', 'Route', 'Lookup', 'Collect'] as const;
const nodeKinds = ['play', 'menu', 'collect', 'branch', 'setvar', 'invoke'] as const;
const deepest = 3;

type Draft = Omit<Lasting, 'to'> & { to: number };

/** @param count steps and events together */
export function longCall(count: number, seed = 42): LongCall {
  const { next, whole, pick } = dice(seed);
  const nodes = Array.from({ length: 300 }, (_, index) => ({
    id: `n${index}`,
    name: `${pick(areas)}${pick(tasks)}_${index}`,
    kind: pick(nodeKinds),
  }));
  const wanted = Math.round(count * 0.9);
  const lasting: Draft[] = [];
  let now = begin;
  const full = () => lasting.length >= wanted;
  const add = (
    about: Pick<Draft, 'lane' | 'depth' | 'nodeId' | 'name' | 'kind' | 'parent'>,
    from: number,
  ) => {
    const draft: Draft = {
      ...about,
      id: `s${lasting.length}`,
      from,
      to: from,
      exit: next() < 0.93 ? 'ok' : pick(['timeout', 'nomatch', 'error', 'hangup']),
      variables: {
        ani: `+86138${whole(10_000_000, 99_999_999)}`,
        dtmf: String(whole(0, 9999)),
        lang: pick(['zh', 'en', 'fr']),
        attempt: whole(1, 3),
        token: Math.floor(next() * 2 ** 32).toString(16),
      },
    };
    lasting.push(draft);
    return draft;
  };
  const visit = (depth: number, parent: string | undefined) => {
    if (full()) return;
    const node = pick(nodes);
    const calls = depth < deepest && next() < 0.45;
    const kind = calls ? 'subflow' : node.kind;
    const visited = add(
      {
        lane: 'ivr',
        depth,
        nodeId: node.id,
        name: node.name,
        kind,
        ...(parent === undefined ? {} : { parent }),
      },
      now,
    );
    now += whole(1, 30);
    if (calls) for (let left = whole(2, 6); left > 0; left -= 1) visit(depth + 1, visited.id);
    else {
      now += whole(5, 900);
      if ((kind === 'menu' || kind === 'collect') && !full()) {
        const name = next() < 0.5 ? 'dtmf' : 'speech';
        add({ lane: 'customer', depth: 0, nodeId: 'c', name, kind: 'input' }, visited.from + 2).to = now - 1;
      }
    }
    now += whole(1, 20);
    visited.to = now;
  };
  const conversation = (round: number) => {
    const queue = round % 5;
    const waited = add(
      { lane: 'queue', depth: 0, nodeId: `q${queue}`, name: `Queue_${queue}`, kind: 'queue' },
      now,
    );
    now += whole(500, 9000);
    waited.to = now;
    if (full()) return;
    const agent = round % 9;
    const talk = add(
      { lane: 'agent', depth: 0, nodeId: `a${agent}`, name: `Agent_${agent}`, kind: 'talk' },
      now,
    );
    const answered = now;
    now += whole(3000, 20_000);
    talk.to = now;
    if (full()) return;
    const held = { lane: 'agent', depth: 1, nodeId: `a${agent}`, name: 'hold', kind: 'hold' } as const;
    add({ ...held, parent: talk.id }, answered + 500).to = answered + 1800;
  };
  for (let round = 1; !full(); round += 1) {
    visit(0, undefined);
    if (round % 8 === 0 && !full()) conversation(round);
  }
  const moments = Array.from({ length: count - wanted }, (_, index): Moment => {
    const share = (index + next()) / (count - wanted);
    const within = lasting[Math.floor(share * lasting.length)] ?? {
      lane: 'ivr' as const,
      from: begin,
      to: now,
    };
    return {
      id: `e${index}`,
      lane: within.lane,
      kind: pick(['dtmf', 'log', 'error', 'transfer', 'hangup']),
      at: within.from + Math.floor(next() * (within.to - within.from)),
      text: `event ${index}`,
    };
  });
  return { id: `call-${count}`, from: begin, to: now, lasting, moments };
}
