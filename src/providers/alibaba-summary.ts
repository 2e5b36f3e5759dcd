import type { CallSummary, Gap, JsonObject, Outcome, Party } from '../trace/model.ts';
import { flagOf, textOf, type RawRecord } from '../trace/source/record.ts';
import {
  coded,
  contactType,
  directionOf,
  disposition,
  earlyMedia,
  hungUpBy,
  media,
  outcomeOf,
  release,
} from './alibaba-codes.ts';
import {
  alibabaZone,
  defined,
  detailsOf,
  fieldNames,
  momentOf,
  partiesOf,
  textsOf,
  uniteParties,
} from './alibaba-fields.ts';
import { secondsOf, unreadableSeconds, unreadableTimes } from './durations.ts';

const taken = [
  'ContactId',
  'acid',
  'InstanceId',
  'Instance',
  'ContactType',
  'ContactDisposition',
  'MediaType',
  'CallingNumber',
  'CalledNumber',
  'CallerLocation',
  'CalleeLocation',
  'StartTime',
  'EstablishedTime',
  'ReleaseTime',
  'CallDuration',
  'ReleaseInitiator',
  'ReleaseReason',
  'EarlyMediaState',
  'AgentIds',
  'AgentNames',
  'SkillGroupIds',
  'SkillGroupIdList',
  'SkillGroupNames',
  'RecordingReady',
  'AgentEvents',
  'IvrEvents',
  'QueueEvents',
  'CustomerEvents',
  'CdrAgentEvents',
  'CdrIvrEvents',
  'CdrQueueEvents',
  'Agents',
  'Recordings',
] as const;

/** Further fields of call records, as the documentation spells them: both versions, all list operations. */
export const recordFields = [
  'DialingTime',
  'IvrTime',
  'QueueTime',
  'RingTime',
  'TalkTime',
  'HeldTime',
  'WaitTime',
  'Broker',
  'AdditionalBroker',
  'EarlyMediaText',
  'CallIds',
  'TransferCount',
  'OffSiteAgentIds',
  'OffsiteAgentOriginatorNumbers',
  'OffsiteAgentDestinationNumbers',
  'OffsiteAgentReleaseReason',
  'OutsideNumberDestinationNumber',
  'OutsideNumberReleaseReason',
  'VoicebotOriginatorNumber',
  'VoicebotDestinationNumber',
  'RecordingDuration',
  'Satisfaction',
  'SatisfactionIndex',
  'SatisfactionDescription',
  'SatisfactionSurveyChannel',
  'SatisfactionSurveyOffered',
  'AnalyticsReportReady',
  'AnalyticsReport',
  'SummaryIndex',
  'AccessChannelId',
  'AccessChannelName',
  'AccessChannelType',
  'AccessChannelUserId',
  'AccessChannelUserName',
  'ClientAppName',
  'ClientIpAddress',
  'ClientLocation',
  'ClientUserAgent',
  'FirstResponseTime',
  'MessagesSent',
  'MessagesSentByAgent',
  'MessagesSentByCustomer',
  'Duration',
  'SatisfactionDesc',
  'Feedback',
] as const;

const names = fieldNames(taken, recordFields);
const namesWithDuration = fieldNames([...taken, 'Duration'], recordFields);

/** What is known besides the record. */
export interface SummaryContext {
  /** Agents and queues that the events name; they come after those of the record. */
  readonly agents: readonly Party[];
  readonly queues: readonly Party[];
  /** The outcome where the record has no disposition. */
  readonly outcome: Outcome;
  readonly recorded?: boolean | undefined;
  /** Where the time went, where the record itself does not say it. */
  readonly durations?: CallSummary['durations'];
  /** Lists of the record, whichever form they came in. */
  readonly lists?: JsonObject;
}

/** Whatever is written when a call is over. */
const written = ['ReleaseTime', 'ReleaseInitiator', 'ReleaseReason', 'CallDuration', 'Duration'] as const;

/** The outcome of a row of a list that has no word for it: it goes on where nothing of its end is written yet. */
export function outcomeWithoutWord(row: RawRecord): Outcome {
  const began = momentOf(row, 'StartTime') !== undefined && textOf(row, 'ContactType') !== undefined;
  return began && written.every((name) => (textOf(row, name) ?? '') === '') ? 'in-progress' : 'unknown';
}

