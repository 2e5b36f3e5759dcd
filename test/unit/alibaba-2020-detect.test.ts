import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/trace/model.ts';
import { answer2020, list2020, read, refusalOf, traceOf } from './alibaba-reading.ts';

describe('whose answer it is', () => {
  const operation = (content: JsonValue, name = 'a.json') => {
    const [source] = traceOf({ [name]: content }).sources;
    return source?.operation;
  };
  const record = { ContactId: 'job-1', ContactDisposition: 'Success', CallingNumber: '1' };

  it('the lists of calls are told apart by what they hold, or by their name', () => {
    expect(operation(list2020([{ ...record, ReleaseTime: 1532458000000 }]))).toBe('ListCallDetailRecords');
    expect(operation(list2020([{ ...record, CallIds: 'x' }]))).toBe('ListCallDetailRecordsV2');
    expect(operation(list2020([{ ...record, Duration: 3 }]))).toBe('ListRecentCallDetailRecords');
    expect(operation(list2020([record]), 'ListCallDetailRecordsV2.3.json')).toBe('ListCallDetailRecordsV2');
  });

  it.each<[string, string, JsonValue]>([
    ['a list without rows', 'alibaba.refused.empty-list', list2020([])],
    [
      'an answer without data',
      'alibaba.refused.no-data',
      { RequestId: 'r', Code: 'OK', HttpStatusCode: 200 },
    ],
    ['other content', 'alibaba.refused.other', answer2020({ Something: 1 })],
    ['a summary in words', 'alibaba.refused.other', answer2020('IVR: 3 nodes')],
    ['rows of something else', 'alibaba.refused.other', list2020([{ Something: 1 }])],
    ['recordings', 'alibaba.refused.recording', answer2020([{ FileUrl: 'http://x', FileName: 'a.wav' }])],
    ['states of an agent', 'alibaba.refused.agent-states', list2020([{ State: 'Ready', StateCode: '1' }])],
    ['nobody’s object', 'read.unknown-response', { hello: 1 }],
    ['nobody’s list', 'read.unknown-response', [1, 2]],
    [
      'an error of another cloud',
      'read.unknown-response',
      '<Error><Code>AccessDenied</Code><RequestId>r</RequestId><HostId>Uuag1LuByRx9e6j5+/=</HostId></Error>',
    ],
  ])('%s is refused as %s', (_, key, content) => {
    expect(refusalOf(content)).toBe(key);
  });

  it('an empty list is known by its name', () => {
    expect(refusalOf(list2020([]), 'ListIvrTrackingDetails.2.json')).toBe('read.no-calls');
  });

  it.each([
    ['Throttling.User', 'throttled'],
    ['Throttling', 'throttled'],
    ['ServiceUnavailable', 'unavailable'],
    ['InternalService.CTI', 'unavailable'],
    ['SignatureNonceUsed', 'repeated'],
    ['InvalidTimeStamp.Expired', 'clock'],
    ['IllegalTimestamp', 'clock'],
    ['InvalidTimeStamp.Format', 'parameter'],
    ['SignatureDoesNotMatch', 'signature'],
    ['InvalidAccessKeyId.NotFound', 'unknown-key'],
    ['InvalidAccessKeyId.Inactive', 'inactive-key'],
    ['MissingSecurityToken', 'token'],
    ['InvalidSecurityToken.Expired', 'token'],
    ['Forbidden.RAM', 'account'],
    ['Permission.SkillGroup', 'role'],
    ['NoPermission.Recording', 'role'],
    ['NotExists.InstanceId', 'instance'],
    ['NotExists.JobId', 'call'],
    ['NotExists.UserId', 'not-found'],
    ['Parameter.Blank', 'parameter'],
    ['MissingInstanceId', 'parameter'],
    ['NoSuchVersion', 'operation'],
    ['SomethingElse', 'other'],
  ])('the error %s is told as %s, with any status and spelling of keys', (code, category) => {
    const key = `alibaba.error.${category}`;
    expect(refusalOf({ RequestId: 'r', HostId: 'ccc.cn-shanghai.aliyuncs.com', Code: code })).toBe(key);
    expect(refusalOf({ requestId: 'r', code, message: 'm' })).toBe(key);
    expect(refusalOf({ RequestId: 'r', Code: code, HttpStatusCode: 200, Data: null })).toBe(key);
    const xml = `<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>r</RequestId><Code>${code}</Code></Error>`;
    expect(refusalOf(xml)).toBe(key);
  });

  it('the text of a refused signature is not repeated', () => {
    const content = {
      RequestId: 'r',
      Code: 'SignatureDoesNotMatch',
      Message: 'string to sign: GET&%2F&secret',
    };
    const [problem] = read({ 'a.json': content }).problems;
    expect(JSON.stringify(problem)).not.toContain('secret');
  });
});
