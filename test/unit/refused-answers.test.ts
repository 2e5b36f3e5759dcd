import { describe, expect, test } from 'vitest';
import { errorMeanings, meaningOfError } from '../../src/providers/alibaba-error-codes.ts';
import { errorOfAnswer, isClockRefusal } from '../../src/providers/alibaba-errors.ts';
import { readAnswer } from '../../src/providers/alibaba-answer.ts';
import { renderIn } from '../../src/trace/catalogue.ts';
import type { JsonValue } from '../../src/trace/model.ts';
import { read, refusalOf } from './alibaba-reading.ts';

describe('an error code says the same in a file and live', () => {
  test.each([
    ['InvalidTimeStamp.Expired', 'clock', 'clock'],
    ['IllegalTimestamp', 'clock', 'clock'],
    ['MissingSecurityToken', 'credentials', 'token'],
    ['InvalidSecurityToken.Expired', 'credentials', 'token'],
    ['InvalidAccessKeyId.Inactive', 'credentials', 'inactive-key'],
    ['SignatureDoesNotMatch', 'credentials', 'signature'],
    ['Permission.StsToken', 'permission', 'role'],
    ['Forbidden.RAM', 'permission', 'account'],
    ['Throttling.User', 'throttled', 'throttled'],
    ['NotExists.JobId', 'not-found', 'call'],
  ])('%s', (code, kind, meaning) => {
    const body = { RequestId: 'R', HostId: 'ccc.cn-shanghai.aliyuncs.com', Code: code, Message: 'm' };
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const answer = readAnswer(bytes, 'GetCallDetailRecord');
    const asked = { host: 'h', operation: 'o', instanceId: 'i', format: 'json', secrets: [] } as const;
    const error = errorOfAnswer(answer, { status: 400, headers: {}, bytes }, asked);
    expect([error?.kind, refusalOf(body)]).toEqual([kind, `alibaba.error.${meaning}`]);
    expect(isClockRefusal(answer)).toBe(kind === 'clock');
  });

  test('each meaning has its sentence, and is the meaning of some code', () => {
    expect(new Set(errorMeanings).size).toBe(errorMeanings.length);
    expect(meaningOfError('SomethingNew')).toBe('other');
  });
});

describe('what is another product’s or query’s answer says so', () => {
  const sentence = (value: JsonValue) =>
    read({ 'a.json': value })
      .problems.map(({ problem }) => renderIn('en')(problem.message))
      .join();

  test.each<[string, JsonValue, RegExp]>([
    [
      'another query of LAAFFIC',
      { status: '0', reason: 'success', data: [] },
      /looks like .* LAAFFIC .* ccRecordQuery/,
    ],
    ['a status that is not known', { status: 7, reason: 'no such thing' }, /LAAFFIC .* 7 \(no such thing\)/],
    [
      'another query of CC-CMS',
      { resultCode: '0100000', resultDesc: [{ agentId: '1', state: 'busy' }] },
      /CC-CMS, but of another query.* querycalltracedetail/,
    ],
    [
      'another product of Alibaba Cloud',
      { RequestId: 'EEEE671A-3E24-4A04-81E6-6C4F5B39DF75', Instances: { Instance: [] }, TotalCount: 0 },
      /another product of Alibaba Cloud \(\{RequestId, Instances, TotalCount\}\).*GetCallDetailRecord/,
    ],
  ])('%s', (_, value, words) => {
    expect(sentence(value)).toMatch(words);
  });

  test('code and msg are everybody’s, and say nothing', () => {
    expect(refusalOf({ code: 0, msg: 'ok', data: [] })).toBe('read.unknown-response');
  });
});
