/** Bytes of all downloads that may wait for the disk together. */
const CAP_BYTES = 64 * 1024 * 1024;
/** What one connection may have waiting while there is room. */
const SHARE_BYTES = 2 * 1024 * 1024;
/** Three quarters of the smallest buffer that is read into: it is full, and what is in it goes. */
const LEAST_BATCH_BYTES = 24 * 1024;

/** Bounds what is received and not yet written over the whole app: memory follows connections, never file sizes. */
export class MemoryBudget {
  #used = 0;
  #holders = 0;

  constructor(private readonly capBytes = CAP_BYTES) {}

  add(bytes: number): void {
    this.#used += bytes;
  }

  free(bytes: number): void {
    this.#used -= bytes;
  }

  /** One more connection holds bytes that are not written, or one less. */
  count(holders: 1 | -1): void {
    this.#holders += holders;
  }

  /** Bytes to gather before a write: as many as wanted, unless all connections together came near the cap by it. */
  batch(wantedBytes: number): number {
    return Math.min(wantedBytes, Math.max(LEAST_BATCH_BYTES, this.capBytes / 2 / Math.max(1, this.#holders)));
  }

  /** What one connection may have waiting now: its share, or next to nothing once the cap is reached. */
  get share(): number {
    return this.#used < this.capBytes ? SHARE_BYTES : 1;
  }
}
