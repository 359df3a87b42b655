import { UsageError } from './usage-error.ts';

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** What a download stands on; another value would break it or be ignored. */
const OWN = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'if-match',
  'if-range',
  'if-unmodified-since',
  'keep-alive',
  'proxy-authorization',
  'range',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Request headers by lower-case name, from lines `Name: value`. A later one replaces an earlier one.
 * @param source how the user gave them, for the error: `-H`
 */
export function parseHeaders(lines: readonly string[], source: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim();
    // The value may be a secret, so an error shows the name at most.
    if (!TOKEN.test(name)) throw new UsageError(`${source}: write a header as 'Name: value'.`);
    if (OWN.has(name.toLowerCase())) {
      throw new UsageError(`${source}: ${name} cannot be given, because the download itself needs it.`);
    }
    headers[name.toLowerCase()] = headerValue(line.slice(colon + 1), `${source}: ${name}`);
  }
  return headers;
}

/** @param source as in {@link parseHeaders} */
export function headerValue(text: string, source: string): string {
  const value = text.trim();
  // RFC 9110 section 5.5.
  if (/[^\P{Cc}\t\u0080-\u009F]/u.test(value)) {
    throw new UsageError(`${source} has a line break or another control character in its value.`);
  }
  // The wire carries bytes: text beyond latin1 goes as UTF-8, one character a byte.
  return /[\u0100-\uFFFF]/.test(value) ? Buffer.from(value, 'utf8').toString('latin1') : value;
}

/** The lines of a header file that hold a header: no empty ones, no comments. */
export const headerFileLines = (text: string): string[] =>
  text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
