import { describe, expect, it } from 'vitest';
import { signHuawei, timestampOf } from '../../src/providers/huawei-aicc/sign.ts';
import fixture from '../fixtures/signing/huawei-signing-vectors.json';

/** Records of the JSON file have differing keys, which TypeScript sees as optional. */
const defined = (record: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

describe('auth-v2', () => {
  it.each(fixture.vectors)('signs $id', ({ input, expected }) => {
    const form = input.timestampFormat.includes('SSS') ? 'milliseconds' : 'seconds';
    const timestamp = timestampOf(input.epochMillis, form);
    expect(timestamp).toBe(expected.timestamp);
    expect(
      signHuawei({
        accessKey: input.accessKey,
        secretKey: input.secretKey,
        timestamp,
        method: input.method,
        path: input.uri,
        query: defined(input.query),
        headers: defined(input.signedHeaders),
        body: input.body,
      }),
    ).toEqual({
      signedHeaders: expected.signedHeaders,
      authStringPrefix: expected.authStringPrefix,
      signingKey: expected.signingKey,
      canonicalRequest: expected.canonicalRequest,
      signature: expected.signature,
      authorization: expected.authorization,
    });
  });

  it('signs half a surrogate pair as it is sent: as the replacement character', () => {
    const sign = (body: string) =>
      signHuawei({
        accessKey: 'a',
        secretKey: 's',
        timestamp: '2021-03-14T10:29:25Z',
        method: 'POST',
        path: '/',
        headers: { host: 'h' },
        body,
      }).signature;
    expect(sign('a\uD83Db')).toBe(sign('a\uFFFDb'));
    expect(sign('a\uD83Db')).not.toBe(sign('ab'));
  });
});
