import { SluiceError } from '../../../shared/failures.ts';
import { environmentProxy, isBypassed, readProxy, type Environment } from '../../../shared/proxy.ts';

/** Ways to a URL, best first: addresses of proxies, `direct` for none. Never empty. */
export type Ways = readonly string[];

/** What the system (or its PAC file) says; asked for every URL, redirects and mirrors included. */
export type SystemProxy = (url: URL) => Ways | Promise<Ways>;

/** What holds for requests that name no proxy. */
export interface ProxyDefaults {
  /** `none`, `environment`, `system`, or an address. */
  readonly proxy: string;
  /** Reached without a proxy, whoever names it: as in `no_proxy`. */
  readonly bypass: string;
  /** Of a proxy whose address holds none, for downloads that name one themselves too; absent: none. */
  readonly signIn?: ((proxy: string) => { readonly user: string; readonly password: string } | null) | undefined;
}

/** Of certificates and names, for requests that say nothing of them. */
export interface NetworkDefaults {
  /** Trust what the system trusts instead of what Node does. */
  readonly systemAuthorities?: boolean | undefined;
  /** https URL of a DNS server; absent or empty: the system's. */
  readonly dnsOverHttps?: string | undefined;
}

export const NO_PROXY: ProxyDefaults = { proxy: 'none', bypass: '' };
const DIRECT: Ways = ['direct'];

/** @throws {SluiceError} `bad-option`: going without a proxy that is set but cannot be used would show the user's address */
export function proxyAddress(text: string, what = 'The proxy'): string {
  const read = readProxy(text);
  if (read.ok) return read.url;
  throw new SluiceError(
    'bad-option',
    read.problem === 'scheme'
      ? `${what}: ${read.scheme}:// proxies cannot be used, only http, https, socks5 and socks5h`
      : `${what} is not a proxy address. Write SCHEME://[USER:PASSWORD@]HOST:PORT`,
  );
}

/** The address with another sign-in, or its first. */
export const withSignIn = (proxy: string, { user, password }: { user: string; password: string }): string =>
  proxy.replace(/^([^:]*:\/\/)(?:[^@/]*@)?/, `$1${encodeURIComponent(user)}:${encodeURIComponent(password)}@`);

/** http_proxy, https_proxy, all_proxy and no_proxy. */
export const environmentProxies =
  (environment: Environment): SystemProxy =>
  (url) => {
    const found = environmentProxy(url, environment);
    return found ? [proxyAddress(found.text, `The environment variable ${found.name}`)] : DIRECT;
  };

/** The ways to a URL. @param own of the request: a word or an address; absent: as `defaults` say */
export function waysTo(
  url: URL,
  own: string | undefined,
  defaults: ProxyDefaults,
  system: SystemProxy,
): Ways | Promise<Ways> {
  const { signIn } = defaults;
  const ways = bareWaysTo(url, own, defaults, system);
  if (!signIn) return ways;
  const signed = (way: string): string => {
    const known = way === 'direct' || way.includes('@') ? null : signIn(way);
    return known ? withSignIn(way, known) : way;
  };
  return 'then' in ways ? ways.then((known) => known.map(signed)) : ways.map(signed);
}

function bareWaysTo(
  url: URL,
  own: string | undefined,
  defaults: ProxyDefaults,
  system: SystemProxy,
): Ways | Promise<Ways> {
  const wanted = own ?? defaults.proxy;
  if (wanted === 'none' || wanted === '') return DIRECT;
  if (own === undefined && isBypassed(url, defaults.bypass)) return DIRECT;
  if (wanted === 'environment') return environmentProxies(process.env)(url);
  return wanted === 'system' ? system(url) : [wanted];
}

/**
 * What a PAC file or Electron's `resolveProxy` answers (`PROXY a:1; SOCKS5 b:2; DIRECT`). Kinds that cannot be used are
 * left out; if nothing is left, none of them is passed over for a direct connection.
 * @throws {SluiceError} `proxy-failed`
 */
export function readPacAnswer(answer: string): Ways {
  const kinds: Readonly<Record<string, string>> = { proxy: 'http', http: 'http', https: 'https', socks5: 'socks5h' };
  const entries = answer.split(';').map((entry) => entry.trim());
  const ways = entries.flatMap((entry): string[] => {
    const [kind = '', address = ''] = entry.split(/\s+/);
    if (kind.toLowerCase() === 'direct') return ['direct'];
    const scheme = kinds[kind.toLowerCase()];
    const read = scheme === undefined ? null : readProxy(`${scheme}://${address}`);
    return read?.ok ? [read.url] : [];
  });
  if (ways.length > 0) return ways;
  if (entries.every((entry) => entry === '')) return DIRECT;
  throw new SluiceError('proxy-failed', `The system names a proxy of a kind that cannot be used: ${answer}`);
}
