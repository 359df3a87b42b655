import { isProxyWord } from '../../../shared/proxy.ts';
import { originOf } from '../../../shared/links/schemes.ts';
import { headersFor } from '../http/follow.ts';
import { withSignIn } from '../http/proxies.ts';
import type { Credentials, DownloadRequest } from '../types.ts';
import { parseUrl } from './options.ts';

/**
 * The request with another link. What was given for the old link's origin does not go to another one.
 * @throws {SluiceError} `bad-url`
 */
export function relinked(request: DownloadRequest, link: string): DownloadRequest {
  const url = parseUrl(link);
  const before = parseUrl(request.url);
  const { credentials, headers, ...rest } = request;
  const own = url.username !== '' || url.password !== '';
  const kept = originOf(url) === originOf(before) && !own && credentials ? { credentials } : {};
  return { ...rest, ...kept, url: link, ...(headers ? { headers: headersFor(url, headers, originOf(before)) } : {}) };
}

/** The request with another sign-in in place of whatever it had for that. */
export function signedIn(request: DownloadRequest, given: Credentials, whom: 'server' | 'proxy'): DownloadRequest {
  if (whom === 'proxy') {
    const { proxy } = request;
    return proxy === undefined || isProxyWord(proxy) ? request : { ...request, proxy: withSignIn(proxy, given) };
  }
  const url = new URL(request.url);
  url.username = '';
  url.password = '';
  const headers = Object.entries(request.headers ?? {}).filter(([name]) => name.toLowerCase() !== 'authorization');
  return {
    ...request,
    url: url.href,
    credentials: given,
    ...(request.headers && { headers: Object.fromEntries(headers) }),
  };
}
