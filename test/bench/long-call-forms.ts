import { lanes, type CallEvent, type CallTrace, type Coded, type IvrStep } from '../../src/trace/model.ts';
import type { Lasting, LongCall, Moment } from './long-call.ts';

/** The code with the meaning that it has in our words, where it has one. */
const coded = (code: string, meanings: Readonly<Record<string, string>>): Coded => {
  const meaning = meanings[code];
  return meaning === undefined ? { code } : { code, meaning };
};

const nodeMeanings = {
  play: 'play',
  menu: 'collect-digits',
  collect: 'collect-digits',
  branch: 'branch',
  setvar: 'set-variables',
  invoke: 'function',
  subflow: 'sub-flow',
};
const exitMeanings = {
  ok: 'success',
  timeout: 'timeout',
  nomatch: 'invalid',
  error: 'failure',
  hangup: 'hang-up',
};
const eventMeanings = { queue: 'enqueued', talk: 'established', hold: 'held' };

/** The call as this project has it: visits to IVR nodes are steps, everything else is an event. */
export function asTrace(call: LongCall): CallTrace {
  const visits = new Map<string, number>();
  const place = (id: string) => ({ source: 'source1', pointer: `/items/${id}` });
  const step = (item: Lasting): IvrStep => {
    const visit = (visits.get(item.nodeId) ?? 0) + 1;
    visits.set(item.nodeId, visit);
    return {
      id: item.id,
      ...(item.parent === undefined ? {} : { parent: item.parent }),
      nodeId: item.nodeId,
      nodeName: item.name,
      kind: coded(item.kind, nodeMeanings),
      visit,
      enteredAt: item.from,
      leftAt: item.to,
      exit: coded(item.exit, exitMeanings),
      variables: item.variables,
      source: place(item.id),
    };
  };
  const lasting = (item: Lasting): CallEvent => ({
    id: item.id,
    lane: item.lane,
    at: item.from,
    name: coded(item.kind, eventMeanings),
    ...(item.lane === 'customer' ? {} : { party: { id: item.nodeId } }),
    durationMs: item.to - item.from,
    details: { name: item.name, exit: item.exit, ...item.variables },
    source: place(item.id),
  });
  const moment = (item: Moment): CallEvent => ({
    id: item.id,
    lane: item.lane,
    at: item.at,
    name: { code: item.kind },
    details: { text: item.text },
    source: place(item.id),
  });
  const steps = call.lasting.filter(({ lane }) => lane === 'ivr').map(step);
  const events = [
    ...call.lasting.filter(({ lane }) => lane !== 'ivr').map(lasting),
    ...call.moments.map(moment),
  ].sort((a, b) => a.at - b.at);
  return {
    schema: 'call-trace/1',
    provider: 'alibaba-ccc-2020',
    instance: 'ccc-bench',
    contactId: call.id,
    zone: '+08:00',
    summary: {
      direction: 'inbound',
      caller: '+8613800000000',
      callee: '400800',
      startedAt: call.from,
      establishedAt: call.from,
      endedAt: call.to,
      outcome: 'completed',
      agents: [],
      queues: [],
    },
    steps,
    events,
    flows: [],
    gaps: [],
    sources: [{ id: 'source1', operation: 'Generated', format: 'json', body: {} }],
  };
}

/** The call in Chrome's trace format, as speedscope reads it. It shows one thread at a time, the first one. */
export function asChromeTrace(call: LongCall): unknown {
  const threads = { ivr: 1, customer: 2, queue: 3, agent: 4, system: 5 };
  const us = (epochMs: number) => (epochMs - call.from) * 1000;
  return {
    traceEvents: [
      { ph: 'M', pid: 1, tid: 0, name: 'process_name', args: { name: call.id } },
      ...lanes.map((lane) => ({
        ph: 'M',
        pid: 1,
        tid: threads[lane],
        name: 'thread_name',
        args: { name: lane },
      })),
      ...call.lasting.map((item) => ({
        ph: 'X',
        cat: item.kind,
        name: item.name,
        pid: 1,
        tid: threads[item.lane],
        ts: us(item.from),
        dur: us(item.to) - us(item.from),
        args: { exitCode: item.exit, ...item.variables },
      })),
      ...call.moments.map((item) => ({
        ph: 'i',
        s: 't',
        cat: 'event',
        name: item.kind,
        pid: 1,
        tid: threads[item.lane],
        ts: us(item.at),
        args: { text: item.text },
      })),
    ],
    displayTimeUnit: 'ms',
  };
}