/**
 * The summary of one call record: GetCallDetailRecord or a row of a list of calls, of either version. Times are epoch
 * ms, durations seconds.
 */
export function summaryOf(raw: RawRecord, context: SummaryContext): Partial<CallSummary> {
  const type = textOf(raw, 'ContactType');
  const ended = textOf(raw, 'ContactDisposition');
  const agents = partiesOf(textsOf(raw, 'AgentIds'), textsOf(raw, 'AgentNames'));
  const queues = partiesOf(
    textsOf(raw, 'SkillGroupIds', 'SkillGroupIdList'),
    textsOf(raw, 'SkillGroupNames'),
  );
  // Lists of recent calls give the same number twice, as CallDuration and as Duration; version 2017 as Duration.
  const durationMs = secondsOf(raw, 'CallDuration');
  const plainDurationMs = secondsOf(raw, 'Duration');
  const sameDuration = durationMs === undefined || durationMs === plainDurationMs;
  const details: JsonObject = {
    ...detailsOf(raw, sameDuration ? namesWithDuration : names, [
      ...(agents.paired ? [] : ['AgentNames']),
      ...(queues.paired ? [] : ['SkillGroupNames']),
    ]),
    ...context.lists,
  };
  return defined({
    durations: durationsOf([raw]) ?? context.durations,
    direction: directionOf(type) ?? 'unknown',
    contactType: coded(type, contactType),
    mediaType: coded(textOf(raw, 'MediaType'), media),
    caller: textOf(raw, 'CallingNumber'),
    callee: textOf(raw, 'CalledNumber'),
    callerLocation: textOf(raw, 'CallerLocation'),
    calleeLocation: textOf(raw, 'CalleeLocation'),
    startedAt: momentOf(raw, 'StartTime'),
    establishedAt: momentOf(raw, 'EstablishedTime'),
    endedAt: momentOf(raw, 'ReleaseTime'),
    durationMs: durationMs ?? plainDurationMs,
    outcome: ended === undefined ? context.outcome : outcomeOf(ended),
    disposition: coded(ended, disposition),
    hungUpBy: coded(textOf(raw, 'ReleaseInitiator'), hungUpBy),
    releaseReason: coded(textOf(raw, 'ReleaseReason'), release),
    earlyMedia: coded(textOf(raw, 'EarlyMediaState'), earlyMedia),
    agents: uniteParties([...agents.parties, ...context.agents]),
    queues: uniteParties([...queues.parties, ...context.queues]),
    recorded: flagOf(raw, 'RecordingReady') ?? context.recorded,
    details: Object.keys(details).length === 0 ? undefined : details,
  });
}

/** The gaps for times and durations of a call record that are none. */
export function unreadableFields(raw: RawRecord, source: string): readonly Gap[] {
  return [
    ...unreadableTimes(raw, alibabaZone, source, 'StartTime', 'EstablishedTime', 'ReleaseTime'),
    ...unreadableSeconds(raw, source, 'CallDuration', 'Duration'),
  ];
}

/**
 * Where the time of a call went, ms: fields of the rows of lists of calls, and in version 2017 of their agents, in
 * seconds. RingTime is that of agents' phones, DialingTime that of the called party's; TalkTime is without the time on
 * hold. Undefined: the records say nothing of it.
 */
export function durationsOf(records: readonly RawRecord[]): CallSummary['durations'] {
  const sum = (...fields: readonly string[]): number | undefined => {
    const told = records
      .flatMap((raw) => fields.map((field) => secondsOf(raw, field)))
      .filter((ms) => ms !== undefined);
    return told.length === 0 ? undefined : told.reduce((all, ms) => all + ms, 0);
  };
  const durations = defined({
    ivrMs: sum('IvrTime'),
    waitingMs: sum('QueueTime'),
    ringingMs: sum('DialingTime', 'RingTime'),
    talkingMs: sum('TalkTime', 'HeldTime', 'HoldTime'),
  });
  return Object.keys(durations).length === 0 ? undefined : durations;
}
