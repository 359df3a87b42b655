import { SluiceError } from '../../../shared/failures.ts';
import { assertNever } from '../../../shared/status.ts';
import { isDone, join, type Segment, type SegmentPlan } from '../plan/segment-plan.ts';
import { decideRetry } from '../retry/policy.ts';
import { Attempt, type AttemptHandlers } from '../transfer/attempt.ts';
import type { Verdict } from '../transfer/check-reply.ts';
import { Admission } from './admission.ts';
import { Carrier } from './carrier.ts';
import type { FleetDeps, FleetOutcome, Source } from './fleet-deps.ts';
import { Foreman } from './foreman.ts';
import { Intake } from './intake.ts';
import { judge, refusesConnection } from './judge.ts';

/** A reply whose last byte has come should end at once; after this long its connection is dropped, in ms. */
const LINGER_MS = 250;

/** An attempt whose reply was accepted and is on hold; its body begins `overlapBytes` before the segment's position. */
export interface FirstAttempt {
  readonly attempt: Attempt;
  readonly segment: Segment;
  readonly overlapBytes: number;
}

/** All connections of one round of a download: opens them, gives them segments, settles what goes wrong with each. */
export class Fleet {
  readonly carriers = new Set<Carrier>();
  /** The disk, or a defect: also what came after the round was over. */
  failure: SluiceError | null = null;
  readonly #foreman: Foreman;
  readonly #admission: Admission;
  #settle: (outcome: FleetOutcome) => void = () => undefined;
  #resolve: (outcome: FleetOutcome) => void = () => undefined;
  #stopped = false;
  #rangesProven = false;

  constructor(
    private readonly plan: SegmentPlan,
    private readonly deps: FleetDeps,
  ) {
    this.#foreman = new Foreman(plan, this.carriers, deps);
    this.#admission = new Admission(deps);
  }

  run(first: FirstAttempt | null): Promise<FleetOutcome> {
    return new Promise((resolve) => {
      this.#settle = (outcome) => {
        if (outcome.kind === 'failed') this.failure ??= outcome.error;
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
    this.#admission.tell();
    for (const carrier of this.carriers) carrier.retire();
  }

  /** Speeds, stalls, the ramp, and segments whose wait is over. Call about ten times a second. */
  tick(now: number): void {
    const rates = new Map([...this.carriers].map((carrier) => [carrier, carrier.meter.bytesPerSecond]));
    for (const carrier of this.carriers) {
      this.#check(carrier, now, rates);
      if (this.#stopped) return;
    }
    this.#foreman.tick();
    const carrying = [...this.carriers].filter((carrier) => carrier.attempt.receivedBytes > 0).length;
    this.#admission.tick(now, carrying);
    this.#schedule();
  }

  #check(carrier: Carrier, now: number, rates: ReadonlyMap<Carrier, number>): void {
    const { attempt, segment } = carrier;
    const { idleTimeoutMs, segmentable } = this.deps;
    const peers = [...rates].filter(([other, rate]) => other !== carrier && rate > 0).map(([, rate]) => rate);
    const speed = carrier.tick(now, peers);
    if (carrier.completeSince !== null) {
      if (now - carrier.completeSince > LINGER_MS) this.#finish(carrier);
    } else if (!attempt.paused && now - attempt.lastActiveAt > idleTimeoutMs) {
      attempt.abort();
      this.#failed(carrier, new SluiceError('stalled', `Silent for ${String(idleTimeoutMs)} ms`), null);
    } else if (speed === 'slow' && segmentable) {
      // Its segment goes on elsewhere, from where it is.
      segment.replaced += 1;
      this.#drop(carrier, now);
    } else if (speed === 'sound') segment.replaced = 0;
  }

  #schedule(): void {
    if (this.#stopped) return;
    const now = this.deps.ports.clock.now();
    while (this.#admission.admits(this.carriers.size + this.deps.reserved(this.carriers.size), now)) {
      const segment = this.#foreman.next(now);
      if (!segment) return;
      this.#open(segment);
    }
  }

  #open(segment: Segment): void {
    const source = this.deps.pickSource(this.carriers);
    const overlapBytes = source.overlapBytes(segment);
    const goal = source.goal(segment.position - overlapBytes, segment.end);
    // The transport answers only after `new Attempt` has returned: the carrier is set by then.
    const place: { carrier?: Carrier } = {};
    const attempt = new Attempt(
      this.deps.transport,
      goal,
      this.#handlers(() => place.carrier),
    );
    place.carrier = this.#carry({ attempt, segment, overlapBytes }, source);
  }

  #adopt(first: FirstAttempt): void {
    const { attempt, segment } = first;
    join(segment);
    // Begun in the middle of the file, so a range was asked for and given.
    this.#rangesProven = segment.position > 0;
    const source = this.deps.pickSource(this.carriers);
    const carrier = this.#carry(first, source);
    carrier.accepted = true;
    carrier.host = source.host;
    this.#admission.headCame(attempt.headMs ?? 0);
    attempt.adopt(this.#handlers(() => carrier));
    // A reply without a body has ended while it was on hold.
    if (attempt.ended) this.#ended(carrier);
    else attempt.resume('hold');
  }

  #carry({ attempt, segment, overlapBytes }: FirstAttempt, source: Source): Carrier {
    segment.attempts += 1;
    const rival = [...this.carriers].find((carrier) => carrier.segment === segment);
    const intake =
      rival?.intake ??
      new Intake(segment, this.deps, (error) => {
        this.#settle({ kind: 'failed', error });
      });
    const carrier = new Carrier({ segment, source, attempt, intake, overlapBytes }, this.plan, this.deps);
    this.carriers.add(carrier);
    return carrier;
  }

