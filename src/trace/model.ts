import type { CallTraceModel } from './document/schema.ts';

export type { JsonObject, JsonValue } from './document/schema.ts';

/** Everything known about one call. Times are epoch milliseconds, durations milliseconds. */
export type CallTrace = CallTraceModel;

export type ProviderId = CallTrace['provider'];
export type CallSummary = CallTrace['summary'];
export type Outcome = CallSummary['outcome'];
export type Direction = CallSummary['direction'];
/** An agent, a queue or a customer. */
export type Party = CallSummary['agents'][number];
/** A provider's code beside what it means to us; no meaning: the code is not a known one and is shown as it came. */
export type Coded = NonNullable<CallSummary['disposition']>;

/** One visit of the call to one node of a flow. */
export type IvrStep = CallTrace['steps'][number];
/** Something that happened at one moment. */
export type CallEvent = CallTrace['events'][number];
export type Lane = CallEvent['lane'];
/** An IVR flow as it was designed. */
export type DesignedFlow = CallTrace['flows'][number];
export type DesignedNode = DesignedFlow['nodes'][number];
/** Something that the provider does not give or did not answer. */
export type Gap = CallTrace['gaps'][number];
/** One raw provider response, kept word for word. */
export type Source = CallTrace['sources'][number];
/** The place in a source from which something was read. */
export type SourceRef = IvrStep['source'];

export { lanes } from './lanes.ts';

/** What a node does, in our words; the shape and icon of a node follow from it. */
export const nodeKinds = [
  'start',
  'play',
  'collect-digits',
  'speech-recognition',
  'voice-navigator',
  'branch',
  'set-variables',
  'parse-data',
  'http-request',
  'function',
  'transfer-to-agent',
  'blind-transfer',
  'outside-number',
  'voicemail',
  'sms',
  'survey',
  'sub-flow',
  'sub-flow-start',
  'sub-flow-end',
  'hang-up-reason',
  'hang-up',
  'wait',
] as const;
export type NodeKind = (typeof nodeKinds)[number];

/** How a call left a node, in our words. */
export const exitMeanings = [
  'success',
  'failure',
  'timeout',
  'overflow',
  'hang-up',
  'default',
  'branch',
  'invalid',
] as const;
export type ExitMeaning = (typeof exitMeanings)[number];

/** What an event is, in our words, over all providers. The timeline makes its segments from these. */
export const eventMeanings = [
  'entered-ivr',
  'left-ivr',
  'abandoned-in-ivr',
  'enqueued',
  'waiting',
  'agent-assigned',
  'left-queue',
  'abandoned-in-queue',
  'gave-up-while-ringing',
  'queue-timeout',
  'queue-overflow',
  'dialing',
  'ringing',
  'established',
  'held',
  'retrieved',
  'released',
  'after-call-work',
  'after-call-work-ended',
  'gave-up',
  'blind-transfer',
  'consulting',
  'transfer-started',
  'help-requested',
  'help-connected',
  'conference-started',
  'monitoring',
  'coaching',
  'barging',
  'intercepting',
  'entered-device',
  'left-device',
  'recorded',
  'agent-assign-failed',
  'dispatch-failed',
  'queue-failed',
  'queue-cancelled',
  'queue-rerouted',
  'ringing-timeout',
  'muted',
  'unmuted',
  'attended-transfer',
  'consultation-requested',
  'consultation-started',
  'consultation-ended',
  'conference-ended',
  'monitoring-ended',
  'coaching-ended',
  'agent-signed-in',
  'agent-ready',
  'agent-dialing',
  'agent-ringing',
  'agent-talking',
  'agent-released',
  'agent-on-break',
  'agent-signed-out',
  'survey-offered',
  'survey-answered',
  'recording-ready',
  'voicemail-ready',
  'record-ready',
  'ivr-tracking',
  'text-stream',
  'media-stream',
  'campaign-submitted',
  'campaign-paused',
  'campaign-resumed',
  'campaign-aborted',
  'campaign-completed',
  'case-attempted',
] as const;
export type EventMeaning = (typeof eventMeanings)[number];
