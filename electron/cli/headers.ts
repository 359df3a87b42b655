import { headerValue as onWire, isHeaderName, isOwnHeader } from '../../shared/links/headers.ts';
import { UsageError } from './usage-error.ts';

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
    if (!isHeaderName(name)) throw new UsageError(`${source}: write a header as 'Name: value'.`);
    if (isOwnHeader(name)) {
      throw new UsageError(`${source}: ${name} cannot be given, because the download itself needs it.`);
    }
    headers[name.toLowerCase()] = headerValue(line.slice(colon + 1), `${source}: ${name}`);
  }
  return headers;
}

/** @param source as in {@link parseHeaders} */
export function headerValue(text: string, source: string): string {
  const value = onWire(text);
  if (value === null) {
    throw new UsageError(`${source} has a line break or another control character in its value.`);
  }
  return value;
}

/** The lines of a header file that hold a header: no empty ones, no comments. */
export const headerFileLines = (text: string): string[] =>
  text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
