import { SluiceError } from '../../../shared/failures.ts';
import { assertNever } from '../../../shared/status.ts';
import { refuseRamp, startRamp, stepRamp, type RampState } from '../plan/ramp.ts';
import { isDone, remaining, type Segment, type SegmentPlan } from '../plan/segment-plan.ts';
import { MIN_SPLIT_BYTES } from '../plan/segmentable.ts';
import { decideRetry } from '../retry/policy.ts';
import { Attempt, type AttemptHandlers } from '../transfer/attempt.ts';
import type { Verdict } from '../transfer/check-reply.ts';
import { Carrier } from './carrier.ts';
import type { FleetDeps, FleetOutcome } from './fleet-deps.ts';
import { judge, refusesConnection } from './judge.ts';

const ALIGN_BYTES = 64 * 1024;
const SHORT_OVERLAP_BYTES = 1024;
/** A reply whose last byte has come should end at once; after this long its connection is dropped, in ms. */
const LINGER_MS = 250;
/** What a split leaves to do must take longer than this, and than this many times the wait for a reply's head. */
const MIN_ETA_SECONDS = 0.05;
const MIN_ETA_HEADS = 4;
/** After a refusal, the least wait before one more connection is tried, in ms. */
const REFUSED_WAIT_MS = 1_000;

/** An attempt whose reply was accepted and is on hold; its body begins `overlapBytes` before the segment's position. */
export interface FirstAttempt {
  readonly attempt: Attempt;
  readonly segment: Segment;
  readonly overlapBytes: number;
}

/** All connections of one round of a download: opens them, gives them segments, settles what goes wrong with each. */
export class Fleet {
  readonly carriers = new Set<Carrier>();
  #ramp: RampState;
  #settle: (outcome: FleetOutcome) => void = () => undefined;
  #resolve: (outcome: FleetOutcome) => void = () => undefined;
  #stopped = false;
  #headSeconds = 0;
  #rangesProven = false;

  constructor(
    private readonly plan: SegmentPlan,
    private readonly deps: FleetDeps,
  ) {
    const connections = deps.segmentable ? deps.connections : 1;
    this.#ramp = startRamp(connections, deps.ports.clock.now(), deps.receivedBytes());
  }

  run(first: FirstAttempt | null): Promise<FleetOutcome> {
    return new Promise((resolve) => {
      this.#settle = (outcome) => {
        if (this.#stopped) return;
        resolve(outcome);
        this.stop();
      };
      this.#resolve = resolve;
      if (this.#stopped) resolve({ kind: 'stopped' });
      else if (first) this.#adopt(first);
      if (this.plan.done) this.#settle({ kind: 'complete' });
      else this.#schedule();
    });
  }

  /** Ends the round from outside. */
  interrupt(outcome: FleetOutcome): void {
    this.#settle(outcome);
  }

  /** Destroys every connection at once; what they brought still goes to the file. Idempotent. */
  stop(): void {
    this.#stopped = true;
    this.#resolve({ kind: 'stopped' });
    for (const carrier of this.carriers) carrier.retire();
  }

  /** Speeds, stalls, the ramp, and segments whose wait is over. Call about ten times a second. */
  tick(now: number): void {
    for (const carrier of this.carriers) {
      const { attempt } = carrier;
      carrier.meter.tick(now);
      if (carrier.completeSince !== null) {
        if (now - carrier.completeSince > LINGER_MS) this.#finish(carrier);
      } else if (!attempt.paused && now - attempt.lastActiveAt > this.deps.idleTimeoutMs) {
        attempt.abort();
        this.#failed(carrier, new SluiceError('stalled', `Silent for ${String(this.deps.idleTimeoutMs)} ms`), null);
      }
      if (this.#stopped) return;
    }
    const carrying = [...this.carriers].filter((carrier) => carrier.attempt.receivedBytes > 0).length;
    this.#ramp = stepRamp(this.#ramp, { now, bytes: this.deps.receivedBytes(), carrying });
    this.#schedule();
  }

  #schedule(): void {
    if (this.#stopped) return;
    const now = this.deps.ports.clock.now();
    while (this.carriers.size < this.#ramp.wanted) {
      const segment = this.plan.takeIdle(now) ?? this.#split();
      if (!segment) return;
      this.#open(segment);
    }
  }

  #split(): Segment | null {
    if (!this.deps.segmentable) return null;
    const speeds = new Map([...this.carriers].map((carrier) => [carrier.segment, carrier.meter.bytesPerSecond]));
    return this.plan.split({
      minBytes: MIN_SPLIT_BYTES,
      alignBytes: ALIGN_BYTES,
      minEtaSeconds: Math.max(MIN_ETA_SECONDS, this.#headSeconds * MIN_ETA_HEADS),
      etaSeconds: (segment) => {
        const speed = speeds.get(segment) ?? 0;
        return speed === 0 ? Infinity : remaining(segment) / speed;
      },
    });
  }

  #open(segment: Segment): void {
    const overlap = this.deps.overlapBytes(segment.position);
    // A server that gives only short ranges would otherwise send the same proof again and again.
    const overlapBytes = segment.failures > 0 ? Math.min(overlap, SHORT_OVERLAP_BYTES) : overlap;
    const goal = this.deps.goal(segment.position - overlapBytes, segment.end);
    // The transport answers only after `new Attempt` has returned: the carrier is set by then.
    const place: { carrier?: Carrier } = {};
    const attempt = new Attempt(
      this.deps.transport,
      goal,
      this.#handlers(() => place.carrier),
    );
    place.carrier = this.#carry(attempt, segment, overlapBytes);
  }

  #adopt({ attempt, segment, overlapBytes }: FirstAttempt): void {
    segment.owned = true;
    // Begun in the middle of the file, so a range was asked for and given.
    this.#rangesProven = segment.position > 0;
    const carrier = this.#carry(attempt, segment, overlapBytes);
    carrier.accepted = true;
    attempt.adopt(this.#handlers(() => carrier));
    // A reply without a body has ended while it was on hold.
    if (attempt.ended) this.#ended(carrier);
    else attempt.resume('hold');
  }

  #carry(attempt: Attempt, segment: Segment, overlapBytes: number): Carrier {
    segment.attempts += 1;
    const carrier = new Carrier(segment, attempt, overlapBytes, this.plan, this.deps, (error) => {
      this.#settle({ kind: 'failed', error });
    });
    this.carriers.add(carrier);
    return carrier;
  }

