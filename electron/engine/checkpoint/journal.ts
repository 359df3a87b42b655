import type { ByteRange } from '../../../shared/ranges.ts';
import { combineCrc32 } from './crc32.ts';

const MIB = 1024 * 1024;
/** Past this many blocks they are made larger: the checkpoint is written once a second and must stay small. */
const MAX_BLOCKS = 8192;

/** Bytes covered by one CRC: 1 MiB, doubled for files of more than 8 GiB until {@link MAX_BLOCKS} of them suffice. */
export function blockSizeFor(sizeBytes: number | null): number {
  let block = MIB;
  while (sizeBytes !== null && sizeBytes / block > MAX_BLOCKS) block *= 2;
  return block;
}

/** Bytes that were written, with their CRC-32. Never reaches across a block boundary. `end` is exclusive. */
export interface Run extends ByteRange {
  readonly crc: number;
}

export type Crc32 = (data: Uint8Array, previous: number) => number;

/**
 * Which bytes of the file are written, and the CRC-32 of each block of them: the content of a checkpoint. Pure
 * bookkeeping; whoever calls {@link append} has written the bytes before.
 */
export class Journal {
  /** By block number; each list sorted, disjoint, touching runs joined. */
  readonly #blocks = new Map<number, Run[]>();
  #covered = 0;

  constructor(
    readonly blockSize: number,
    private readonly crc32: Crc32,
  ) {}

  /** @throws {Error} when runs overlap or reach across blocks: a damaged checkpoint. */
  static restore(blockSize: number, crc32: Crc32, runs: readonly Run[]): Journal {
    const journal = new Journal(blockSize, crc32);
    for (const run of runs) journal.#insert(run);
    return journal;
  }

  /** Bytes written so far. */
  get coveredBytes(): number {
    return this.#covered;
  }

  /**
   * Records that `data` was written at `offset`.
   * @throws {Error} when any of it was recorded before: two segments owned one byte.
   */
  append(offset: number, data: readonly Uint8Array[]): void {
    let position = offset;
    for (const buffer of data) {
      for (let from = 0; from < buffer.length;) {
        const room = this.blockSize - (position % this.blockSize);
        const piece = buffer.subarray(from, from + room);
        this.#extend(position, piece);
        position += piece.length;
        from += piece.length;
      }
    }
  }

  /** Everything written, in file order. */
  runs(): Run[] {
    return [...this.#blocks.keys()].sort((a, b) => a - b).flatMap((block) => this.#blocks.get(block) ?? []);
  }

  /** Everything written as ranges in normal form. */
  ranges(): ByteRange[] {
    const ranges: { start: number; end: number }[] = [];
    for (const run of this.runs()) {
      const last = ranges.at(-1);
      if (last && last.end === run.start) last.end = run.end;
      else ranges.push({ start: run.start, end: run.end });
    }
    return ranges;
  }

  #extend(start: number, piece: Uint8Array): void {
    const before = this.#blocks.get(Math.floor(start / this.blockSize))?.findIndex((run) => run.end === start) ?? -1;
    if (before < 0) {
      this.#insert({ start, end: start + piece.length, crc: this.crc32(piece, 0) });
      return;
    }
    // The usual case, a segment moving on: its CRC is continued, which costs less than combining two.
    const runs = this.#blocks.get(Math.floor(start / this.blockSize)) as Run[];
    const run = runs[before] as Run;
    const grown = { start: run.start, end: start + piece.length, crc: this.crc32(piece, run.crc) };
    const next = runs[before + 1];
    if (next && next.start < grown.end) throw overlap(grown);
    this.#covered += piece.length;
    if (next && next.start === grown.end) runs.splice(before, 2, join(grown, next));
    else runs[before] = grown;
  }

  #insert(run: Run): void {
    const block = Math.floor(run.start / this.blockSize);
    const within = run.end > run.start && run.end <= (block + 1) * this.blockSize;
    if (!within) throw new Error(`Run ${String(run.start)}-${String(run.end)} reaches across a block`);
    const runs = this.#blocks.get(block) ?? [];
    const index = runs.findIndex((other) => other.start >= run.start);
    const at = index < 0 ? runs.length : index;
    const previous = runs[at - 1];
    const next = runs[at];
    if ((previous && previous.end > run.start) || (next && next.start < run.end)) throw overlap(run);
    this.#covered += run.end - run.start;
    let joined = run;
    let from = at;
    let remove = 0;
    if (previous && previous.end === run.start) {
      joined = join(previous, joined);
      from -= 1;
      remove += 1;
    }
    if (next && next.start === run.end) {
      joined = join(joined, next);
      remove += 1;
    }
    runs.splice(from, remove, joined);
    this.#blocks.set(block, runs);
  }
}

const join = (a: Run, b: Run): Run => ({
  start: a.start,
  end: b.end,
  crc: combineCrc32(a.crc, b.crc, b.end - b.start),
});

const overlap = (range: ByteRange): Error =>
  new Error(`Bytes ${String(range.start)}-${String(range.end)} were recorded twice`);
