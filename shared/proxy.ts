import { z } from 'zod';
import { portOf } from './links/schemes.ts';

/** Addresses of proxies, and which hosts are reached without one. Pure: the window, the command line and the engine agree. */

/** `socks5` looks names up on this machine, `socks5h` leaves that to the proxy, as in curl. */
export const PROXY_SCHEMES = ['http', 'https', 'socks5', 'socks5h'] as const;
export type ProxyScheme = (typeof PROXY_SCHEMES)[number];

/**
 * Beside an address: reach every server directly; do as the environment's variables say; or as the system says, where the
 * environment names nothing.
 */
export const PROXY_WORDS = ['none', 'environment', 'system'] as const;
export type ProxyWord = (typeof PROXY_WORDS)[number];

export const isProxyWord = (text: string): text is ProxyWord => PROXY_WORDS.some((word) => word === text);

export type ReadProxy =
  | { readonly ok: true; readonly url: string }
  /** `scheme`: one that cannot be used; `address`: no address at all. */
  | { readonly ok: false; readonly problem: 'scheme' | 'address'; readonly scheme: string };

const ADDRESS = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:([^@/?#\s]*)@)?(\[[0-9a-f:.]+\]|[^:@/?#\s[\]]+)(?::(\d{1,5}))?\/?$/i;

/** Names for SOCKS 5 with remote names: what desktops put into `all_proxy`. */
const ALIASES: Readonly<Record<string, ProxyScheme>> = { socks: 'socks5h' };

/** `SCHEME://[USER:PASSWORD@]HOST[:PORT]`; a bare `HOST:PORT` is taken for http. */
export function readProxy(text: string): ReadProxy {
  const match = ADDRESS.exec(text.trim());
  const given = (match?.[1] ?? 'http').toLowerCase();
  if (!match) return { ok: false, problem: 'address', scheme: given };
  const [, , userInfo, host = '', port] = match;
  const scheme = PROXY_SCHEMES.find((known) => known === (ALIASES[given] ?? given));
  if (!scheme) return { ok: false, problem: 'scheme', scheme: given };
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) {
    return { ok: false, problem: 'address', scheme };
  }
  const signIn = userInfo === undefined || userInfo === '' ? '' : `${userInfo}@`;
  return { ok: true, url: `${scheme}://${signIn}${host}${port === undefined ? '' : `:${port}`}` };
}

/**
 * What a sign-in for a proxy is remembered under, whether it is asked for names or not; `null`: no proxy's address. Who
 * signs in is no part of it.
 */
export function proxyPlace(address: string): string | null {
  const read = isProxyWord(address) ? null : readProxy(address);
  return read?.ok
    ? read.url
        .toLowerCase()
        .replace('socks5h://', 'socks5://')
        .replace(/\/\/[^@/]*@/, '//')
    : null;
}

/** A word, or an address without a sign-in: it is stored as it is, for all to read who read the disk. */
export const plainProxySchema = z
  .string()
  .max(4096)
  .refine((text) => isProxyWord(text) || (readProxy(text).ok && !text.includes('@')));

/** What is looked at of a URL. The host of an IPv6 address has its brackets. */
export interface Destination {
  readonly protocol: string;
  readonly hostname: string;
  /** Empty: the scheme's own. */
  readonly port: string;
}

/** Whether a list of names, domains, addresses and networks (by comma or space, or `*`) covers a host: `no_proxy`. */
export function isBypassed(url: Destination, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = portOf(url);
  const isAddress = addressBits(host) !== null;
  return list
    .toLowerCase()
    .split(/[\s,;]+/)
    .some((entry) => {
      if (entry === '') return false;
      if (entry === '*') return true;
      // What Windows and macOS call names without a domain.
      if (entry === '<local>') return !isAddress && !host.includes('.');
      if (entry.includes('/')) return isInNetwork(host, entry);
      const [, name = entry, wantedPort] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
      if (wantedPort !== undefined && wantedPort !== port) return false;
      const domain = name.replace(/^\*?\.|^\[|\]$/g, '');
      return host === domain || (!isAddress && host.endsWith(`.${domain}`));
    });
}

function isInNetwork(host: string, network: string): boolean {
  const [address = '', prefix = ''] = network.split('/');
  const wanted = addressBits(address);
  const bits = addressBits(host);
  if (!/^\d{1,3}$/.test(prefix) || wanted === null || bits?.length !== wanted.length) return false;
  const length = Number(prefix);
  return length <= wanted.length && bits.startsWith(wanted.slice(0, length));
}

/** The 32 or 128 bits of an address as a string of 0 and 1, or `null` for a name. */
function addressBits(text: string): string | null {
  const groups = text.includes(':') ? ipv6Groups(text) : ipv4Groups(text);
  const width = groups?.length === 4 ? 8 : 16;
  return groups?.map((group) => group.toString(2).padStart(width, '0')).join('') ?? null;
}

function ipv4Groups(text: string): number[] | null {
  const parts = text.split('.');
  const isAddress = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
  return isAddress ? parts.map(Number) : null;
}

/** RFC 4291 section 2.2, without a zone. */
function ipv6Groups(text: string): number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':').flatMap(ipv6Part)));
  if (!head || head.includes(NaN) || tail?.includes(NaN)) return null;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return null;
  return [...head, ...Array.from({ length: missing }, () => 0), ...(tail ?? [])];
}

function ipv6Part(part: string): number[] {
  const ipv4 = part.includes('.') ? ipv4Groups(part) : null;
  if (ipv4) {
    const [a = 0, b = 0, c = 0, d = 0] = ipv4;
    return [a * 256 + b, c * 256 + d];
  }
  return [/^[0-9a-f]{1,4}$/.test(part) ? parseInt(part, 16) : NaN];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment names for a URL, in curl's reading of the variables; `null`: none.
 * @returns the variable's name beside its text, for an error that must not show the text: a password may be in it
 */
export function environmentProxy(url: Destination, environment: Environment): { name: string; text: string } | null {
  // AUTH TLS is FTP by its port and its first words; curl knows no scheme of its own for it.
  const scheme = url.protocol === 'ftpes:' ? 'ftp' : url.protocol.slice(0, -1);
  const own = scheme === 'https' ? ['https_proxy', 'HTTPS_PROXY'] : [`${scheme}_proxy`];
  // HTTP_PROXY is not read: in a CGI program it holds the header `Proxy` of a stranger's request.
  const name = [...own, 'all_proxy', 'ALL_PROXY'].find((key) => environment[key]?.trim());
  const text = name && environment[name]?.trim();
  if (!name || !text) return null;
  return isBypassed(url, environment['no_proxy'] ?? environment['NO_PROXY'] ?? '') ? null : { name, text };
}