  #handlers(carrierOf: () => Carrier | undefined): AttemptHandlers {
    const live = (use: (carrier: Carrier) => void): void => {
      const carrier = carrierOf();
      if (carrier && !this.#stopped) use(carrier);
    };
    return {
      judged: (verdict) => {
        live((carrier) => {
          this.#judged(carrier, verdict);
        });
      },
      data: (chunk) => {
        live((carrier) => {
          this.#data(carrier, chunk);
        });
      },
      ended: () => {
        live((carrier) => {
          this.#ended(carrier);
        });
      },
      failed: (error) => {
        live((carrier) => {
          this.#failed(carrier, error, null);
        });
      },
    };
  }

  #judged(carrier: Carrier, verdict: Verdict): void {
    const { segment, attempt } = carrier;
    if (attempt.headMs !== null) this.#headSeconds = attempt.headMs / 1000;
    const judgement = judge(verdict, {
      fromStart: segment.position === 0 && carrier.atPosition,
      fromMiddle: (attempt.goal.expected.start ?? 0) > 0,
      sizeBytes: this.deps.sizeBytes,
      unvalidated: this.deps.unvalidated,
      rangesProven: this.#rangesProven,
    });
    switch (judgement.kind) {
      case 'accept':
        carrier.accepted = true;
        this.#rangesProven ||= judgement.provesRanges;
        return;
      case 'changed':
        this.#settle({ kind: 'restart', reason: 'changed', detail: judgement.detail });
        return;
      case 'distrust':
        attempt.abort();
        if (this.carriers.size === 1) {
          this.#settle({ kind: 'restart', reason: 'single', detail: judgement.detail });
        } else {
          this.deps.notice(judgement.notice, judgement.detail);
          this.#refused(carrier, 0);
        }
        return;
      case 'fail':
        attempt.abort();
        this.#failed(carrier, judgement.error, judgement.retryAfterMs);
        return;
      default:
        assertNever(judgement);
    }
  }

  /** The server does not want one more connection: go on with the others. */
  #refused(carrier: Carrier, waitMs: number): void {
    const now = this.deps.ports.clock.now();
    this.#drop(carrier, now + waitMs);
    this.#ramp = refuseRamp(this.#ramp, this.carriers.size, now);
  }

  #data(carrier: Carrier, chunk: Buffer): void {
    const { attempt, segment } = carrier;
    const complete = carrier.deliver(chunk);
    if (carrier.brought) segment.failures = 0;
    if (complete) {
      // A reply that ends here by itself leaves a connection that can be used again.
      if (segment.position === attempt.replyEnd) carrier.completeSince = this.deps.ports.clock.now();
      else this.#finish(carrier);
    }
  }

  #finish(carrier: Carrier): void {
    this.#drop(carrier, 0);
    if (this.plan.done) this.#settle({ kind: 'complete' });
    else this.#schedule();
  }

  #ended(carrier: Carrier): void {
    const { segment, attempt } = carrier;
    // No length was announced: the body's own end is the end of the file.
    if (attempt.replyEnd === null && this.deps.sizeBytes === null) segment.end = segment.position;
    if (isDone(segment)) {
      this.#finish(carrier);
    } else if (this.deps.segmentable && carrier.brought && attempt.replyEnd === segment.position) {
      // A shorter range than was asked for is legal (RFC 9110 section 14.4): ask for the rest.
      this.#drop(carrier, 0);
      this.#schedule();
    } else {
      this.#failed(carrier, new SluiceError('length-mismatch', 'The reply ended early'), null);
    }
  }

  #drop(carrier: Carrier, notBefore: number): void {
    carrier.retire();
    this.carriers.delete(carrier);
    this.plan.release(carrier.segment, notBefore);
  }

  #failed(carrier: Carrier, error: SluiceError, retryAfterMs: number | null): void {
    const { segment } = carrier;
    if (isDone(segment)) {
      this.#finish(carrier);
      return;
    }
    const { brought } = carrier;
    if (refusesConnection(error.code) && this.carriers.size > 1 && !brought) {
      this.deps.notice('connections-refused', error.detail);
      this.#refused(carrier, Math.max(REFUSED_WAIT_MS, retryAfterMs ?? 0));
      return;
    }
    const { ports, retry } = this.deps;
    const now = ports.clock.now();
    if (!brought) segment.failures += 1;
    const failed = { code: error.code, failures: segment.failures, retryAfterMs, random: ports.random() };
    const decision = decideRetry(failed, retry);
    // One stream that cannot be continued from here, or nothing more to try: the task decides how to go on.
    const lost = !this.deps.segmentable || decision.kind === 'stop';
    this.#drop(carrier, decision.kind === 'retry' ? now + decision.delayMs : now);
    if (lost) this.#settle({ kind: 'lost', error, retryAfterMs, brought });
    else this.#schedule();
  }
}
