import { MAX_CONNECTIONS } from '../../../shared/download.ts';
import { median } from '../plan/slow.ts';
import type { Segment, SegmentPlan, WorkPolicy } from '../plan/segment-plan.ts';
import { MIN_SPLIT_BYTES } from '../plan/segmentable.ts';
import type { Carrier } from './carrier.ts';
import type { FleetDeps } from './fleet-deps.ts';

const ALIGN_BYTES = 64 * 1024;
const SAFE_BYTES = 64 * 1024;
/** What a split leaves to do must take longer than this, and than this many times the wait for a reply's head. */
const MIN_ETA_SECONDS = 0.05;
const MIN_ETA_HEADS = 4;
/** So long a connection that has brought nothing yet is thought to be as fast as the others, in ms. */
const GRACE_MS = 1_000;

/** Finds work for one more connection: what nobody works on, else the rear of the slowest segment, else a race. */
export class Foreman {
  #headSeconds = 0;
  /** What connections bring at present, bytes per second; remembered when none is left to tell. */
  #usualRate = 0;
  /** Rates of connections that have ended their work and got no other yet, fastest first: the best guess for the next. */
  readonly #freed: number[] = [];

  constructor(
    private readonly plan: SegmentPlan,
    private readonly carriers: ReadonlySet<Carrier>,
    private readonly deps: FleetDeps,
  ) {}

  /** A reply's head came after so many ms. */
  headCame(ms: number): void {
    this.#headSeconds = ms / 1000;
  }

  /** A connection has ended its work at this rate. */
  freed(rate: number): void {
    if (rate === 0) return;
    this.#freed.push(rate);
    this.#freed.sort((a, b) => b - a);
    this.#freed.length = Math.min(this.#freed.length, MAX_CONNECTIONS);
  }

  tick(): void {
    const rates = [...this.carriers].map((carrier) => carrier.meter.bytesPerSecond).filter((rate) => rate > 0);
    if (rates.length > 0) this.#usualRate = median(rates);
  }

  /** The caller is at work on the segment then; `null` when one more connection would not help at `now`. */
  next(now: number): Segment | null {
    const segment = this.#find(now);
    if (segment) this.#freed.shift();
    return segment;
  }

  #find(now: number): Segment | null {
    const idle = this.plan.takeIdle(now);
    if (idle || !this.deps.segmentable) return idle;
    const policy = this.#policy(now);
    // Under a limit every segment is slow, and bytes fetched twice are paid twice.
    return this.plan.split(policy) ?? (this.deps.limitWaitMs(0) > 0 ? null : this.plan.race(policy, now));
  }

  #policy(now: number): WorkPolicy {
    const rates = new Map<Segment, number>();
    for (const carrier of this.carriers) {
      const measured = carrier.meter.bytesPerSecond;
      const young = now - carrier.attempt.openedAt < GRACE_MS + 1000 * this.#headSeconds;
      const rate = measured === 0 && young ? this.#usualRate : measured;
      rates.set(carrier.segment, Math.max(rate, rates.get(carrier.segment) ?? 0));
    }
    return {
      minBytes: MIN_SPLIT_BYTES,
      safeBytes: SAFE_BYTES,
      alignBytes: ALIGN_BYTES,
      headSeconds: this.#headSeconds,
      minEtaSeconds: Math.max(MIN_ETA_SECONDS, this.#headSeconds * MIN_ETA_HEADS),
      rateOf: (segment) => rates.get(segment) ?? 0,
      newRate: this.#freed[0] ?? this.#usualRate,
    };
  }
}
