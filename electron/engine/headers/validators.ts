import { parseHttpDate } from './http-date.ts';
import { header, trimOws } from './values.ts';
import type { HeaderFields } from './values.ts';

/** An entity tag (RFC 9110 section 8.8.3). `opaque` is what stands between the quotes. */
export interface Etag {
  readonly weak: boolean;
  readonly opaque: string;
}

/** Proof that two replies are of one version, byte for byte; `value` goes into If-Range as it is. */
export interface Validator {
  readonly kind: 'etag' | 'last-modified';
  readonly value: string;
}

/** How much older than `Date` a Last-Modified must be, in ms. RFC 9110 asks for 1 s by one clock; clocks differ. */
const STRONG_AGE_MS = 60_000;

/** @returns `null` when it is not one quoted tag, such as the bare words that some servers send */
export function parseEtag(value: string): Etag | null {
  const match = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/i.exec(trimOws(value));
  return match ? { weak: match[1] !== undefined, opaque: match[2] ?? '' } : null;
}

/**
 * Whether two ETag values are of equivalent versions by the weak comparison of RFC 9110 section 8.8.3.2. Values that
 * are not proper tags match only when they are the same text.
 */
export function weakEtagMatch(a: string, b: string): boolean {
  const [left, right] = [parseEtag(a), parseEtag(b)];
  return left && right ? left.opaque === right.opaque : trimOws(a) === trimOws(b);
}

/**
 * Whether Last-Modified is old enough, by the server's own Date, that no later change can bear the same second
 * (RFC 9110 section 8.8.2.2). Both are HTTP dates.
 */
export function isStrongLastModified(lastModified: string, date: string): boolean {
  const [modified, sent] = [parseHttpDate(lastModified), parseHttpDate(date)];
  return modified !== null && sent !== null && sent - modified >= STRONG_AGE_MS;
}

/**
 * The reply's strong validator: a strong ETag, else a strong Last-Modified, else `null`. A weak ETag beside a strong
 * Last-Modified gives the latter, as in Chromium: RFC 9110 section 13.1.5 would rather see no condition at all, which
 * would leave the server no way to say that the file has changed.
 */
export function strongValidator(fields: HeaderFields): Validator | null {
  const etag = header(fields, 'etag');
  const tag = etag === null ? null : parseEtag(etag);
  if (etag !== null && tag && !tag.weak) return { kind: 'etag', value: etag };
  const lastModified = header(fields, 'last-modified');
  const date = header(fields, 'date');
  if (lastModified !== null && date !== null && isStrongLastModified(lastModified, date)) {
    return { kind: 'last-modified', value: lastModified };
  }
  return null;
}
