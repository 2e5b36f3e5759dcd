import type { EventMeaning, ExitMeaning, Lane, NodeKind } from '../../trace/model.ts';
import { codeTable, type CodeTable } from '../alibaba-codes.ts';

/** NodeType of ListIvrTrackingDetails and of flow definitions; the names of 2021 beside those of 2024. */
export const nodeTypes = {
  INCOMING_CALL: 'start',
  PLAY_SAY: 'play',
  PLAY_OR_SAY: 'play',
  GATHER_INPUT: 'collect-digits',
  ASR: 'speech-recognition',
  SPLIT: 'branch',
  BRANCH: 'branch',
  SET_VARIABLES: 'set-variables',
  JSON_PARSER: 'parse-data',
  HTTP_REQUEST: 'http-request',
  RUN_FUNCTION: 'function',
  FUNCTION_COMPUTE: 'function',
  TRANSFER_TO_AGENT: 'transfer-to-agent',
  BLIND_TRANSFER: 'blind-transfer',
  FORWARD_TO_OUTSIDE_NUMBER: 'outside-number',
  VOICE_NAVIGATOR: 'voice-navigator',
  VOICE_MAIL: 'voicemail',
  SMS: 'sms',
  SATISFACTION_RATING: 'survey',
  SUB: 'sub-flow',
  SUB_START: 'sub-flow-start',
  SUB_END: 'sub-flow-end',
  HANGUP_REASON: 'hang-up-reason',
  HANGUP: 'hang-up',
} as const satisfies Readonly<Record<string, NodeKind>>;
export const nodeKind: CodeTable<NodeKind> = codeTable<NodeKind>(nodeTypes);

/** NodeExitCode of ListIvrTrackingDetails; the branches of a decision are `Branch-A`, `Branch-B` and so on. */
export const exitCodes = {
  Success: 'success',
  Failure: 'failure',
  Hangup: 'hang-up',
  Timeout: 'timeout',
  Overflow: 'overflow',
  Default: 'default',
  /** The one exit of nodes that cannot fail, as flow definitions name it. */
  Complete: 'success',
} as const satisfies Readonly<Record<string, ExitMeaning>>;
const exits = codeTable<ExitMeaning>(exitCodes);

export const exitMeaning: CodeTable<ExitMeaning> = (code) =>
  /^\s*branch-\w+\s*$/i.test(code) ? 'branch' : exits(code);

/** The groups of events of GetCallDetailRecord. */
export type EventLane = Extract<Lane, 'customer' | 'ivr' | 'queue' | 'agent'>;

/** Events of GetCallDetailRecord by group. Here it is `Queueing…`, in dispositions `Queuing…`; both are read. */
export const eventCodes = {
  customer: { Ringing: 'ringing', Established: 'established', Released: 'released', Dialing: 'dialing' },
  ivr: { Route2IVR: 'entered-ivr', Abandoned: 'abandoned-in-ivr' },
  queue: {
    Enqueue: 'enqueued',
    AssignAgent: 'agent-assigned',
    Abandoned: 'abandoned-in-queue',
    GiveUp: 'gave-up-while-ringing',
    QueueingTimeout: 'queue-timeout',
    QueuingTimeout: 'queue-timeout',
    QueueingOverflow: 'queue-overflow',
    QueuingOverflow: 'queue-overflow',
  },
  agent: {
    Dialing: 'dialing',
    Ringing: 'ringing',
    Established: 'established',
    Released: 'released',
    Held: 'held',
    Retrieved: 'retrieved',
    BlindTransfer: 'blind-transfer',
    Consulting: 'consulting',
    StartConference: 'conference-started',
    Monitoring: 'monitoring',
    Coaching: 'coaching',
    Barging: 'barging',
    Intercepting: 'intercepting',
  },
} as const satisfies Readonly<Record<EventLane, Readonly<Record<string, EventMeaning>>>>;

export const eventMeanings: Readonly<Record<EventLane, CodeTable<EventMeaning>>> = {
  customer: codeTable<EventMeaning>(eventCodes.customer),
  ivr: codeTable<EventMeaning>(eventCodes.ivr),
  queue: codeTable<EventMeaning>(eventCodes.queue),
  agent: codeTable<EventMeaning>(eventCodes.agent),
};
