import type { ByteRange } from '../../../shared/ranges.ts';
import type { Crc32, Run } from '../checkpoint/journal.ts';
import type { PartFile } from '../write/part-file.ts';

interface Expected extends Run {
  /** Who sent it; `null` when that was in an earlier run. */
  readonly source: string | null;
}

/**
 * Proof that all segments come from one version of a file when the server gives no strong validator: segments begin a
 * little early, and what they bring of their neighbour's bytes must be what the neighbour wrote. What is not proved yet
 * goes into the checkpoint: a pause between the two must not lose it.
 */
export class OverlapGuard {
  #open: Expected[] = [];
  #mixed: Expected[] = [];
  #checks: Promise<unknown> = Promise.resolve();

  constructor(private readonly crc32: Crc32) {}

  /** Not proved yet: bytes [start, end) must have this CRC-32. */
  get open(): readonly Run[] {
    return this.#open;
  }

  /** What was found to differ. */
  get mixed(): readonly Expected[] {
    return this.#mixed;
  }

  /** `bytes` were received from `source` for `offset`, which belongs to another segment or an earlier run. */
  expect(offset: number, bytes: Uint8Array, source: string): void {
    this.#open.push({ start: offset, end: offset + bytes.length, crc: this.crc32(bytes, 0), source });
  }

  /** The differences are settled; `wrong` says which of what is expected was no proof. */
  settle(wrong: (expected: Expected) => boolean): void {
    this.#mixed = [];
    this.#open = this.#open.filter((expected) => !wrong(expected));
  }

  restore(open: readonly Run[]): void {
    this.#open = open.map((run) => ({ ...run, source: null }));
    this.#mixed = [];
  }

  /**
   * Compares what lies within `written` (normal form). False when anything differs, now or ever before. One check after
   * the other: the last one before a file is published must know what those before it found.
   */
  check(file: PartFile, written: () => readonly ByteRange[]): Promise<boolean> {
    const result = this.#checks.then(() => this.#check(file, written()));
    this.#checks = result.catch(() => undefined);
    return result;
  }

  async #check(file: PartFile, written: readonly ByteRange[]): Promise<boolean> {
    const mixed = this.#mixed;
    const due = this.#open.filter((run) => written.some((range) => range.start <= run.start && run.end <= range.end));
    for (const run of due) {
      const found = await file.read(run.start, run.end - run.start);
      if (found.length !== run.end - run.start || this.crc32(found, 0) !== run.crc) mixed.push(run);
    }
    // Settled, or begun again with an empty file, while it was read: what is still open is compared once more.
    if (mixed !== this.#mixed) return true;
    this.#open = this.#open.filter((run) => !due.includes(run));
    return this.#mixed.length === 0;
  }
}
