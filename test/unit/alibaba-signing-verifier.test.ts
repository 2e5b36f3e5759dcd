import { describe, expect, it } from 'vitest';
import { signedInHeaders } from '../../src/providers/alibaba-client.ts';
import { createVerifier, type ReceivedRequest } from '../simulators/alibaba-v3.ts';
import captures from '../fixtures/signing/alibaba-sdk-wire-captures.json';

/* The simulator's verifier is judged by what official clients have sent, not by what the product sends. */

const account = { accessKeyId: 'testAccessKeyId', accessKeySecret: 'testAccessKeySecret' };
const clock = Date.UTC(2023, 9, 26, 10, 22, 32);
const v3 = captures.captures.filter(({ signature }) => signature.startsWith('V3'));

function received(capture: (typeof v3)[number]): ReceivedRequest {
  const [method = '', target = ''] = capture.requestLine.split(' ');
  const headers = Object.entries(capture.headers).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    method,
    target,
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(capture.body),
  };
}

function verdict(request: ReceivedRequest, secret = account.accessKeySecret, now = clock) {
  const securityToken = request.headers['x-acs-security-token'];
  const result = createVerifier({ ...account, accessKeySecret: secret, securityToken }, () => now)(request);
  return result.ok ? 'accepted' : result.error.code;
}

const header = (request: ReceivedRequest, name: string, value: string | undefined): ReceivedRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});

describe.each(v3)('a request of $client ($signature): $requestLine', (capture) => {
  const request = received(capture);

  it('is accepted', () => expect(verdict(request)).toBe('accepted'));

  it('is refused with another secret', () => expect(verdict(request, 'other')).toBe('SignatureDoesNotMatch'));

  it('is refused 15 minutes early or late', () => {
    expect(verdict(request, undefined, clock + 901_000)).toBe('InvalidTimeStamp.Expired');
    expect(verdict(request, undefined, clock - 901_000)).toBe('InvalidTimeStamp.Expired');
    expect(verdict(request, undefined, clock + 899_000)).toBe('accepted');
  });

  it('is refused when anything signed is changed', () => {
    for (const changed of [
      { ...request, method: request.method === 'POST' ? 'GET' : 'POST' },
      { ...request, target: `${request.target}&Number=1` },
      { ...request, target: request.target.replace('ccc-test', 'ccc-other') },
      { ...request, body: Buffer.from('Number=1') },
      header(request, 'host', '127.0.0.1:1'),
      header(request, 'x-acs-action', 'ListInstances'),
      header(request, 'x-acs-signature-nonce', 'other'),
      header(request, 'x-acs-content-sha256', '0'.repeat(64)),
    ]) {
      expect(verdict(changed)).toBe('SignatureDoesNotMatch');
    }
  });

  it('is refused when a header is added unsigned or the signature is missing', () => {
    expect(verdict(header(request, 'x-acs-extra', '1'))).toBe('IncompleteSignature');
    expect(verdict(header(request, 'authorization', undefined))).toBe('IncompleteSignature');
  });
});

describe('the verifier', () => {
  const [capture] = v3;
  if (capture === undefined) throw new Error('There is no captured request.');
  const request = received(capture);

  it('saw every captured V3 request', () => expect(v3).toHaveLength(7));

  it('lets a nonce pass once, and does not count refused requests', () => {
    const verify = createVerifier(account, () => clock);
    expect(verify(header(request, 'x-acs-content-sha256', '')).ok).toBe(false);
    expect(verify(request).ok).toBe(true);
    expect(verify(request)).toMatchObject({ ok: false, error: { code: 'SignatureNonceUsed', status: 400 } });
  });

  it('knows one key and one token', () => {
    const other = createVerifier({ ...account, accessKeyId: 'other' }, () => clock)(request);
    expect(other).toMatchObject({ error: { code: 'InvalidAccessKeyId.NotFound', status: 404 } });
    const token = createVerifier({ ...account, securityToken: 'token' }, () => clock)(request);
    expect(token).toMatchObject({ error: { code: 'InvalidSecurityToken.MismatchWithAccessKey' } });
  });

  it('wants a time in the documented form', () => {
    const dated = header(request, 'x-acs-date', '2023-10-26 10:22:32');
    expect(verdict(dated)).toBe('InvalidTimeStamp.Format');
  });

  it('decodes the query and encodes it anew, so any spelling of the same query is accepted', () => {
    expect(request.target).toContain('****');
    expect(verdict({ ...request, target: request.target.replaceAll('*', '%2a') })).toBe('accepted');
  });

  it('accepts what the product signs', () => {
    const parts = signedInHeaders({
      endpoint: new URL('http://127.0.0.1:1234/'),
      action: 'ListContactFlows',
      version: '2020-07-01',
      format: 'json',
      parameters: { SearchPattern: "a b+*~!'()/&=请😀", InstanceId: '' },
      credentials: { ...account, securityToken: 'token==' },
      epochMs: clock,
      nonce: 'n',
    });
    const target = (parts.url ?? '').replace('http://127.0.0.1:1234', '');
    const verify = createVerifier({ ...account, securityToken: 'token==' }, () => clock);
    const result = verify({ method: 'POST', target, headers: parts.headers ?? {}, body: new Uint8Array() });
    expect(result).toMatchObject({ ok: true });
    if (result.ok) expect(result.query.get('SearchPattern')).toBe("a b+*~!'()/&=请😀");
  });
});