  #handlers(carrierOf: () => Carrier | undefined): AttemptHandlers {
    const live = (use: (carrier: Carrier) => void): void => {
      const carrier = carrierOf();
      if (carrier && !this.#stopped) use(carrier);
    };
    return {
      judged: (verdict, _head, url) => {
        live((carrier) => {
          carrier.host = url.host;
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
    const { attempt, source } = carrier;
    if (attempt.headMs !== null) this.#foreman.headCame(attempt.headMs);
    const judgement = judge(verdict, {
      fromStart: carrier.fromStart,
      fromMiddle: (attempt.goal.expected.start ?? 0) > 0,
      sizeBytes: this.deps.sizeBytes,
      unvalidated: this.deps.unvalidated,
      rangesProven: this.#rangesProven,
    });
    if ('detail' in judgement && source.settles(new SluiceError('not-the-file', judgement.detail), false, null)) {
      this.#elsewhere(carrier);
      return;
    }
    switch (judgement.kind) {
      case 'accept':
        carrier.accepted = true;
        this.#admission.accepted();
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
          this.#drop(carrier, 0);
          this.#admission.distrust(this.carriers.size);
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

  #data(carrier: Carrier, chunk: Buffer): void {
    const { attempt, segment } = carrier;
    const complete = carrier.deliver(chunk);
    if (carrier.brought) segment.failures = 0;
    if (complete) {
      for (const rival of this.carriers) if (rival !== carrier && rival.segment === segment) this.#drop(rival, 0);
      // A reply that ends here by itself leaves a connection that can be used again.
      if (segment.position === attempt.replyEnd) carrier.completeSince = this.deps.ports.clock.now();
      else this.#finish(carrier);
    }
  }

  #finish(carrier: Carrier): void {
    this.#drop(carrier, 0);
    this.#foreman.freed(carrier.meter.bytesPerSecond);
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
      this.#elsewhere(carrier);
    } else {
      this.#failed(carrier, new SluiceError('length-mismatch', 'The reply ended early'), null);
    }
  }

  /** The segment goes on from where it is, over a new connection. */
  #elsewhere(carrier: Carrier): void {
    this.#drop(carrier, 0);
    this.#schedule();
  }

  #drop(carrier: Carrier, notBefore: number): void {
    carrier.retire();
    this.carriers.delete(carrier);
    this.plan.release(carrier.segment, notBefore);
  }

  #failed(carrier: Carrier, error: SluiceError, retryAfterMs: number | null): void {
    const { brought, segment, source } = carrier;
    if (isDone(segment)) this.#finish(carrier);
    else if (this.deps.cutOff(error.code)) this.#settle({ kind: 'interrupted' });
    else if (source.settles(error, brought, retryAfterMs)) this.#elsewhere(carrier);
    else if (refusesConnection(error.code) && this.carriers.size > 1 && !brought) {
      this.#drop(carrier, 0);
      this.#admission.refused({ host: source.host, detail: error.detail, retryAfterMs }, this.carriers.size);
    } else this.#retry(carrier, error, retryAfterMs);
  }

  #retry(carrier: Carrier, error: SluiceError, retryAfterMs: number | null): void {
    const { brought, segment } = carrier;
    const { ports, retry } = this.deps;
    const now = ports.clock.now();
    if (!brought) segment.failures += 1;
    const failed = { code: error.code, failures: segment.failures, retryAfterMs, random: ports.random() };
    const decision = decideRetry(failed, retry);
    const raced = segment.readers > 1;
    this.#drop(carrier, decision.kind === 'retry' ? now + decision.delayMs : raced ? Infinity : now);
    // One stream that cannot be continued from here, or nothing more to try: the task decides how to go on.
    const lost = !raced && (!this.deps.segmentable || decision.kind === 'stop');
    if (!lost) this.deps.note('segment-retry', { code: error.code });
    if (lost) this.#settle({ kind: 'lost', error, retryAfterMs, brought });
    else this.#schedule();
  }
}
