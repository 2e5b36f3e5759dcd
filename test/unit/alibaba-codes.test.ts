import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../src/providers/alibaba-codes.ts';
import { errorMeanings } from '../../src/providers/alibaba-error-codes.ts';
import { recordFields } from '../../src/providers/alibaba-summary.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import { enumerations } from './alibaba-enumerations.ts';

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
    ['QueueType', '1', '2'],
    ['FlowType', 'MAIN_FLOW', 'SUB_FLOW', 'SURVEY_FLOW'],
    ['SatisfactionSurveyChannel', 'IVR', '语音', 'SMS', 'CHAT'],
    ['SatisfactionDesc', '未发送', '未评价'],
    ['SatisfactionIndex', '-2', '-1'],
    ['WorkMode', 'ON_SITE', 'OFF_SITE', 'OFFICE_PHONE'],
    ['RoleName', 'Admin', 'Mannager', 'Agent'],
    ['Status', 'Dialing', 'Handling'],
  ])('the values of the field %s have their words', (field, ...values) => {
    for (const value of values) expectLabel(`value.${field}.${value}`);
  });

  it('every field of call records and every kind of error has its words', () => {
    for (const field of recordFields) expectLabel(`field.${field}`);
    for (const by of ['agent', 'customer', 'system']) expectLabel(`reason.hung-up-by-${by}`);
    for (const category of errorMeanings) {
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
