/** Bytes of all downloads that may wait for the disk together. */
const CAP_BYTES = 64 * 1024 * 1024;
/** What one connection may have waiting while there is room. */
const SHARE_BYTES = 2 * 1024 * 1024;

/** Bounds what is received and not yet written over the whole app: memory follows connections, never file sizes. */
export class MemoryBudget {
  #used = 0;

  constructor(private readonly capBytes = CAP_BYTES) {}

  add(bytes: number): void {
    this.#used += bytes;
  }

  free(bytes: number): void {
    this.#used -= bytes;
  }

  /** What one connection may have waiting now: its share, or next to nothing once the cap is reached. */
  get share(): number {
    return this.#used < this.capBytes ? SHARE_BYTES : 1;
  }
}
