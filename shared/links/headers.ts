/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Set by the download itself for each request; given by hand they would break it. */
const OWN = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-range',
  'if-unmodified-since',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'range',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export const isHeaderName = (name: string): boolean => TOKEN.test(name);
/** Whether a download sets it by itself. */
export const isOwnHeader = (name: string): boolean => OWN.has(name.toLowerCase());

/**
 * A value as it goes over the wire, or `null` when it cannot (RFC 9110 section 5.5). The wire carries bytes: text beyond
 * latin1 goes as UTF-8, one character a byte.
 */
export function headerValue(text: string): string | null {
  const value = text.trim();
  // eslint-disable-next-line no-control-regex -- these are what must not be in it
  if (/[\0-\x08\x0a-\x1f\x7f]/.test(value) || /\p{Surrogate}/u.test(value)) return null;
  if (!/[^\0-\xff]/.test(value)) return value;
  return encodeURIComponent(value).replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

export interface HeaderLines {
  /** As written; a later one replaces an earlier one, whatever its case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly problem: null | {
    /** `form`: no `Name: value`; `own`: a download sets it itself; `value`: characters that cannot be sent. */
    readonly kind: 'form' | 'own' | 'value';
    /** The line's name as far as it has one; never its value, which may be a secret. */
    readonly name: string;
  };
}

/** Reads lines `Name: value`; the first that cannot be used is the problem. */
export function readHeaderLines(text: string): HeaderLines {
  const headers = new Map<string, readonly [string, string]>();
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim();
    const problem = (kind: 'form' | 'own' | 'value'): HeaderLines => ({ headers: {}, problem: { kind, name } });
    if (!isHeaderName(name)) return problem('form');
    if (isOwnHeader(name)) return problem('own');
    const value = headerValue(line.slice(colon + 1));
    if (value === null) return problem('value');
    headers.set(name.toLowerCase(), [name, value]);
  }
  return { headers: Object.fromEntries(headers.values()), problem: null };
}
