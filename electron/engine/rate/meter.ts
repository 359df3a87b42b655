/** Time constant of the smoothing, in ms: speeds shown to people should not jitter. */
const TAU_MS = 2_000;

/**
 * Smoothed throughput. Exponential, corrected for its start, so that the first second already shows the true rate
 * instead of climbing to it.
 */
export class RateMeter {
  #rate = 0;
  #weight = 0;
  #bytes = 0;
  #at: number;

  /** @param now monotonic ms */
  constructor(now: number) {
    this.#at = now;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
  }

  /** Closes the interval since the last call. Call about ten times a second. */
  tick(now: number): void {
    const elapsed = now - this.#at;
    if (elapsed <= 0) return;
    const keep = Math.exp(-elapsed / TAU_MS);
    this.#rate = this.#rate * keep + ((this.#bytes * 1000) / elapsed) * (1 - keep);
    this.#weight = this.#weight * keep + (1 - keep);
    this.#bytes = 0;
    this.#at = now;
  }

  /** Bytes per second. */
  get bytesPerSecond(): number {
    return this.#weight === 0 ? 0 : this.#rate / this.#weight;
  }
}
