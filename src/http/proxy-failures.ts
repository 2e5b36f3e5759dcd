import { CallTraceError } from './errors.ts';

/*
 * A proxy that stands between here and a provider. VS Code decides which one is used; its agents say only in words
 * that they did not reach it, and hand a proxy's refusal on as if it were the server's reply.
 */

/** The proxy between here and the provider wants a login. */
export const proxyLogin = (host: string): CallTraceError =>
  new CallTraceError({
    kind: 'proxy',
    text: { key: 'error.proxy.login', args: { host } },
    action: 'retry',
    retries: 0,
    status: 407,
  });

/** The proxy answered itself instead of opening a way to the host. */
export function proxyRefused(host: string, status: number): CallTraceError {
  if (status === 407) return proxyLogin(host);
  // 5xx: it tried and did not get through, which may pass; all else is a rule of the proxy.
  const tried = status >= 500;
  return new CallTraceError({
    kind: 'proxy',
    text: { key: tried ? 'error.proxy.no-way' : 'error.proxy.refused', args: { host, status } },
    action: 'retry',
    retries: tried ? 1 : 0,
    status,
  });
}

const unreachable = /Failed to establish a socket connection to proxies: (.{0,1000})$/su;

/** The error for what an agent threw on the way to a proxy, or undefined where it is something else. */
export function proxyFailure(host: string, thrown: unknown): CallTraceError | undefined {
  if (!(thrown instanceof Error)) return undefined;
  if ('code' in thrown && thrown.code === 'ERR_PROXY_TUNNEL') {
    const status = 'statusCode' in thrown ? thrown.statusCode : undefined;
    return typeof status === 'number' ? proxyRefused(host, status) : noProxy(host, undefined);
  }
  const [, proxies] = unreachable.exec(thrown.message) ?? [];
  return proxies === undefined ? undefined : noProxy(host, proxyHost(proxies));
}

const noProxy = (host: string, proxy: string | undefined): CallTraceError =>
  new CallTraceError({
    kind: 'proxy',
    text:
      proxy === undefined
        ? { key: 'error.proxy.unreachable', args: { host } }
        : { key: 'error.proxy.unreachable-at', args: { host, proxy } },
    action: 'retry',
    retries: 0,
  });

/** Host and port in `PROXY user:password@host:port`; the login, which some versions leave in, is left out. */
function proxyHost(proxies: string): string | undefined {
  const [, target = ''] = /\b(?:PROXY|HTTPS?|SOCKS[45]?)\s+(\S+)/iu.exec(proxies) ?? [];
  const bare = target.slice(target.lastIndexOf('@') + 1);
  return /^[\w.:[\]-]{1,100}/u.exec(bare)?.[0];
}
