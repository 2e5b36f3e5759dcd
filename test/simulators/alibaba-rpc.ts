import { createHmac, timingSafeEqual } from 'node:crypto';
import type { GatewayError, Verdict, VerifierAccount } from './alibaba-v3.ts';
import type { ReceivedRequest } from './server.ts';

/*
 * The server's side of Alibaba Cloud's RPC signature (HMAC-SHA1, SignatureVersion 1.0), written from the published
 * rules and sharing no code with the product. Parameters of query and form body count alike.
 */

const skewMs = 15 * 60_000;

/** Verifies requests as the gateway does; each verifier remembers the nonces of the requests that it let pass. */
export function createRpcVerifier(
  account: VerifierAccount,
  now: () => number,
): (request: ReceivedRequest) => Verdict {
  const nonces = new Set<string>();
  return (request) => {
    const pairs = parametersOf(request);
    const query = new Map(pairs);
    const error = refusal(request.method, pairs, query, account, now(), nonces);
    if (error !== undefined) return { ok: false, error };
    nonces.add(query.get('SignatureNonce') ?? '');
    return { ok: true, query };
  };
}

/** The parameters of the query and of a form body, decoded. */
export function parametersOf({
  target,
  headers,
  body,
}: ReceivedRequest): readonly (readonly [string, string])[] {
  const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  return [
    ...pairsOf(target.split('?')[1] ?? ''),
    ...(isForm ? pairsOf(Buffer.from(body).toString('utf8')) : []),
  ];
}

function refusal(
  method: string,
  pairs: readonly (readonly [string, string])[],
  query: ReadonlyMap<string, string>,
  account: VerifierAccount,
  now: number,
  nonces: ReadonlySet<string>,
): GatewayError | undefined {
  for (const name of ['AccessKeyId', 'Action', 'Version', 'Signature', 'SignatureNonce', 'Timestamp']) {
    if (!query.has(name))
      return { status: 400, code: `Missing${name}`, message: `${name} is mandatory for this action.` };
  }
  if (query.get('SignatureMethod') !== 'HMAC-SHA1' || query.get('SignatureVersion') !== '1.0') {
    return {
      status: 400,
      code: 'InvalidSignatureMethod',
      message: 'Specified signature method is not valid.',
    };
  }
  if (query.get('AccessKeyId') !== account.accessKeyId) {
    return {
      status: 404,
      code: 'InvalidAccessKeyId.NotFound',
      message: 'Specified access key is not found.',
    };
  }
  if (query.get('SecurityToken') !== account.securityToken) {
    const code = 'InvalidSecurityToken.MismatchWithAccessKey';
    return { status: 400, code, message: 'Specified SecurityToken mismatch with the AccessKey.' };
  }
  const time = query.get('Timestamp') ?? '';
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time)) {
    return {
      status: 400,
      code: 'InvalidTimeStamp.Format',
      message: `Specified time stamp ${time} is not valid.`,
    };
  }
  if (Math.abs(Date.parse(time) - now) > skewMs) {
    return {
      status: 400,
      code: 'InvalidTimeStamp.Expired',
      message: 'Specified time stamp or date value is expired.',
    };
  }
  if (nonces.has(query.get('SignatureNonce') ?? '')) {
    return {
      status: 400,
      code: 'SignatureNonceUsed',
      message: 'Specified signature nonce was used already.',
    };
  }
  const canonical = pairs
    .filter(([name]) => name !== 'Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map((pair) => pair.join('='))
    .join('&');
  const stringToSign = `${method}&${encode('/')}&${encode(canonical)}`;
  const expected = createHmac('sha1', `${account.accessKeySecret}&`).update(stringToSign).digest();
  const given = Buffer.from(query.get('Signature') ?? '', 'base64');
  if (given.length === expected.length && timingSafeEqual(expected, given)) return undefined;
  return {
    status: 400,
    code: 'SignatureDoesNotMatch',
    message: `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
  };
}

function pairsOf(text: string): readonly (readonly [string, string])[] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      const decode = (part: string) => decodeURIComponent(part.replaceAll('+', '%20'));
      return at < 0 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
    });
}

function encode(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-_.~]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}
