import type { Coded, Direction, Outcome } from '../trace/model.ts';

/**
 * Codes that both versions of Alibaba CCC use, by their meanings in our words. From the enumerations of the operations
 * ListCallDetailRecords, GetCallDetailRecord (2020-07-01) and ListCallDetailRecords,
 * ListCallEventDetailByContactId (2017-07-05).
 */
export type CodeTable<Meaning extends string = string> = (code: string) => Meaning | undefined;

/** Codes are written in many ways (`OUTBOUND`, `Outbound`, `"agent "`, `Success(0)`); all of them mean the same. */
export function plainCode(code: string): string {
  return code
    .trim()
    .replace(/\(\d+\)$/, '')
    .replaceAll('_', '')
    .toLowerCase();
}

export function codeTable<Meaning extends string>(
  codes: Readonly<Record<string, Meaning>>,
): CodeTable<Meaning> {
  const table = new Map(Object.entries(codes).map(([code, meaning]) => [plainCode(code), meaning]));
  return (code) => table.get(plainCode(code));
}

/** A code beside its meaning; a code that the table does not know stands alone. */
export function coded(code: string, table: CodeTable): Coded;
export function coded(code: string | undefined, table: CodeTable): Coded | undefined;
export function coded(code: string | undefined, table: CodeTable): Coded | undefined {
  if (code === undefined) return undefined;
  const meaning = table(code);
  return meaning === undefined ? { code } : { code, meaning };
}

/**
 * How a call ended. `QueueOverflow` is the old name of the time-out and `QueuingOverflow` the new name of the
 * overflow: they look alike and differ.
 */
export const dispositionCodes = {
  Success: 'success',
  NoAnswer: 'no-answer',
  Reject: 'rejected',
  Rejected: 'rejected',
  Busy: 'busy',
  AbandonedInIVR: 'abandoned-in-ivr',
  AbandonedInContactFlow: 'abandoned-in-ivr',
  AbandonedInQueue: 'abandoned-in-queue',
  AbandonedInRing: 'abandoned-while-ringing',
  AbandonedRing: 'abandoned-while-ringing',
  QueuingTimeout: 'queue-timeout',
  QueueingTimeout: 'queue-timeout',
  QueueOverflow: 'queue-timeout',
  QueuingOverflow: 'queue-overflow',
  QueueingOverflow: 'queue-overflow',
  QueuingFailed: 'queue-failed',
  AbandonedInVoiceNavigator: 'abandoned-in-voice-navigator',
  Voicemail: 'voicemail',
  IVRException: 'ivr-exception',
  ForwardToOutsideNumber: 'forwarded-outside',
  OneStepTransfer: 'forwarded-outside',
  /** The numbers that the earlier names carry, `AbandonedRing(6)`, stand alone where only they were stored. */
  0: 'success',
  1: 'no-answer',
  2: 'rejected',
  3: 'busy',
  4: 'abandoned-in-ivr',
  5: 'abandoned-in-queue',
  6: 'abandoned-while-ringing',
  7: 'queue-timeout',
} as const;
type Disposition = (typeof dispositionCodes)[keyof typeof dispositionCodes];
export const disposition = codeTable<Disposition>(dispositionCodes);

/**
 * A line that was busy was called and not answered; the call itself worked. A queue that gave the call up (time-out,
 * overflow, no way to an agent) failed it.
 */
const outcomes: Readonly<Record<Disposition, Outcome>> = {
  success: 'completed',
  'no-answer': 'not-answered',
  rejected: 'rejected',
  busy: 'not-answered',
  'abandoned-in-ivr': 'abandoned',
  'abandoned-in-queue': 'abandoned',
  'abandoned-while-ringing': 'abandoned',
  'abandoned-in-voice-navigator': 'abandoned',
  'queue-timeout': 'failed',
  'queue-overflow': 'failed',
  'queue-failed': 'failed',
  voicemail: 'voicemail',
  'ivr-exception': 'failed',
  'forwarded-outside': 'transferred',
};

