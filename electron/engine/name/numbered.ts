import { fitName } from './fit.ts';
import { DEFAULT_NAME, MAX_NAME_BYTES, SUFFIX_BYTES } from './sanitize.ts';

/**
 * The nth name to try when `name` is taken: `name (1).ext`, `name (1).tar.gz`. A long stem is cut to make room.
 * @param name sanitised @param n from 1
 */
export function numberedName(
  name: string,
  n: number,
  limits: { maxBytes?: number; suffixBytes?: number } = {},
): string {
  const maxBytes = (limits.maxBytes ?? MAX_NAME_BYTES) - (limits.suffixBytes ?? SUFFIX_BYTES);
  return fitName(name, ` (${n})`, maxBytes, DEFAULT_NAME);
}
