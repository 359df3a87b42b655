import type { Clock } from '../task/ports.ts';

interface Timer {
  at: number;
  readonly everyMs: number | null;
  readonly callback: () => void;
}

/** Time that a test turns by hand; the wall clock goes along, and can be set. */
export class ManualClock implements Clock {
  readonly #timers = new Set<Timer>();
  #now = 0;
  #wallAhead: number;

  /** @param wallNow ms since 1970 at the beginning */
  constructor(wallNow = 1_700_000_000_000) {
    this.#wallAhead = wallNow;
  }

  now(): number {
    return this.#now;
  }

  wallNow(): number {
    return this.#now + this.#wallAhead;
  }

  /** Sets the wall clock as its owner or a time server may; timers do not notice. */
  setWall(wallNow: number): void {
    this.#wallAhead = wallNow - this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    return this.#add({ at: this.#now + ms, everyMs: null, callback });
  }

  every(ms: number, callback: () => void): () => void {
    return this.#add({ at: this.#now + ms, everyMs: ms, callback });
  }

  /** Timers that have not fired. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Fires what is due in the next `ms`, in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      let next: Timer | null = null;
      for (const timer of this.#timers) if (timer.at <= end && (next === null || timer.at < next.at)) next = timer;
      if (next === null) break;
      this.#now = Math.max(this.#now, next.at);
      if (next.everyMs === null) this.#timers.delete(next);
      else next.at += next.everyMs;
      next.callback();
    }
    this.#now = end;
  }

  #add(timer: Timer): () => void {
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }
}
