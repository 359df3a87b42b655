import type { DownloadRequest } from '../engine/index.ts';

/** The system's key store, as the library needs it. */
export interface SecretBox {
  /** `null` where there is no key store: then nothing is stored. */
  seal(text: string): Uint8Array | null;
  /** `null` when it cannot be opened: another user, another machine, a new key. */
  open(sealed: Uint8Array): string | null;
}

/** What lies sealed in a column, as JSON; `null` when nothing does, or it cannot be opened or read. */
export function openSealed(column: unknown, box: SecretBox): unknown {
  if (!(column instanceof Uint8Array || column instanceof ArrayBuffer)) return null;
  const opened = box.open(new Uint8Array(column));
  return opened === null ? null : jsonOf(opened);
}

/** @returns `null` for what is no JSON */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The parts of a request that must not lie on the disk in plain text. */
export interface RequestSecrets {
  readonly url?: string | undefined;
  readonly credentials?: DownloadRequest['credentials'];
  readonly cookies?: DownloadRequest['cookies'];
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly proxy?: string | undefined;
  readonly clientCertificate?: DownloadRequest['clientCertificate'];
}

/**
 * Headers known to hold nothing secret. Any other may: services invent names for their tokens faster than a list
 * of forbidden ones could follow.
 */
const HARMLESS_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'cache-control',
  'dnt',
  'origin',
  'pragma',
  'user-agent',
]);

/** The URL without user name and password, or `null` when it has none (or is no URL). */
function withoutUserInfo(url: string): string | null {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  if (parsed.username === '' && parsed.password === '') return null;
  parsed.username = '';
  parsed.password = '';
  return parsed.href;
}

/** A Referer is often needed to go on, but its query may carry a session, so only a bare one is harmless. */
export const isHarmlessHeader = (name: string, value: string): boolean =>
  HARMLESS_HEADERS.has(name.toLowerCase()) ||
  (name.toLowerCase() === 'referer' && !value.includes('?') && !value.includes('@'));

type Headers = Readonly<Record<string, string>>;

/** What may be read by anyone who reads the disk, and what may not. */
export function splitHeaders(headers: Headers): { readonly plain: Headers; readonly secret: Headers } {
  const entries = Object.entries(headers);
  return {
    plain: Object.fromEntries(entries.filter(([name, value]) => isHarmlessHeader(name, value))),
    secret: Object.fromEntries(entries.filter(([name, value]) => !isHarmlessHeader(name, value))),
  };
}

const hasAny = (headers: Headers): boolean => Object.keys(headers).length > 0;

/** A request as two: what may be read by anyone who reads the disk, and what may not (`null` when nothing). */
export function splitSecrets(request: DownloadRequest): {
  readonly plain: Omit<DownloadRequest, 'credentials' | 'cookies' | 'clientCertificate'>;
  readonly secrets: RequestSecrets | null;
} {
  const { credentials, cookies, clientCertificate, headers, proxy, ...rest } = request;
  const bareUrl = withoutUserInfo(request.url);
  const bareProxy = proxy === undefined ? null : withoutUserInfo(proxy);
  const { plain: open, secret: closed } = splitHeaders(headers ?? {});
  const secrets: RequestSecrets = {
    ...(bareUrl !== null && { url: request.url }),
    ...(credentials && { credentials }),
    ...(cookies && cookies.length > 0 && { cookies }),
    ...(clientCertificate && { clientCertificate }),
    ...(hasAny(closed) && { headers: closed }),
    ...(bareProxy !== null && { proxy }),
  };
  return {
    plain: {
      ...rest,
      url: bareUrl ?? request.url,
      ...(hasAny(open) && { headers: open }),
      ...(proxy !== undefined && { proxy: bareProxy ?? proxy }),
    },
    secrets: Object.keys(secrets).length > 0 ? secrets : null,
  };
}

/** The whole request again. */
export function joinSecrets(plain: DownloadRequest, secrets: RequestSecrets | null): DownloadRequest {
  if (!secrets) return plain;
  const { url = plain.url, headers, ...rest } = secrets;
  return { ...plain, ...rest, url, ...(headers && { headers: { ...plain.headers, ...headers } }) };
}
