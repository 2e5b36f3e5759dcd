import { describe, expect, test } from 'vitest';
import { parseCredential } from '../../src/extension/connections/credential.ts';

const pair = { id: 'LTAI5tExample', secret: 'Abc+/=d3f' };

describe('a credential that is pasted', () => {
  test.each([
    ['the CSV of the RAM console', 'AccessKey ID,AccessKey Secret\r\nLTAI5tExample,Abc+/=d3f\r\n'],
    ['with a mark of byte order', '\uFEFFAccessKey ID,AccessKey Secret\nLTAI5tExample,Abc+/=d3f'],
    ['its lines joined', 'AccessKey ID,AccessKey SecretLTAI5tExample,Abc+/=d3f'],
    ['its lines joined by a blank', 'AccessKey ID,AccessKey Secret LTAI5tExample,Abc+/=d3f'],
    ['of Huawei', 'User Name,Access Key Id,Secret Access Key\n"me","LTAI5tExample","Abc+/=d3f"'],
    ['of Huawei, joined', 'User Name,Access Key Id,Secret Access Key"me","LTAI5tExample","Abc+/=d3f"'],
    ['AK and SK', 'AK,SK\nLTAI5tExample,Abc+/=d3f'],
    [
      'CreateAccessKey',
      '{"RequestId":"1","AccessKey":{"AccessKeyId":"LTAI5tExample","AccessKeySecret":"Abc+/=d3f"}}',
    ],
    ['Huawei JSON', '{"credential":{"access":"LTAI5tExample","secret":"Abc+/=d3f"}}'],
    ['LAAFFIC JSON', '{"apiKey":"LTAI5tExample","apiSecret":"Abc+/=d3f"}'],
    ['labelled lines', 'AccessKey ID: LTAI5tExample\nAccessKey Secret: Abc+/=d3f'],
    ['labelled lines, joined', 'AccessKey ID LTAI5tExample AccessKey Secret Abc+/=d3f'],
  ])('%s', (_, text) => expect(parseCredential(text)).toEqual(pair));

  test('AssumeRole: with its token and its end', () => {
    const text = JSON.stringify({
      Credentials: {
        AccessKeyId: 'STS.x',
        AccessKeySecret: 's',
        SecurityToken: 'CAIS/==',
        Expiration: '2026-01-31T12:00:00Z',
      },
    });
    expect(parseCredential(text)).toEqual({
      id: 'STS.x',
      secret: 's',
      token: 'CAIS/==',
      expiresAt: Date.UTC(2026, 0, 31, 12),
    });
  });

  test.each([
    ['a bare key', 'LTAI5tExample'],
    ['nothing', ''],
    ['two values without names', 'LTAI5tExample,Abc'],
    ['only an id', '{"AccessKeyId":"LTAI5tExample"}'],
    ['values that are no text', '{"AccessKeyId":1,"AccessKeySecret":{}}'],
    ['blanks in a value', '{"AccessKeyId":"LTAI 5t","AccessKeySecret":"x"}'],
    ['control characters', '{"AccessKeyId":"LTAI\\u0000","AccessKeySecret":"x"}'],
    ['a heading without a row', 'AccessKey ID,AccessKey Secret'],
    ['broken JSON', '{"AccessKeyId":"a","AccessKeySecret":"b"'],
    ['a prototype', '{"__proto__":{"AccessKeyId":"a"}}'],
    ['too deep', `${'{"a":'.repeat(9)}{"ak":"a","sk":"b"}${'}'.repeat(9)}`],
    ['too long', `{"ak":"a","sk":"b","x":"${'y'.repeat(70_000)}"}`],
  ])('%s is none', (_, text) => expect(parseCredential(text)).toBeUndefined());

  test('hostile text ends in time', () => {
    const started = performance.now();
    parseCredential('access key '.repeat(5000));
    parseCredential(`AccessKey ID${' '.repeat(60_000)}`);
    parseCredential(','.repeat(60_000));
    expect(performance.now() - started).toBeLessThan(2000);
    const asked = performance.now();
    parseCredential(`AccessKey ID${' '.repeat(32_000)}:${' \n'.repeat(15_000)}`);
    parseCredential(`sk${' '.repeat(32_000)},`);
    expect(performance.now() - asked).toBeLessThan(150);
  });
});
