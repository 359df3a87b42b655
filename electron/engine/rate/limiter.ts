/** Time as a limiter needs it. */
export interface LimiterClock {
  /** Monotonic ms. */
  now(): number;
  /** Returns the function that calls it off. */
  after(ms: number, callback: () => void): () => void;
}

interface Waiter {
  readonly bytes: number;
  /** Its place in line, see {@link RateLimiter}. */
  readonly tag: number;
  readonly granted: () => void;
}

/**
 * What an unused limit saves up, in ms of its rate. It makes good the lateness of timers on a busy machine, and is all
 * that any stretch of time can have too much: 3 % of five seconds.
 */
const SAVED_MS = 150;
/** What is granted at once, in ms of the rate: small beside {@link SAVED_MS}, and many connections take turns often. */
const SLICE_MS = 25;
/** A very slow rate would otherwise be cut into single bytes. */
const MIN_SLICE_BYTES = 256;
/** About what one read of a socket brings: cutting it smaller would only cost time. */
const MAX_SLICE_BYTES = 64 * 1024;
/** Timers are no finer, and waking up for each slice would cost a fast limit its CPU: one wake serves many. */
const MIN_WAIT_MS = 10;

/**
 * A token bucket that is asked before bytes are taken. Over any time t it grants no more than `rate * t` and 150 ms of
 * the rate. Whoever finds it empty waits in line, by self-clocked fair queueing (Golestani 1994): the tag of a request is
 * that of the last one served plus its bytes, and the lowest is next. So connections share by bytes, not by turns: those
 * that may only ask for little, because a limit of their own is narrower, are not held up by the others' large slices.
 */
export class RateLimiter {
  /** By tag; of equal ones the first comer first. */
  readonly #line: Waiter[] = [];
  #lastTag = 0;
  #tokens = 0;
  #filledAt: number;
  #serving = false;
  #callOff: () => void = () => undefined;

  /** @param bytesPerSecond `null`: no limit */
  constructor(
    private readonly clock: LimiterClock,
    private bytesPerSecond: number | null,
  ) {
    this.#filledAt = clock.now();
  }

  /** The most that should be asked for at once, in bytes. */
  get sliceBytes(): number {
    if (this.bytesPerSecond === null) return Infinity;
    const slice = Math.floor((this.bytesPerSecond * SLICE_MS) / 1000);
    return Math.min(MAX_SLICE_BYTES, Math.max(MIN_SLICE_BYTES, slice));
  }

  /** Holds from now on, also for those who wait already. */
  setRate(bytesPerSecond: number | null): void {
    this.#fill();
    this.bytesPerSecond = bytesPerSecond;
    this.#tokens = Math.min(this.#tokens, this.#saved);
    this.#serve();
  }

  /** Takes `bytes` if nobody waits and they are there; `false`: {@link wait} for them. */
  take(bytes: number): boolean {
    if (this.bytesPerSecond === null) return true;
    if (this.#line.length > 0) return false;
    this.#fill();
    if (!this.#affords(bytes)) return false;
    this.#tokens -= bytes;
    return true;
  }

  /** Stands in line for `bytes`; `granted` is called once they are taken, never at once. Returns the way out of the line. */
  wait(bytes: number, granted: () => void): () => void {
    if (this.#line.length === 0) this.#lastTag = 0;
    const waiter = { bytes, granted, tag: this.#lastTag + bytes };
    const place = this.#line.findLastIndex(({ tag }) => tag <= waiter.tag) + 1;
    this.#line.splice(place, 0, waiter);
    if (place === 0) this.#arm();
    return () => {
      const index = this.#line.indexOf(waiter);
      if (index < 0) return;
      this.#line.splice(index, 1);
      if (this.#line.length === 0) this.#callOff();
    };
  }

  get #saved(): number {
    return Math.max(MIN_SLICE_BYTES, ((this.bytesPerSecond ?? 0) * SAVED_MS) / 1000);
  }

  /** A slice that was cut for a faster rate may be more than can be saved up now: it is let through on credit. */
  #affords(bytes: number): boolean {
    return this.bytesPerSecond === null || this.#tokens >= Math.min(bytes, this.#saved);
  }

  #fill(): void {
    const now = this.clock.now();
    const grown = ((this.bytesPerSecond ?? 0) * (now - this.#filledAt)) / 1000;
    this.#tokens = this.bytesPerSecond === null ? 0 : Math.min(this.#saved, this.#tokens + grown);
    this.#filledAt = now;
  }

  #serve(): void {
    // Whoever is served may ask again or change the rate: the loop under way sees to it.
    if (this.#serving) return;
    this.#serving = true;
    this.#fill();
    for (let [waiter] = this.#line; waiter && this.#affords(waiter.bytes); [waiter] = this.#line) {
      this.#line.shift();
      this.#lastTag = waiter.tag;
      if (this.bytesPerSecond !== null) this.#tokens -= waiter.bytes;
      waiter.granted();
    }
    this.#serving = false;
    this.#arm();
  }

  #arm(): void {
    if (this.#serving) return;
    this.#callOff();
    const [first] = this.#line;
    if (!first || this.bytesPerSecond === null) return;
    this.#fill();
    const missing = Math.min(first.bytes, this.#saved) - this.#tokens;
    const waitMs = Math.ceil((missing * 1000) / this.bytesPerSecond);
    this.#callOff = this.clock.after(Math.max(MIN_WAIT_MS, waitMs), () => {
      this.#serve();
    });
  }
}
