import { describe, expect, it } from 'vitest';
import {
  canonicalQuery,
  percentEncode,
  rpcPublicParameters,
  signAcs3,
  signRpc,
  timestamp,
} from '../../src/providers/alibaba-signing.ts';
import { signedInHeaders } from '../../src/providers/alibaba-client.ts';
import captures from '../fixtures/signing/alibaba-sdk-wire-captures.json';
import vectors from '../fixtures/signing/alibaba-signing-vectors.json';

/** Records of the JSON files have differing keys, which TypeScript sees as optional. */
const definedEntries = (record: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

const requestOf = (requestLine: string) => {
  const [method = '', target = ''] = requestLine.split(' ');
  return { method, query: Object.fromEntries(new URL(target, 'http://server').searchParams) };
};

describe('percent-encoding', () => {
  it('keeps unreserved characters and encodes all others as UTF-8 in upper case', () => {
    expect(percentEncode('AZaz09-_.~')).toBe('AZaz09-_.~');
    expect(percentEncode(" +*/!'()请😀\n")).toBe('%20%2B%2A%2F%21%27%28%29%E8%AF%B7%F0%9F%98%80%0A');
  });

  it('encodes half a surrogate pair as the replacement character instead of throwing', () => {
    expect(percentEncode('a\uD83Db')).toBe('a%EF%BF%BDb');
  });

  it('sorts by key in byte order', () => {
    expect(canonicalQuery({ b: '1', a: '', B: 'x y' })).toBe('B=x%20y&a=&b=1');
  });

  it('writes times without milliseconds', () => {
    expect(timestamp(Date.UTC(2023, 9, 26, 10, 22, 32, 987))).toBe('2023-10-26T10:22:32Z');
  });
});

describe('RPC-SHA1', () => {
  it.each(vectors.rpc_hmac_sha1)('signs $name', ({ method, accessKeySecret, params, expected }) => {
    const made = signRpc({ method, accessKeySecret, parameters: definedEntries(params) });
    expect(made.canonicalizedQuery).toBe(expected.canonicalizedQuery);
    expect(made.stringToSign).toBe(expected.stringToSign);
    expect(made.signature).toBe(expected.signature);
    expect(`Signature=${percentEncode(made.signature)}`).toBe(expected.signatureParameter);
  });

  it('names the public parameters of a call', () => {
    const { params, accessKeySecret, expected } =
      vectors.rpc_hmac_sha1.find(({ name }) => name === 'sts-token') ?? {};
    const { InstanceId, ContactId, PageNumber, PageSize, ...publicOnes } = definedEntries(params ?? {});
    const made = rpcPublicParameters({
      action: 'ListIvrTrackingDetails',
      version: '2020-07-01',
      format: 'JSON',
      credentials: {
        accessKeyId: 'testAccessKeyId',
        accessKeySecret: '',
        securityToken: 'CAIS+sts/token==~*',
      },
      epochMs: Date.UTC(2023, 2, 13, 8, 34, 30),
      nonce: 'a3',
    });
    expect(made).toEqual(publicOnes);
    const parameters = definedEntries({ ...made, InstanceId, ContactId, PageNumber, PageSize });
    const { signature } = signRpc({ method: 'GET', accessKeySecret: accessKeySecret ?? '', parameters });
    expect(signature).toBe(expected?.signature);
  });

  const rpcCaptures = captures.captures.filter(({ signature }) => signature.startsWith('RPC'));

  it.each(rpcCaptures)('signs as $client: $requestLine', ({ requestLine, body, accessKeySecret }) => {
    const { method, query } = requestOf(requestLine);
    const { Signature, ...parameters } = { ...query, ...Object.fromEntries(new URLSearchParams(body)) };
    expect(signRpc({ method, parameters, accessKeySecret }).signature).toBe(Signature);
  });

  it('covers every captured RPC request', () => expect(rpcCaptures).toHaveLength(7));
});

describe('ACS3-HMAC-SHA256', () => {
  it.each(vectors.acs3_hmac_sha256)('signs $name', ({ expected, headers, query, ...input }) => {
    const made = signAcs3({ ...input, headers: definedEntries(headers), query: definedEntries(query) });
    expect(made).toEqual({
      hashedPayload: expected.hashedPayload,
      canonicalQueryString: expected.canonicalQueryString,
      canonicalRequest: expected.canonicalRequest,
      stringToSign: expected.stringToSign,
      signature: expected.signature,
      authorization: expected.authorization,
    });
  });

  const v3Captures = captures.captures.filter(({ signature }) => signature.startsWith('V3'));

  it.each(v3Captures)('signs as $client: $requestLine', ({ requestLine, headers, body, ...credentials }) => {
    const { method, query } = requestOf(requestLine);
    const { Authorization, 'x-acs-content-sha256': hash, ...rest } = definedEntries(headers);
    const { accessKeyId, accessKeySecret } = credentials;
    const made = signAcs3({ method, path: '/', query, headers: rest, body, accessKeyId, accessKeySecret });
    expect(made.hashedPayload).toBe(hash);
    expect(made.authorization).toBe(Authorization);
  });

  it('covers every captured V3 request', () => {
    expect(v3Captures).toHaveLength(7);
    expect(captures.captures).toHaveLength(14);
  });
});

describe('signedInHeaders', () => {
  it.each(['get-call-detail-record', 'list-ivr-tracking-details', 'sts-token', 'custom-host-with-port'])(
    'gives address and headers as in %s',
    (name) => {
      const vector = vectors.acs3_hmac_sha256.find((candidate) => candidate.name === name);
      if (vector === undefined) throw new Error(`No vector ${name}.`);
      const given = definedEntries(vector.headers);
      const scheme = name === 'custom-host-with-port' ? 'http' : 'https';
      const parts = signedInHeaders({
        endpoint: new URL(`${scheme}://${given['host'] ?? ''}/`),
        action: given['x-acs-action'] ?? '',
        version: '2020-07-01',
        format: 'json',
        parameters: definedEntries(vector.query),
        credentials: {
          accessKeyId: vector.accessKeyId,
          accessKeySecret: vector.accessKeySecret,
          securityToken: given['x-acs-security-token'],
        },
        epochMs: Date.parse(given['x-acs-date'] ?? ''),
        nonce: given['x-acs-signature-nonce'] ?? '',
      });
      expect(parts.url).toBe(`${scheme}://${given['host'] ?? ''}/?${vector.expected.canonicalQueryString}`);
      expect(parts.headers).toEqual({
        ...given,
        accept: 'application/json',
        'x-acs-content-sha256': vector.expected.hashedPayload,
        authorization: vector.expected.authorization,
      });
    },
  );
});
