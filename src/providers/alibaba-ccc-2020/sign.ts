import type { SignedParts } from '../../http/types.ts';
import { signAcs3, timestamp, type AlibabaCredentials, type Parameters } from '../alibaba-signing.ts';

/** Version of the interface that every request names. */
export const apiVersion = '2020-07-01';

export interface OperationCall {
  /** Origin of the endpoint, `https://ccc.cn-shanghai.aliyuncs.com/`. */
  readonly endpoint: URL;
  readonly action: string;
  readonly parameters: Parameters;
  readonly credentials: AlibabaCredentials;
  /** Time of the request in the provider's clock, epoch ms. */
  readonly epochMs: number;
  readonly nonce: string;
}

/**
 * Address and headers of one call of an operation, signed with ACS3-HMAC-SHA256: POST without a body, parameters in
 * the query, as the official client sends the operations used here.
 */
export function signOperation(call: OperationCall): SignedParts {
  const { accessKeyId, accessKeySecret, securityToken } = call.credentials;
  const headers = {
    host: call.endpoint.host,
    'x-acs-action': call.action,
    'x-acs-version': apiVersion,
    'x-acs-date': timestamp(call.epochMs),
    'x-acs-signature-nonce': call.nonce,
    ...(securityToken === undefined
      ? {}
      : { 'x-acs-accesskey-id': accessKeyId, 'x-acs-security-token': securityToken }),
  };
  const signature = signAcs3({
    method: 'POST',
    path: '/',
    query: call.parameters,
    headers,
    body: '',
    accessKeyId,
    accessKeySecret,
  });
  return {
    url: `${call.endpoint.origin}/?${signature.canonicalQueryString}`,
    headers: {
      ...headers,
      accept: 'application/json',
      'x-acs-content-sha256': signature.hashedPayload,
      authorization: signature.authorization,
    },
  };
}
