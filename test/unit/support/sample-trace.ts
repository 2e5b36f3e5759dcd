import type { CallTrace } from '../../../src/trace/model.ts';
import { at, coded, makeTrace, type EventSpec, type StepSpec } from './make-trace.ts';

const afterSales = { id: 'skg-after-sales', name: 'After-sales' };
const general = { id: 'skg-general', name: 'General service' };
const liNa = { id: '8012@production', name: 'Li Na' };
const chenWei = { id: '8027@production', name: 'Chen Wei' };

const lookup = 'Order status';

/** The values that the flow carries along, as they grow. */
const known = { lang: 'zh', entry: '4008123456' };
const withOrder = { ...known, orderNo: '20261117088' };

const steps: readonly StepSpec[] = [
  { node: 'Start', kind: 'start', from: 0, to: 0.03, exit: 'success', channelVariables: known },
  {
    node: 'Welcome prompt',
    kind: 'play',
    from: 0.03,
    to: 6.43,
    exit: 'success',
    channelVariables: known,
    properties: { say: '您好，欢迎致电售后服务热线。' },
  },
  {
    node: 'Language',
    kind: 'branch',
    from: 6.43,
    to: 6.44,
    exit: 'branch',
    exitCode: 'Branch-A',
    channelVariables: known,
    variables: { expression: "'zh'=='zh'" },
  },
  digits(6.44, 16.02, 'timeout', '', 1),
  digits(16.02, 25.59, 'timeout', '', 2),
  digits(25.59, 31.17, 'failure', '2026111', 3),
  digits(31.17, 38.9, 'success', '20261117088', 4),
  {
    node: 'Look up order',
    kind: 'sub-flow',
    from: 38.9,
    to: 42.32,
    exit: 'success',
    channelVariables: withOrder,
  },
  {
    node: 'Start',
    kind: 'sub-flow-start',
    from: 38.9,
    to: 38.91,
    exit: 'success',
    flow: lookup,
    parent: 'step-8',
    channelVariables: withOrder,
  },
  {
    node: 'Build request',
    kind: 'set-variables',
    from: 38.91,
    to: 39.1,
    exit: 'success',
    flow: lookup,
    parent: 'step-8',
    channelVariables: withOrder,
    variables: { request: '{"url":"https://oms.example.cn/v2/orders/20261117088","timeoutMs":5000}' },
  },
  {
    node: 'queryOrder',
    kind: 'http-request',
    from: 39.1,
    to: 42.3,
    exit: 'failure',
    flow: lookup,
    parent: 'step-8',
    channelVariables: withOrder,
    properties: { method: 'GET', url: '${url}', timeoutMs: 5000 },
    variables: {
      responseCode: 502,
      responseBody: '{"error":"upstream connect error","traceId":"7f3e9c20b1"}',
    },
  },
  {
    node: 'End',
    kind: 'sub-flow-end',
    from: 42.3,
    to: 42.32,
    exit: 'success',
    flow: lookup,
    parent: 'step-8',
    channelVariables: withOrder,
  },
  {
    node: 'Order status?',
    kind: 'branch',
    from: 42.32,
    to: 42.33,
    exit: 'default',
    exitCode: 'Default',
    channelVariables: withOrder,
  },
  {
    node: 'After-sales',
    kind: 'transfer-to-agent',
    from: 42.33,
    to: 144.4,
    exit: 'overflow',
    exitCode: 'Overflow',
    channelVariables: withOrder,
    properties: { skillGroupId: 'skg-after-sales', queuingOverflowThreshold: 20 },
  },
  {
    node: 'General service',
    kind: 'transfer-to-agent',
    from: 144.4,
    to: 155.5,
    exit: 'success',
    channelVariables: withOrder,
    properties: { skillGroupId: 'skg-general' },
  },
];

