/** When a connection is so slow that a new one is tried in its place. Rates in bytes per second. */
export interface SpeedPolicy {
  /** Below it a connection drips rather than carries (slow loris). */
  readonly floorRate: number;
  /** Over so long, in ms. */
  readonly floorWindowMs: number;
  /** Below this part of the median of the others it lags. */
  readonly peerShare: number;
  /** Over so long, in ms. */
  readonly peerWindowMs: number;
}

export const SPEED_POLICY: SpeedPolicy = {
  floorRate: 1024,
  floorWindowMs: 10_000,
  peerShare: 0.25,
  peerWindowMs: 3_000,
};

/** A window doubles with each replacement of a segment's connection, up to 2^5: what stays slow is let be. */
const MAX_DOUBLINGS = 5;

/** Bytes are counted from `bytes` at `since`, monotonic ms. */
interface Window {
  readonly since: number;
  readonly bytes: number;
}

export interface SpeedSample {
  /** Monotonic ms. */
  readonly now: number;
  /** Bytes the connection has brought so far. */
  readonly bytes: number;
  /** Bytes its segment still wants. */
  readonly remaining: number;
  /** Our own limit or the disk held it back since the last sample: it cannot be judged. */
  readonly held: boolean;
  /** Connections of this segment that were replaced in a row. */
  readonly replaced: number;
  /** Rates of the other connections. */
  readonly peers: readonly number[];
}

/** Judges one connection over and over. Only what has begun to carry is judged; silence is the idle time-out's. */
export class SpeedWatch {
  #peer: Window;
  #floor: Window;

  constructor(
    now: number,
    private readonly policy: SpeedPolicy,
  ) {
    this.#peer = { since: now, bytes: 0 };
    this.#floor = this.#peer;
  }

  /** `slow`: replace it. `sound`: it held its own over a whole window. `null`: nothing can be said yet. */
  judge(sample: SpeedSample): 'slow' | 'sound' | null {
    const { now, bytes } = sample;
    const { policy } = this;
    const begin: Window = { since: now, bytes };
    if (sample.held || bytes === 0) {
      this.#peer = begin;
      this.#floor = begin;
      return null;
    }
    const stretch = 2 ** Math.min(sample.replaced, MAX_DOUBLINGS);
    let verdict: 'slow' | 'sound' | null = null;
    if (sample.peers.length > 0 && now - this.#peer.since >= policy.peerWindowMs * stretch) {
      const rate = rateSince(this.#peer, now, bytes);
      const lags = rate < policy.peerShare * median(sample.peers) && sample.remaining > rate;
      verdict = lags ? 'slow' : 'sound';
      this.#peer = begin;
    }
    if (now - this.#floor.since >= policy.floorWindowMs * stretch) {
      const drips = bytes > this.#floor.bytes && rateSince(this.#floor, now, bytes) < policy.floorRate;
      verdict = drips || verdict === 'slow' ? 'slow' : 'sound';
      this.#floor = begin;
    }
    return verdict;
  }
}

const rateSince = (window: Window, now: number, bytes: number): number =>
  ((bytes - window.bytes) * 1000) / Math.max(1, now - window.since);

/** The lower one of two in the middle; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