/** The outcome that a disposition says; `unknown` for one that is not in the tables. */
export function outcomeOf(code: string): Outcome {
  const meaning = disposition(code);
  return meaning === undefined ? 'unknown' : outcomes[meaning];
}

/** Misspelt in the documentation: `OUTBOND`, `Outboung`. */
export const contactTypeCodes = {
  INBOUND: 'inbound',
  OUTBOUND: 'outbound',
  OUTBOND: 'outbound',
  OUTBOUNG: 'outbound',
  INTERNAL: 'internal',
  BACK2BACK: 'back-to-back',
  PREDICTIVE: 'predictive',
  PredictiveDial: 'predictive',
  PRIVACY_DIAL: 'privacy',
  CONFERENCE: 'conference',
  CONSULTANT: 'consult',
  Consult: 'consult',
  MONITOR: 'monitor',
  COACH: 'coach',
  BARGE: 'barge-in',
  INTERCEPT: 'intercept',
  Call2RoutePoint: 'route-point',
  0: 'inbound',
  1: 'outbound',
  2: 'internal',
} as const;
type ContactType = (typeof contactTypeCodes)[keyof typeof contactTypeCodes];
export const contactType = codeTable<ContactType>(contactTypeCodes);

/** In a back-to-back, predictive or privacy call the centre dials the customer. */
const directions: Readonly<Record<ContactType, Direction>> = {
  inbound: 'inbound',
  outbound: 'outbound',
  internal: 'internal',
  'back-to-back': 'outbound',
  predictive: 'outbound',
  privacy: 'outbound',
  conference: 'unknown',
  consult: 'internal',
  monitor: 'internal',
  coach: 'internal',
  'barge-in': 'internal',
  intercept: 'internal',
  'route-point': 'unknown',
};

export function directionOf(code: string | undefined): Direction | undefined {
  const meaning = code === undefined ? undefined : contactType(code);
  return meaning === undefined ? undefined : directions[meaning];
}

/** Who ended the call; `byeSystem` and its like come from `HangUper` of version 2017-07-05. */
export const hungUpByCodes = {
  agent: 'agent',
  customer: 'customer',
  system: 'system',
  byeSystem: 'system',
  byeAgent: 'agent',
  byeCustomer: 'customer',
} as const;
export const hungUpBy = codeTable(hungUpByCodes);

export const earlyMediaCodes = {
  NoAnswer: 'no-answer',
  OutOfService: 'out-of-service',
  NotExist: 'not-exist',
  Restricted: 'restricted',
  Busy: 'busy',
  NotConnected: 'not-connected',
  PowerOff: 'power-off',
} as const;
export const earlyMedia = codeTable(earlyMediaCodes);

export const flowTypeCodes = { MAIN_FLOW: 'main', SUB_FLOW: 'sub', SURVEY_FLOW: 'survey' } as const;
export const flowType = codeTable(flowTypeCodes);

export const mediaCodes = { AUDIO: 'voice', VIDEO: 'video', CHAT: 'chat', ALL: 'all' } as const;
export const media = codeTable(mediaCodes);

/** Release reasons by their SIP status, however it is followed by text: `200 - OK`, `486:USER_BUSY`, `487-Request …`. */
const sipMeanings: Readonly<Record<string, string>> = {
  200: 'ok',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  480: 'unavailable',
  484: 'number-incomplete',
  486: 'busy',
  487: 'cancelled',
  488: 'not-acceptable',
  500: 'server-error',
  502: 'bad-gateway',
  503: 'service-unavailable',
  504: 'gateway-timeout',
  600: 'busy',
  603: 'declined',
  604: 'not-found',
};
export const releaseCodes = {
  VisitorInitiatedClosure: 'visitor-closed',
  AgentInitiatedClosure: 'agent-closed',
} as const;
const releaseWords = codeTable(releaseCodes);

export const release: CodeTable = (code) => {
  const status = /^\s*(\d{3})(?!\d)/.exec(code)?.[1];
  return status === undefined ? releaseWords(code) : sipMeanings[status];
};