function digits(
  from: number,
  to: number,
  exit: 'timeout' | 'failure' | 'success',
  keyed: string,
  visit: number,
) {
  return {
    node: 'Order number',
    kind: 'collect-digits',
    from,
    to,
    exit,
    visit,
    channelVariables: known,
    properties: { maxLength: 11, timeout: 5 },
    variables: { digits: keyed },
  } as const satisfies StepSpec;
}

const events: readonly EventSpec[] = [
  { lane: 'ivr', name: 'entered-ivr', at: 0, code: 'Route2IVR' },
  { lane: 'queue', name: 'enqueued', at: 42.4, party: afterSales, code: 'Enqueue' },
  { lane: 'queue', name: 'queue-overflow', at: 144.38, party: afterSales, code: 'QueueingOverflow' },
  { lane: 'queue', name: 'enqueued', at: 144.42, party: general, code: 'Enqueue' },
  { lane: 'queue', name: 'agent-assigned', at: 155.5, party: general, code: 'AssignAgent' },
  { lane: 'agent', name: 'ringing', at: 155.5, party: liNa, seconds: 6, code: 'Ringing' },
  { lane: 'agent', name: 'established', at: 161.5, party: liNa, seconds: 118, code: 'Established' },
  { lane: 'agent', name: 'blind-transfer', at: 279.4, party: liNa, code: 'BlindTransfer' },
  { lane: 'agent', name: 'released', at: 279.5, party: liNa, code: 'Released' },
  { lane: 'agent', name: 'ringing', at: 279.5, party: chenWei, seconds: 5, code: 'Ringing' },
  { lane: 'agent', name: 'established', at: 284.5, party: chenWei, seconds: 48, code: 'Established' },
  { lane: 'customer', name: 'released', at: 332, party: { id: '13812342315' }, code: 'Released' },
  { lane: 'agent', name: 'released', at: 332.1, party: chenWei, code: 'Released' },
];

/**
 * The call that the pictures of the viewer show: the order number at the fourth try, a function that answers 502, a
 * queue that overflows after 1 m 42 s, and two agents, the second by blind transfer.
 */
export function sampleTrace(): CallTrace {
  return makeTrace({
    summary: {
      caller: '13812342315',
      callee: '4008123456',
      establishedAt: at(161.5),
      endedAt: at(332.1),
      durationMs: 332_000,
      outcome: 'completed',
      disposition: coded('success', 'Success'),
      hungUpBy: coded('customer', 'customer'),
      agents: [liNa, chenWei],
      queues: [afterSales, general],
    },
    steps,
    events,
    sources: [
      {
        id: 'steps',
        operation: 'ListIvrTrackingDetails',
        version: '2020-07-01',
        format: 'json',
        body: {
          Data: { List: steps.map(({ node, exit = '' }) => ({ NodeName: node, NodeExitCode: exit })) },
        },
      },
      {
        id: 'events',
        operation: 'GetCallDetailRecord',
        version: '2020-07-01 C',
        format: 'json',
        body: {
          Data: {
            Events: events.map(({ code = '', at: seconds }) => ({ Event: code, EventTime: at(seconds) })),
          },
        },
      },
    ],
  });
}

/** A call of a provider that offers no IVR steps: an agent's outbound call that was answered after nine seconds. */
export function gapTrace(): CallTrace {
  const agent = { id: '1021', name: '1021' };
  return makeTrace({
    provider: 'laaffic',
    summary: {
      direction: 'outbound',
      caller: '8621345677',
      callee: '8613812342315',
      establishedAt: at(9),
      endedAt: at(77),
      durationMs: 68_000,
      outcome: 'completed',
      hungUpBy: coded('agent', '1'),
      agents: [agent],
    },
    events: [
      { lane: 'system', name: 'dialing', at: 0, code: 'callStartTime' },
      { lane: 'agent', name: 'established', at: 9, party: agent, code: 'answerTime' },
      { lane: 'agent', name: 'released', at: 77, party: agent, code: 'callEndTime' },
    ],
    gaps: [{ kind: 'not-offered', lane: 'ivr', message: 'One flat record.' }],
  });
}
