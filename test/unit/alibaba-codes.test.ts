import { describe, expect, it } from 'vitest';
import {
  contactType,
  disposition,
  earlyMedia,
  flowType,
  hungUpBy,
  labelOfField,
  media,
  outcomeOf,
  release,
  type CodeTable,
} from '../../src/providers/alibaba-codes.ts';
import { errorCategories } from '../../src/providers/alibaba-envelope.ts';
import { recordFields } from '../../src/providers/alibaba-summary.ts';
import * as v2017 from '../../src/providers/alibaba-ccc-2017/labels.ts';
import * as v2020 from '../../src/providers/alibaba-ccc-2020/labels.ts';
import { renderIn } from '../../src/trace/catalogue.ts';

/** The enumerations as the documentation prints them, with what each code means; `space` is that of the labels. */
interface Enumeration {
  readonly space: string;
  readonly table: CodeTable;
  readonly codes: Readonly<Record<string, string>>;
}

const enumerations: Readonly<Record<string, Enumeration>> = {
  'ContactDisposition, now': {
    space: 'disposition',
    table: disposition,
    codes: {
      Success: 'success',
      NoAnswer: 'no-answer',
      Reject: 'rejected',
      AbandonedInIVR: 'abandoned-in-ivr',
      AbandonedInQueue: 'abandoned-in-queue',
      AbandonedInRing: 'abandoned-while-ringing',
      QueuingTimeout: 'queue-timeout',
      QueuingOverflow: 'queue-overflow',
      QueuingFailed: 'queue-failed',
      AbandonedInVoiceNavigator: 'abandoned-in-voice-navigator',
      Voicemail: 'voicemail',
      IVRException: 'ivr-exception',
      ForwardToOutsideNumber: 'forwarded-outside',
    },
  },
  'ContactDisposition, earlier': {
    space: 'disposition',
    table: disposition,
    codes: {
      'Success(0)': 'success',
      'NoAnswer(1)': 'no-answer',
      'Rejected(2)': 'rejected',
      'Busy(3)': 'busy',
      'AbandonedInContactFlow(4)': 'abandoned-in-ivr',
      'AbandonedInQueue(5)': 'abandoned-in-queue',
      'AbandonedRing(6)': 'abandoned-while-ringing',
      'QueueOverflow(7)': 'queue-timeout',
      QueueOverflow: 'queue-timeout',
      OneStepTransfer: 'forwarded-outside',
    },
  },
  ContactType: {
    space: 'contact-type',
    table: contactType,
    codes: {
      INBOUND: 'inbound',
      Inbound: 'inbound',
      'Inbound(0)': 'inbound',
      OUTBOUND: 'outbound',
      'Outbound(1)': 'outbound',
      OUTBOND: 'outbound',
      Outboung: 'outbound',
      INTERNAL: 'internal',
      'Internal(2)': 'internal',
      BACK2BACK: 'back-to-back',
      Back2Back: 'back-to-back',
      PREDICTIVE: 'predictive',
      PredictiveDial: 'predictive',
      PRIVACY_DIAL: 'privacy',
      PrivacyDial: 'privacy',
      CONFERENCE: 'conference',
      CONSULTANT: 'consult',
      Consult: 'consult',
      MONITOR: 'monitor',
      COACH: 'coach',
      BARGE: 'barge-in',
      INTERCEPT: 'intercept',
      Call2RoutePoint: 'route-point',
    },
  },
  'agent events, 2020': {
    space: 'event',
    table: v2020.eventMeanings.agent,
    codes: {
      Dialing: 'dialing',
      Ringing: 'ringing',
      Established: 'established',
      Released: 'released',
      BlindTransfer: 'blind-transfer',
      Consulting: 'consulting',
      StartConference: 'conference-started',
      Monitoring: 'monitoring',
      Coaching: 'coaching',
      Barging: 'barging',
      Intercepting: 'intercepting',
    },
  },
  'IVR events, 2020': {
    space: 'event',
    table: v2020.eventMeanings.ivr,
    codes: { Route2IVR: 'entered-ivr', Abandoned: 'abandoned-in-ivr' },
  },
  'queue events, 2020': {
    space: 'event',
    table: v2020.eventMeanings.queue,
    codes: {
      Enqueue: 'enqueued',
      AssignAgent: 'agent-assigned',
      Abandoned: 'abandoned-in-queue',
      GiveUp: 'gave-up-while-ringing',
      QueueingTimeout: 'queue-timeout',
      QueueingOverflow: 'queue-overflow',
    },
  },
  'customer events, 2020': {
    space: 'event',
    table: v2020.eventMeanings.customer,
    codes: {
      ringing: 'ringing',
      established: 'established',
      released: 'released',
      Released: 'released',
    },
  },
  ReleaseInitiator: {
    space: 'hung-up-by',
    table: hungUpBy,
    codes: { agent: 'agent', 'agent ': 'agent', customer: 'customer', byeSystem: 'system' },
  },
  EarlyMediaState: {
    space: 'early-media',
    table: earlyMedia,
    codes: {
      NoAnswer: 'no-answer',
      OutOfService: 'out-of-service',
      NotExist: 'not-exist',
      Restricted: 'restricted',
      Busy: 'busy',
      NotConnected: 'not-connected',
      PowerOff: 'power-off',
    },
  },
  FlowType: {
    space: 'flow-type',
    table: flowType,
    codes: { MAIN_FLOW: 'main', SUB_FLOW: 'sub', SURVEY_FLOW: 'survey' },
  },
  MediaType: {
    space: 'media',
    table: media,
    codes: { AUDIO: 'voice', VIDEO: 'video', CHAT: 'chat', ALL: 'all' },
  },
  ReleaseReason: {
    space: 'release',
    table: release,
    codes: {
      '200 - OK': 'ok',
      '486:USER_BUSY': 'busy',
      '487-Request Terminated': 'cancelled',
      VisitorInitiatedClosure: 'visitor-closed',
      AgentInitiatedClosure: 'agent-closed',
    },
  },
  'NodeType, 2020': {
    space: 'kind',
    table: v2020.nodeKind,
    codes: {
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
    },
  },
  'NodeExitCode, 2020': {
    space: 'exit',
    table: v2020.exitMeaning,
    codes: {
      Success: 'success',
      Failure: 'failure',
      Hangup: 'hang-up',
      Timeout: 'timeout',
      Overflow: 'overflow',
      Default: 'default',
      'Branch-A': 'branch',
      'Branch-B': 'branch',
    },
  },
  'NodeType, 2017': {
    space: 'kind',
    table: v2017.nodeKind,
    codes: {
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
    },
  },
  'Status, 2017': {
    space: 'exit',
    table: v2017.exitMeaning,
    codes: {
      _success: 'success',
      _answer: 'success',
      _tts_success: 'success',
      _timeout: 'timeout',
      _failure: 'failure',
      _hangup: 'hang-up',
    },
  },
  'IVR events, 2017': {
    space: 'event',
    table: v2017.eventMeaning('ivr'),
    codes: { EnterIVR: 'entered-ivr' },
  },
  'queue events, 2017': {
    space: 'event',
    table: v2017.eventMeaning('queue'),
    codes: {
      EnterQueue: 'enqueued',
      WaitingInQueue: 'waiting',
      NormalEnd: 'left-queue',
      ACDOverflow: 'queue-overflow',
      AbandonedInQueue: 'abandoned-in-queue',
      AbandonedRing: 'gave-up-while-ringing',
    },
  },
  'agent events, 2017': {
    space: 'event',
    table: v2017.eventMeaning('agent'),
    codes: {
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
  },
};

const languages = ['en', 'zh-cn'] as const;

function expectLabel(key: string): void {
  for (const language of languages) {
    expect(renderIn(language)({ key, args: { name: 'A' } }), `${key} in ${language}`).not.toBe(key);
  }
}

describe('the codes of Alibaba CCC', () => {
  const cases = Object.entries(enumerations).flatMap(([name, { space, table, codes }]) =>
    Object.entries(codes).map(([code, meaning]) => ({ name, space, table, code, meaning })),
  );

  it.each(cases)('$name: $code means $meaning, in both languages', ({ space, table, code, meaning }) => {
    expect(table(code)).toBe(meaning);
    expectLabel(`${space}.${meaning}`);
  });

  it.each(cases.filter(({ name }) => !name.startsWith('Status')))(
    '$name: $code in another spelling',
    ({ table, code, meaning }) => {
      expect(table(` ${code.toUpperCase()}\t`)).toBe(meaning);
      expect(table(code.toLowerCase())).toBe(meaning);
    },
  );

  it('an unknown code has no meaning', () => {
    for (const { table } of Object.values(enumerations)) {
      expect(table('SomethingNew')).toBeUndefined();
      expect(table('constructor')).toBeUndefined();
      expect(table('__proto__')).toBeUndefined();
      expect(table('')).toBeUndefined();
    }
  });

  it.each([
    ['Success', 'completed'],
    ['NoAnswer', 'not-answered'],
    ['Busy', 'not-answered'],
    ['Reject', 'rejected'],
    ['AbandonedInIVR', 'abandoned'],
    ['AbandonedInQueue', 'abandoned'],
    ['AbandonedInRing', 'abandoned'],
    ['AbandonedInVoiceNavigator', 'abandoned'],
    ['QueueOverflow', 'failed'],
    ['QueuingTimeout', 'failed'],
    ['QueuingOverflow', 'failed'],
    ['QueuingFailed', 'failed'],
    ['IVRException', 'failed'],
    ['Voicemail', 'voicemail'],
    ['ForwardToOutsideNumber', 'transferred'],
    ['OneStepTransfer', 'transferred'],
    ['SomethingNew', 'unknown'],
  ])('a call with disposition %s is %s', (code, outcome) => {
    expect(outcomeOf(code)).toBe(outcome);
  });

  it.each([
    ['QueueType', '1', 'queue-type.skill-group'],
    ['QueueType', '2', 'queue-type.agent'],
    ['FlowType', 'SURVEY_FLOW', 'flow-type.survey'],
    ['SatisfactionSurveyChannel', 'IVR', 'survey-channel.voice'],
    ['SatisfactionSurveyChannel', '语音', 'survey-channel.voice'],
    ['SatisfactionSurveyChannel', 'SMS', 'survey-channel.sms'],
    ['SatisfactionSurveyChannel', 'CHAT', 'survey-channel.chat'],
    ['SatisfactionDesc', '未发送', 'satisfaction.not-sent'],
    ['SatisfactionIndex', '-1', 'satisfaction.not-rated'],
    ['WorkMode', 'ON_SITE', 'work-mode.on-site'],
    ['WorkMode', 'OFF_SITE', 'work-mode.off-site'],
    ['WorkMode', 'OFFICE_PHONE', 'work-mode.office-phone'],
    ['RoleName', 'Admin', 'role.admin'],
    ['RoleName', 'Mannager', 'role.skill-group-manager'],
    ['RoleName', 'Agent', 'role.agent'],
    ['Status', 'Dialing', 'agent-status.dialing'],
    ['Status', 'Handling', 'agent-status.handling'],
    ['CallMode', 'Outbound', 'contact-type.outbound'],
  ])('the field %s with %s is labelled %s', (field, value, label) => {
    expect(labelOfField(field, value)).toBe(label);
    expectLabel(label);
  });

  it('a field without codes, or with another value, has no label of its value', () => {
    expect(labelOfField('CallIds', '1')).toBeUndefined();
    expect(labelOfField('QueueType', '3')).toBeUndefined();
    expect(labelOfField('constructor', '1')).toBeUndefined();
  });

  it('every field of call records and every kind of error has its words', () => {
    for (const field of recordFields) expectLabel(`field.${field}`);
    for (const by of ['agent', 'customer', 'system']) expectLabel(`reason.hung-up-by-${by}`);
    for (const category of errorCategories) {
      const text = renderIn('en')({
        key: `alibaba.error.${category}`,
        args: { name: 'a.json', code: 'C', text: 'T', requestId: 'R' },
      });
      expect(text).toMatch(
        /^a\.json is an error of Alibaba Cloud, not a call: C \(T\)\. .+ Request ID: R\.$/,
      );
    }
  });
});
