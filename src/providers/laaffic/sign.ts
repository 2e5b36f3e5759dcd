import { createHash } from 'node:crypto';

/**
 * The headers of a request of LAAFFIC's voice API (v3): the MD5 of key, secret and time, one after the other. Nothing
 * of the request itself is signed, so it travels over https only.
 *
 * @param epochMs time of the request in the provider's clock; whole seconds are sent
 */
export function laafficHeaders(
  apiKey: string,
  apiSecret: string,
  epochMs: number,
): Readonly<Record<'Content-Type' | 'Api-Key' | 'Timestamp' | 'Sign', string>> {
  const timestamp = String(Math.floor(epochMs / 1000));
  return {
    'Content-Type': 'application/json;charset=UTF-8',
    'Api-Key': apiKey,
    Timestamp: timestamp,
    Sign: createHash('md5').update(`${apiKey}${apiSecret}${timestamp}`, 'utf8').digest('hex'),
  };
}
