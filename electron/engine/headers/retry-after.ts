import { parseHttpDate } from './http-date.ts';
import { parseWhole, trimOws } from './values.ts';

/**
 * How long `Retry-After` asks to wait, in ms, never negative: seconds, or the time until a date (RFC 9110 section
 * 10.2.3). Not capped: that is for the caller.
 * @param nowEpochMs wall clock
 * @returns `null` for anything else, and for a date that has passed: it asks for nothing
 */
export function parseRetryAfter(value: string, nowEpochMs: number): number | null {
  const seconds = parseWhole(trimOws(value));
  if (seconds !== null) return Number.isSafeInteger(seconds * 1000) ? seconds * 1000 : null;
  const date = parseHttpDate(value);
  return date === null || date < nowEpochMs ? null : date - nowEpochMs;
}
