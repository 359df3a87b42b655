/**
 * A rate limit that is paid after the fact: bytes that have arrived are debited, and whoever took them waits until the
 * debt is worked off. No burst is saved up beyond {@link BURST_MS}, so that a pause is not followed by a flood.
 */
const BURST_MS = 50;

export class TokenBucket {
  /** Monotonic ms at which all debts are paid. */
  #paidAt = 0;

  /** @param bytesPerSecond `null`: no limit */
  constructor(private bytesPerSecond: number | null) {}

  setRate(bytesPerSecond: number | null): void {
    this.bytesPerSecond = bytesPerSecond;
    this.#paidAt = 0;
  }

  /** Takes `bytes`; returns how long to wait before taking more, in ms. */
  take(bytes: number, now: number): number {
    if (this.bytesPerSecond === null) return 0;
    this.#paidAt = Math.max(this.#paidAt, now - BURST_MS) + (bytes * 1000) / this.bytesPerSecond;
    return Math.max(0, this.#paidAt - now);
  }
}
