import { normalizeRanges, type ByteRange } from '../../../shared/ranges.ts';

/** Which bytes came from which source, in this run of a download. */
export class Ledger<Source> {
  readonly #ranges = new Map<Source, { start: number; end: number }[]>();

  /** Bytes [start, end) came from `source`. */
  add(source: Source, start: number, end: number): void {
    const ranges = this.#ranges.get(source) ?? [];
    // Connections bring their bytes in order: nearly always one of the last few ranges grows.
    const grown = ranges.findLast((range) => range.end === start);
    if (grown) grown.end = end;
    else ranges.push({ start, end });
    this.#ranges.set(source, ranges);
  }

  /** What `source` brought, in normal form. */
  of(source: Source): ByteRange[] {
    return normalizeRanges(this.#ranges.get(source) ?? []);
  }

  /** The sources that brought any byte of `range`. */
  within(range: ByteRange): Source[] {
    return [...this.#ranges]
      .filter(([, ranges]) => ranges.some((each) => each.start < range.end && range.start < each.end))
      .map(([source]) => source);
  }

  /** The source that brought the most bytes of `range`; `null` when none brought any. */
  mostOf(range: ByteRange): Source | null {
    let found: Source | null = null;
    let most = 0;
    for (const [source, ranges] of this.#ranges) {
      const bytes = ranges.reduce(
        (sum, each) => sum + Math.max(0, Math.min(each.end, range.end) - Math.max(each.start, range.start)),
        0,
      );
      if (bytes > most) [found, most] = [source, bytes];
    }
    return found;
  }

  /** These bytes are fetched again, whoever brought them. */
  forget(ranges: readonly ByteRange[]): void {
    for (const [source, kept] of this.#ranges) {
      this.#ranges.set(
        source,
        kept.flatMap((range) => without(range, ranges)),
      );
    }
  }
}

/** What is left of `range` when `gone` is taken out of it, in file order. */
export function without(range: ByteRange, gone: readonly ByteRange[]): ByteRange[] {
  return gone.reduce<ByteRange[]>(
    (left, { start, end }) =>
      left.flatMap((piece) => {
        const before = { start: piece.start, end: Math.min(piece.end, start) };
        const after = { start: Math.max(piece.start, end), end: piece.end };
        return [before, after].filter((each) => each.end > each.start);
      }),
    [range],
  );
}
