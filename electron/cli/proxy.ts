import { BlockList, isIP } from 'node:net';
import { UsageError } from './usage-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `http[s]://[user:password@]host:port` from what was typed; a bare `host:port` is taken for http.
 * @param source how it was given, for the error, which never shows the value: a password may be in it
 */
export function parseProxy(text: string, source: string): string {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url && !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`${source}: ${url.protocol}// proxies cannot be used, only http:// and https://.`);
  }
  if (!url?.hostname || url.pathname !== '/' || url.search !== '') {
    throw new UsageError(`${source} is not a proxy address. Write http://[USER:PASSWORD@]HOST:PORT.`);
  }
  return url.href.replace(/\/$/, '');
}

/**
 * The proxy that the environment names for a URL, in curl's reading of the variables.
 * @throws {UsageError} when it names one that cannot be used: going without would show the user's address
 */
export function proxyFromEnvironment(url: URL, environment: Environment): string | undefined {
  const own = url.protocol === 'https:' ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy'];
  // HTTP_PROXY is not read: in a CGI program it holds the header `Proxy` of a stranger's request.
  const name = [...own, 'all_proxy', 'ALL_PROXY'].find((key) => environment[key]?.trim());
  const value = name && environment[name]?.trim();
  if (!name || !value) return undefined;
  if (isExempt(url, environment['no_proxy'] ?? environment['NO_PROXY'] ?? '')) return undefined;
  return parseProxy(value, `The environment variable ${name}`);
}

/** Whether `no_proxy` (names, domains, addresses and networks by comma, or `*`) covers the URL's host. */
function isExempt(url: URL, noProxy: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '') return false;
      if (entry === '*') return true;
      if (entry.includes('/')) return inNetwork(host, entry);
      const [, name = entry, wantedPort] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
      if (wantedPort !== undefined && wantedPort !== port) return false;
      const domain = name.replace(/^\*?\.|^\[|\]$/g, '');
      return host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`));
    });
}

function inNetwork(host: string, network: string): boolean {
  const [address = '', bits] = network.split('/');
  const family = isIP(address);
  const prefix = Number(bits);
  if (family === 0 || isIP(host) !== family) return false;
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(address, prefix, kind);
  return list.check(host, kind);
}
