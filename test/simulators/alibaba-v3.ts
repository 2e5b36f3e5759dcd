import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { ReceivedRequest } from './server.ts';

/*
 * The server's side of Alibaba Cloud's ACS3-HMAC-SHA256, written from the published rules and sharing no code with the
 * product. The spelling of the request line is not what was signed: clients leave characters bare that the canonical
 * form encodes, so the query is decoded and encoded again before anything is compared.
 */

export type { ReceivedRequest } from './server.ts';

export interface VerifierAccount {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

export interface GatewayError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export type Verdict =
  | { readonly ok: true; readonly query: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly error: GatewayError };

const skewMs = 15 * 60_000;
const mandatory = [
  'host',
  'x-acs-action',
  'x-acs-content-sha256',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-version',
];

/**
 * Verifies requests as the gateway does; each verifier remembers the nonces of the requests that it let pass.
 *
 * @param now the server's clock, epoch ms
 */
export function createVerifier(
  account: VerifierAccount,
  now: () => number,
): (request: ReceivedRequest) => Verdict {
  const nonces = new Set<string>();
  return (request) => {
    const error = refusal(request, account, now(), nonces);
    if (error !== undefined) return { ok: false, error };
    nonces.add(request.headers['x-acs-signature-nonce'] ?? '');
    return { ok: true, query: new Map(decodedQuery(request.target)) };
  };
}

function refusal(
  request: ReceivedRequest,
  account: VerifierAccount,
  now: number,
  nonces: ReadonlySet<string>,
): GatewayError | undefined {
  const { headers } = request;
  const authorization =
    /^ACS3-HMAC-SHA256 Credential=([^,\s]+),SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})$/.exec(
      headers['authorization'] ?? '',
    );
  if (authorization === null)
    return incomplete('The request signature does not conform to Aliyun standards.');
  const [, accessKeyId = '', signedNames = '', signature = ''] = authorization;
  if (accessKeyId !== account.accessKeyId) {
    return {
      status: 404,
      code: 'InvalidAccessKeyId.NotFound',
      message: 'Specified access key is not found.',
    };
  }
  if (headers['x-acs-security-token'] !== account.securityToken) {
    const code = 'InvalidSecurityToken.MismatchWithAccessKey';
    return { status: 400, code, message: 'Specified SecurityToken mismatch with the AccessKey.' };
  }
  const signed = signedNames.split(';');
  const missing = requiredNames(request).filter((name) => !signed.includes(name));
  if (missing.length > 0) return incomplete(`Headers must be signed: ${missing.join(', ')}.`);
  if (signed.some((name) => headers[name] === undefined) || signed.join() !== [...signed].sort().join()) {
    return incomplete('SignedHeaders must be sorted and name headers of the request.');
  }
  const date = headers['x-acs-date'] ?? '';
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date)) {
    return {
      status: 400,
      code: 'InvalidTimeStamp.Format',
      message: `Specified time stamp ${date} is not valid.`,
    };
  }
  if (Math.abs(Date.parse(date) - now) > skewMs) {
    const message = 'Specified time stamp or date value is expired.';
    return { status: 400, code: 'InvalidTimeStamp.Expired', message };
  }
  if (nonces.has(headers['x-acs-signature-nonce'] ?? '')) {
    return {
      status: 400,
      code: 'SignatureNonceUsed',
      message: 'Specified signature nonce was used already.',
    };
  }
  const canonical = canonicalRequest(request, signed);
  const stringToSign = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`;
  const expected = createHmac('sha256', account.accessKeySecret).update(stringToSign).digest();
  const bodyHash = createHash('sha256').update(request.body).digest('hex');
  if (
    headers['x-acs-content-sha256'] !== bodyHash ||
    !timingSafeEqual(expected, Buffer.from(signature, 'hex'))
  ) {
    return {
      status: 400,
      code: 'SignatureDoesNotMatch',
      message: `Specified signature is not matched with our calculation. server string to sign is:${stringToSign} server canonicalRequest is:${canonical}`,
    };
  }
  return undefined;
}

/** Every header that must be signed: the fixed ones, every `x-acs-*` header present, and the type of a body. */
function requiredNames({ headers }: ReceivedRequest): readonly string[] {
  const present = Object.keys(headers).filter((name) => name.startsWith('x-acs-') || name === 'content-type');
  return [...new Set([...mandatory, ...present])];
}

function canonicalRequest(request: ReceivedRequest, signed: readonly string[]): string {
  const query = decodedQuery(request.target)
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map((pair) => pair.map(encode).join('='))
    .join('&');
  const lines = [request.method, request.target.split('?')[0] ?? '', query];
  for (const name of signed) lines.push(`${name}:${(request.headers[name] ?? '').trim()}`);
  lines.push('', signed.join(';'), createHash('sha256').update(request.body).digest('hex'));
  return lines.join('\n');
}

function decodedQuery(target: string): [string, string][] {
  const query = target.includes('?') ? target.slice(target.indexOf('?') + 1) : '';
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
    });
}

const decode = (text: string) => decodeURIComponent(text.replaceAll('+', '%20'));

function encode(text: string): string {
  let encoded = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const character = String.fromCharCode(byte);
    encoded += /[A-Za-z0-9\-_.~]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

const incomplete = (message: string): GatewayError => ({ status: 400, code: 'IncompleteSignature', message });
