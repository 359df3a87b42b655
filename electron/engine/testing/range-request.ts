import type { ByteRange } from '../../../shared/ranges.ts';

/**
 * A `Range` header against a file of `size` bytes (RFC 9110 section 14.2).
 * @returns `null` when there is none or it is malformed (serve everything); an empty list when no range can be
 * satisfied (416).
 */
export function rangesAsked(header: string | undefined, size: number): ByteRange[] | null {
  const specs = parseSpecs(header);
  if (specs === null) return null;
  const ranges: ByteRange[] = [];
  for (const { first, last } of specs) {
    if (first === null) {
      const length = Math.min(last ?? 0, size);
      if (length > 0) ranges.push({ start: size - length, end: size });
    } else if (first < size) {
      ranges.push({ start: first, end: Math.min(last === null ? size : last + 1, size) });
    }
  }
  return ranges;
}

/** The first range as it was written, for the request log; `null` for none, a malformed or a suffix range. */
export function firstRangeAsked(header: string | undefined): { start: number; end: number | null } | null {
  const spec = parseSpecs(header)?.[0];
  if (!spec || spec.first === null) return null;
  return { start: spec.first, end: spec.last === null ? null : spec.last + 1 };
}

function parseSpecs(header: string | undefined): { first: number | null; last: number | null }[] | null {
  const set = /^\s*bytes\s*=(.*)$/i.exec(header ?? '')?.[1];
  if (set === undefined) return null;
  const specs = [];
  for (const part of set.split(',')) {
    const text = part.trim();
    if (text === '') continue;
    const match = /^(\d*)\s*-\s*(\d*)$/.exec(text);
    if (!match) return null;
    const first = match[1] ? Number(match[1]) : null;
    const last = match[2] ? Number(match[2]) : null;
    if (first === null && last === null) return null;
    if (first !== null && last !== null && last < first) return null;
    specs.push({ first, last });
  }
  return specs.length === 0 ? null : specs;
}
