/**
 * The `Range` header for the bytes from `start` up to but not including `end`, or to the end of the file when `end`
 * is `null` (RFC 9110 section 14.1.2).
 * @throws {RangeError} when that is not at least one byte at an exact offset: a defect in the caller
 */
export function formatRange(start: number, end: number | null): string {
  const valid =
    Number.isSafeInteger(start) && start >= 0 && (end === null || (Number.isSafeInteger(end) && end > start));
  if (!valid) throw new RangeError(`Not a byte range: ${String(start)} to ${String(end)}`);
  return `bytes=${start}-${end === null ? '' : end - 1}`;
}
