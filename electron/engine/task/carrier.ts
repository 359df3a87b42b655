import { SpeedWatch } from '../plan/slow.ts';
import { advance, isDone, remaining, type Segment, type SegmentPlan } from '../plan/segment-plan.ts';
import { RateMeter } from '../rate/meter.ts';
import type { Attempt } from '../transfer/attempt.ts';
import type { FleetDeps, Source } from './fleet-deps.ts';
import type { Intake } from './intake.ts';

interface CarrierParts {
  readonly segment: Segment;
  readonly source: Source;
  readonly attempt: Attempt;
  readonly intake: Intake;
  /** Bytes at the head of the body that belong to another segment and only prove the version. */
  readonly overlapBytes: number;
}

/** One connection at work: the attempt at a segment, and how far into the file its bytes have come. */
export class Carrier {
  readonly segment: Segment;
  readonly source: Source;
  readonly attempt: Attempt;
  readonly intake: Intake;
  readonly meter: RateMeter;
  /** The reply was judged to be the bytes asked for. */
  accepted = false;
  /** Host and port that answered, after redirects; `null` before. */
  host: string | null = null;
  /** Everything of the segment has arrived and the reply is about to end by itself: since when, monotonic ms. */
  completeSince: number | null = null;
  readonly #overlap: Buffer[] = [];
  readonly #watch: SpeedWatch;
  #overlapBytes: number;
  /** Where in the file the next byte of the segment's part of the body belongs. */
  #at: number;
  #brought = false;
  #held = false;

  constructor(
    { segment, source, attempt, intake, overlapBytes }: CarrierParts,
    private readonly plan: SegmentPlan,
    private readonly deps: FleetDeps,
  ) {
    this.segment = segment;
    this.source = source;
    this.attempt = attempt;
    this.intake = intake;
    this.#overlapBytes = overlapBytes;
    this.#at = segment.position;
    const now = deps.ports.clock.now();
    this.meter = new RateMeter(now);
    this.#watch = new SpeedWatch(now, deps.ports.speed);
    intake.join(attempt);
  }

  /** New bytes came; those of an overlap, and those that another connection was faster with, are not new. */
  get brought(): boolean {
    return this.#brought;
  }

  /** The reply's body begins with the file. */
  get fromStart(): boolean {
    return this.#at === 0;
  }

  /** Takes bytes of the body. Returns true when the segment is complete. */
  deliver(received: Buffer): boolean {
    const { segment, attempt } = this;
    let chunk = this.#overlapBytes > 0 ? this.#takeOverlap(received) : received;
    this.meter.add(received.length);
    while (chunk.length > 0) {
      const from = segment.position;
      const to = advance(segment, this.#at, this.#at + chunk.length);
      if (to > from) this.#write(chunk.subarray(from - this.#at, to - this.#at), from);
      const taken = Math.min(chunk.length, segment.end - this.#at);
      this.#at += taken;
      chunk = chunk.subarray(taken);
      const reach = attempt.replyEnd ?? Number.MAX_SAFE_INTEGER;
      if (isDone(segment) && !this.plan.absorb(segment, reach)) return true;
    }
    return false;
  }

  /** Closes the interval since the last call; what the {@link SpeedWatch} says of it. */
  tick(now: number, peers: readonly number[]): ReturnType<SpeedWatch['judge']> {
    this.meter.tick(now);
    const held = this.#held || this.attempt.paused;
    this.#held = false;
    return this.#watch.judge({
      now,
      bytes: this.attempt.receivedBytes,
      remaining: remaining(this.segment),
      held,
      replaced: this.segment.replaced,
      peers,
    });
  }

  /** Ends the connection; what was received still goes to the file. */
  retire(): void {
    this.attempt.abort();
    this.intake.leave(this.attempt);
  }

  #write(bytes: Buffer, from: number): void {
    this.#brought = true;
    this.deps.received(this.source, from, from + bytes.length);
    if (this.intake.push(bytes)) return;
    this.#held = true;
    this.attempt.pause('backlog');
  }

  #takeOverlap(chunk: Buffer): Buffer {
    const head = chunk.subarray(0, this.#overlapBytes);
    this.#overlap.push(head);
    this.#overlapBytes -= head.length;
    if (this.#overlapBytes === 0) {
      const bytes = Buffer.concat(this.#overlap);
      this.#overlap.length = 0;
      this.deps.guard.expect(this.#at - bytes.length, bytes, this.source.id);
    }
    return chunk.subarray(head.length);
  }
}
