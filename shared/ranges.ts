/**
 * Byte ranges of one file. Offsets are bytes from the start of the file; `end` is exclusive everywhere
 * (HTTP's inclusive ends, RFC 9110 section 14.1.2, exist only where headers are read and written).
 */
export interface ByteRange {
  /** First byte. */
  readonly start: number;
  /** One past the last byte. */
  readonly end: number;
}

/** Sum of the lengths in bytes. */
export function totalLength(ranges: readonly ByteRange[]): number {
  let sum = 0;
  for (const range of ranges) sum += range.end - range.start;
  return sum;
}

/**
 * The same bytes as sorted, disjoint, non-touching, non-empty ranges. This is the normal form the other
 * functions take and give.
 */
export function normalizeRanges(ranges: readonly ByteRange[]): ByteRange[] {
  const sorted = ranges.filter((range) => range.end > range.start).sort((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ start: range.start, end: range.end });
  }
  return merged;
}

/** What of `whole` the normal-form `covered` leaves open, in normal form. */
export function missingRanges(whole: ByteRange, covered: readonly ByteRange[]): ByteRange[] {
  const missing: ByteRange[] = [];
  let position = whole.start;
  for (const range of covered) {
    if (range.end <= position) continue;
    if (range.start >= whole.end) break;
    if (range.start > position) missing.push({ start: position, end: range.start });
    position = range.end;
  }
  if (position < whole.end) missing.push({ start: position, end: whole.end });
  return missing;
}
