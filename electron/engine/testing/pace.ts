/** Spreads bytes evenly over time. */
export class Pace {
  #freeAt = 0;

  /** Books `bytes` at `bytesPerSecond`; the ms from `now` until they may be sent. */
  book(bytes: number, bytesPerSecond: number, now: number): number {
    const begin = Math.max(this.#freeAt, now);
    this.#freeAt = begin + (bytes / bytesPerSecond) * 1000;
    return begin - now;
  }
}
