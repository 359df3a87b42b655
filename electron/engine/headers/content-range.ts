import { parseWhole, trimOws } from './values.ts';

/** Offsets in bytes, `end` exclusive; `total` is `null` when the server does not know the size. */
export interface SatisfiedRange {
  readonly start: number;
  readonly end: number;
  readonly total: number | null;
}

/** The range asked for does not exist in a file of this many bytes. */
export interface UnsatisfiedRange {
  readonly unsatisfied: number;
}

const CONTENT_RANGE = /^bytes[ \t]+(?:([0-9]+)[ \t]*-[ \t]*([0-9]+)|(\*))[ \t]*\/[ \t]*([0-9]+|\*)$/i;

/**
 * `Content-Range` (RFC 9110 section 14.4): `bytes 0-99/1000`, `bytes 0-99/*` or `bytes *` + `/1000`. White space
 * around its parts is let through, as browsers do.
 * @returns `null` for anything else, and when the numbers contradict each other or exceed 2^53 - 1
 */
export function parseContentRange(value: string): SatisfiedRange | UnsatisfiedRange | null {
  const match = CONTENT_RANGE.exec(trimOws(value));
  if (!match) return null;
  const [, firstText = '', lastText = '', star, totalText = ''] = match;
  const total = totalText === '*' ? null : parseWhole(totalText);
  if (total === null && totalText !== '*') return null;
  if (star !== undefined) return total === null ? null : { unsatisfied: total };
  const start = parseWhole(firstText);
  const last = parseWhole(lastText);
  // `last` itself may be 2^53 - 1, its exclusive end may not.
  if (start === null || last === null || last < start || !Number.isSafeInteger(last + 1)) return null;
  if (total !== null && last >= total) return null;
  return { start, end: last + 1, total };
}

/**
 * `Content-Length` in bytes (RFC 9110 section 8.6). The same value several times over counts as one.
 * @returns `null` for anything malformed or contradictory, and for more than 2^53 - 1
 */
export function parseContentLength(value: string): number | null {
  const [first = '', ...others] = value.split(',').map(trimOws);
  return others.every((other) => other === first) ? parseWhole(first) : null;
}
