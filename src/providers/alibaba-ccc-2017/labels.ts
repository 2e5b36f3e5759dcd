import type { EventMeaning, ExitMeaning, Lane, NodeKind } from '../../trace/model.ts';
import { codeTable, type CodeTable } from '../alibaba-codes.ts';

/** NodeType of ListIvrTrackingDetail. */
export const nodeTypes = {
  answer: 'start',
  waitevent: 'wait',
  getAssociateData: 'parse-data',
  kvget: 'parse-data',
  getdigits: 'collect-digits',
  assign: 'set-variables',
  play: 'play',
  tts: 'play',
  branching: 'branch',
  branchitem: 'branch',
  requestagent: 'transfer-to-agent',
  onesteptransfer: 'outside-number',
  http: 'http-request',
  subflow: 'sub-flow',
  exit: 'sub-flow-end',
  hangup: 'hang-up',
} as const satisfies Readonly<Record<string, NodeKind>>;
export const nodeKind: CodeTable<NodeKind> = codeTable<NodeKind>(nodeTypes);

/**
 * The last word of a Status. The interface documents none; `_success`, `_answer` and `_tts_success` stand in its
 * samples, the others are the words that its newer version uses and their plain synonyms.
 */
const exitWords: Readonly<Record<string, ExitMeaning>> = {
  success: 'success',
  ok: 'success',
  answer: 'success',
  answered: 'success',
  failure: 'failure',
  failed: 'failure',
  fail: 'failure',
  error: 'failure',
  exception: 'failure',
  timeout: 'timeout',
  overflow: 'overflow',
  hangup: 'hang-up',
  disconnect: 'hang-up',
  default: 'default',
  invalid: 'invalid',
  nomatch: 'invalid',
};

/** What a Status means: exits are written with a leading underscore and may name the node type first. */
export const exitMeaning: CodeTable<ExitMeaning> = (code) => {
  const word = code.trim().toLowerCase().split('_').at(-1) ?? '';
  return Object.hasOwn(exitWords, word) ? exitWords[word] : undefined;
};

/** EventType of ListCallEventDetailByContactId. */
export type EventLane = Extract<Lane, 'ivr' | 'queue' | 'agent'>;

/**
 * Events of ListCallEventDetailByContactId by EventType. `End` carries who hung up, so it is the end of the
 * conversation; `Handle` is the after-call work that follows it.
 */
export const eventCodes = {
  ivr: { EnterIVR: 'entered-ivr' },
  queue: {
    EnterQueue: 'enqueued',
    WaitingInQueue: 'waiting',
    NormalEnd: 'left-queue',
    ACDOverflow: 'queue-overflow',
    AbandonedInQueue: 'abandoned-in-queue',
    AbandonedRing: 'gave-up-while-ringing',
  },
  agent: {
    Dial: 'dialing',
    Ring: 'ringing',
    Talk: 'established',
    Handle: 'after-call-work',
    End: 'released',
    GiveUp: 'gave-up',
    LaunchTransfer: 'transfer-started',
    CallForHelp: 'help-requested',
    CallForHelpSuccess: 'help-connected',
    SetUpMeeting: 'conference-started',
  },
} as const satisfies Readonly<Record<EventLane, Readonly<Record<string, EventMeaning>>>>;

const tables: Readonly<Record<EventLane, CodeTable<EventMeaning>>> = {
  ivr: codeTable<EventMeaning>(eventCodes.ivr),
  queue: codeTable<EventMeaning>(eventCodes.queue),
  agent: codeTable<EventMeaning>(eventCodes.agent),
};
const lanes = ['ivr', 'queue', 'agent'] as const;

/**
 * The lane of an event: its EventType; where that is missing or not a known one, the lane that knows the event.
 */
export function laneOf(eventType: string | undefined, event: string): Lane {
  const stated = lanes.find((lane) => lane === eventType?.trim().toLowerCase());
  return stated ?? lanes.find((lane) => tables[lane](event) !== undefined) ?? 'system';
}

/** The meaning of an event; a customer can give up in more than one lane, so the event's own lane is asked first. */
export function eventMeaning(lane: Lane): CodeTable<EventMeaning> {
  const own = lanes.find((known) => known === lane);
  return (event) =>
    (own === undefined ? undefined : tables[own](event)) ??
    lanes.map((other) => tables[other](event)).find((meaning) => meaning !== undefined);
}
