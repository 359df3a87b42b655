import { environmentProxy, readProxy, type Environment } from '../../shared/proxy.ts';
import { UsageError } from './usage-error.ts';

/**
 * A proxy's address from what was typed; a bare `host:port` is taken for http.
 * @param source how it was given, for the error, which never shows the value: a password may be in it
 */
export function parseProxy(text: string, source: string): string {
  const read = readProxy(text);
  if (read.ok) return read.url;
  if (read.problem === 'scheme') {
    throw new UsageError(`${source}: ${read.scheme}:// proxies cannot be used, only http, https, socks5 and socks5h.`);
  }
  throw new UsageError(`${source} is not a proxy address. Write SCHEME://[USER:PASSWORD@]HOST:PORT.`);
}

/** What `--proxy` says: `none`, `system` (the environment, for each URL and redirect by itself) or an address. @throws {UsageError} */
export function typedProxy(typed = 'system'): string {
  if (typed === '' || typed === 'none') return 'none';
  return typed === 'system' ? typed : parseProxy(typed, '--proxy');
}

/**
 * The same for a link.
 * @throws {UsageError} also when the environment names one for `url` that cannot be used: going without would show the
 *   user's address
 */
export function proxyOption(typed: string | undefined, url: URL, environment: Environment): string {
  const wanted = typedProxy(typed);
  if (wanted !== 'system') return wanted;
  const named = environmentProxy(url, environment);
  if (named) parseProxy(named.text, `The environment variable ${named.name}`);
  return wanted;
}
