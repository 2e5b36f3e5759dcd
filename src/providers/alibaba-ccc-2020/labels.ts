import type { EventMeaning, ExitMeaning, Lane, NodeKind } from '../../trace/model.ts';
import { codeTable, plainCode, type CodeTable } from '../alibaba-codes.ts';

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

/**
 * Events of GetCallDetailRecord by group, and those that the subscription of events names beyond its documentation.
 * Here it is `Queueing…`, in dispositions `Queuing…`; both are read.
 */
export const eventCodes = {
  customer: {
    Ringing: 'ringing',
    Established: 'established',
    Released: 'released',
    Dialing: 'dialing',
    Held: 'held',
    Retrieved: 'retrieved',
  },
  ivr: { Route2IVR: 'entered-ivr', Abandoned: 'abandoned-in-ivr', IvrTracking: 'ivr-tracking' },
  queue: {
    Enqueue: 'enqueued',
    AssignAgent: 'agent-assigned',
    AssignAgentFailure: 'agent-assign-failed',
    Abandoned: 'abandoned-in-queue',
    GiveUp: 'gave-up-while-ringing',
    QueueingTimeout: 'queue-timeout',
    QueuingTimeout: 'queue-timeout',
    QueueingOverflow: 'queue-overflow',
    QueuingOverflow: 'queue-overflow',
    QueueingFailure: 'queue-failed',
    QueuingFailure: 'queue-failed',
    QueueingCancelled: 'queue-cancelled',
    QueuingCancelled: 'queue-cancelled',
    QueueingRerouted: 'queue-rerouted',
    QueuingRerouted: 'queue-rerouted',
    DispatchingFailure: 'dispatch-failed',
    RingingTimeout: 'ringing-timeout',
  },
  agent: {
    Dialing: 'dialing',
    Ringing: 'ringing',
    RingingTimeout: 'ringing-timeout',
    Established: 'established',
    Released: 'released',
    Held: 'held',
    Retrieved: 'retrieved',
    Muted: 'muted',
    Unmuted: 'unmuted',
    BlindTransfer: 'blind-transfer',
    AttendedTransfer: 'attended-transfer',
    Consulting: 'consulting',
    InitiateConsultant: 'consultation-requested',
    StartConsultant: 'consultation-started',
    StopConsultant: 'consultation-ended',
    StartConference: 'conference-started',
    StopConference: 'conference-ended',
    Monitoring: 'monitoring',
    StartMonitor: 'monitoring',
    StopMonitor: 'monitoring-ended',
    Coaching: 'coaching',
    StartCoach: 'coaching',
    StopCoach: 'coaching-ended',
    Barging: 'barging',
    BargeIn: 'barging',
    Intercepting: 'intercepting',
    Intercept: 'intercepting',
    AgentCheckIn: 'agent-signed-in',
    AgentReady: 'agent-ready',
    AgentDialing: 'agent-dialing',
    AgentRinging: 'agent-ringing',
    AgentRingingTimeout: 'ringing-timeout',
    AgentTalk: 'agent-talking',
    AgentRelease: 'agent-released',
    AgentBreak: 'agent-on-break',
    AgentCheckOut: 'agent-signed-out',
  },
  system: {
    SatisfactionSurveyOffer: 'survey-offered',
    SatisfactionSurveyResponse: 'survey-answered',
    RecordingReady: 'recording-ready',
    DualTrackRecordingReady: 'recording-ready',
    VoicemailReady: 'voicemail-ready',
    CDRReady: 'record-ready',
    TextStream: 'text-stream',
    MediaStream: 'media-stream',
    CampaignSubmitted: 'campaign-submitted',
    CampaignPaused: 'campaign-paused',
    CampaignResumed: 'campaign-resumed',
    CampaignAborted: 'campaign-aborted',
    CampaignCompleted: 'campaign-completed',
    CaseAttempted: 'case-attempted',
  },
} as const satisfies Readonly<Record<Lane, Readonly<Record<string, EventMeaning>>>>;

const { ivr, queue, agent, system } = eventCodes;
/** `Abandoned` says where the caller was only by the group it stands in. */
const anywhere = codeTable<EventMeaning>({ ...system, ...queue, ...agent, Route2IVR: ivr.Route2IVR });
const ofAnyLane: CodeTable<EventMeaning> = (code) =>
  plainCode(code) === 'abandoned' ? undefined : anywhere(code);

/**
 * The meaning of an event by its lane. A name of another lane means the same wherever it stands, except those that
 * differ by lane, which the lane's own table has.
 */
export const eventMeanings: Readonly<Record<Lane, CodeTable<EventMeaning>>> = {
  customer: inLane('customer'),
  ivr: inLane('ivr'),
  queue: inLane('queue'),
  agent: inLane('agent'),
  system: inLane('system'),
};

function inLane(lane: Lane): CodeTable<EventMeaning> {
  const own = codeTable<EventMeaning>(eventCodes[lane]);
  return (code) => own(code) ?? ofAnyLane(code);
}
