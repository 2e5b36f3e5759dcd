import { isIPv4 } from 'node:net';
import { addressRefused, plainHttpRefused } from './failures.ts';

/** True for an address of this machine itself: localhost and its sub-domains, 127.0.0.0/8 and ::1. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname.toLowerCase();
  if (host === '[::1]' || host === 'localhost' || host.endsWith('.localhost')) return true;
  return isIPv4(host) && host.startsWith('127.');
}

/**
 * The parsed address of a request.
 *
 * @throws CallTraceError when it is none, carries a user name or password, or would send in plain http what must be
 *   protected.
 */
export function requestAddress(address: string, allowPlainHttp: boolean): URL {
  if (!URL.canParse(address)) throw addressRefused();
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw addressRefused();
  if (url.username !== '' || url.password !== '') throw addressRefused();
  if (url.protocol === 'http:' && !allowPlainHttp && !isLoopback(url)) throw plainHttpRefused(url.host);
  return url;
}
