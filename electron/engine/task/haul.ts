import type { Bottleneck, SegmentSnapshot } from '../../../shared/download.ts';
import type { SluiceError } from '../../../shared/failures.ts';
import type { ByteRange } from '../../../shared/ranges.ts';
import { SegmentPlan } from '../plan/segment-plan.ts';
import { RateMeter } from '../rate/meter.ts';
import { NO_WAITS, look, verdict, type Growth, type Waits } from '../rate/verdict.ts';
import type { RetryPolicy } from '../retry/policy.ts';
import type { Attempt, AttemptGoal } from '../transfer/attempt.ts';
import { asSluiceError } from '../../../shared/failures.ts';
import type { Carrier } from './carrier.ts';
import { Fleet } from './fleet.ts';
import type { FleetOutcome } from './fleet-deps.ts';
import type { Holding } from './holding.ts';
import type { Line } from './line.ts';
import { RampWatch } from './ramp-watch.ts';
import { RoundSources } from './round-sources.ts';
import type { SessionContext } from './session-context.ts';
import type { SourcePool } from './source-pool.ts';
import { segmentViews } from './segment-views.ts';

const TICK_MS = 100;
const CHECKPOINT_MS = 1_000;
/** The first one comes sooner: a run that is killed again and again must still get ahead. */
const FIRST_CHECKPOINT_MS = 250;

/** A reply on hold whose body begins `overlapBytes` before `position`, the first byte that is missing. */
export interface First {
  readonly attempt: Attempt;
  readonly position: number;
  readonly overlapBytes: number;
}

export interface HaulContext extends SessionContext {
  readonly retry: RetryPolicy;
  readonly line: Line;
  readonly sources: SourcePool;
}

/** Brings the missing bytes to disk: the fleet, its clockwork, and the checkpoints while it runs. */
export class Haul {
  readonly meter: RateMeter;
  #plan: SegmentPlan | null = null;
  #fleet: Fleet | null = null;
  /** On disk before this round. */
  #base: readonly ByteRange[] = [];
  #received = 0;
  #waits = NO_WAITS;
  #growth: Growth | null = null;

  constructor(
    private readonly context: HaulContext,
    private readonly holding: Holding,
  ) {
    this.meter = new RateMeter(context.ports.clock.now());
  }

  stop(): void {
    this.#fleet?.stop();
  }

  /** Ends the round under way, to go on with new connections. */
  interrupt(): void {
    this.#fleet?.interrupt({ kind: 'interrupted' });
  }

  /** What holds the download up, or `null`. */
  get bottleneck(): Bottleneck | null {
    return verdict(this.#waits, this.#growth);
  }

  get activeConnections(): number {
    return this.#fleet?.carriers.size ?? 0;
  }

  /** In file order; done ones included. Empty while the size is unknown. */
  segments(): SegmentSnapshot[] {
    if (this.holding.identity.sizeBytes === null) return [];
    const { ports, sources } = this.context;
    const instant = { now: ports.clock.now(), wallNow: ports.clock.wallNow() };
    return segmentViews(this.#base, this.#plan, this.#fleet?.carriers ?? new Set(), instant, (range, atWork) =>
      sources.numberOf(range, atWork),
    );
  }

  /**
   * One round of connections. Resolves when every byte is received and written, or with what ended the round; in either
   * case nothing is on its way to the disk any more.
   */
  async run(
    first: First | null,
    segmentable: boolean,
    goal: (start: number, end: number) => AttemptGoal,
  ): Promise<FleetOutcome> {
    const { line, hooks, ports, sources: pool } = this.context;
    const { clock } = ports;
    const rampWatch = new RampWatch((code, params) => {
      hooks.note(code, params);
    });
    this.#base = this.holding.ranges();
    const plan = new SegmentPlan(this.holding.holes());
    const sources = new RoundSources(pool, this.context, this.holding, segmentable, goal);
    const fleet: Fleet = new Fleet(plan, {
      ...this.context,
      notice: (code, detail, params) => {
        hooks.notice(code, detail, params);
      },
      ramp: (state) => {
        rampWatch.look(state);
        this.#growth = { ...state, single: !segmentable };
      },
      note: (code, params) => {
        hooks.note(code, params);
      },
      cutOff: (code) => line.explains(code),
      file: this.holding.part,
      guard: this.holding.guard,
      writers: this.holding.writers,
      connections: this.context.options.connections,
      idleTimeoutMs: this.context.options.idleTimeoutMs,
      writeBufferBytes: this.context.options.writeBufferBytes,
      segmentable,
      sizeBytes: this.holding.identity.sizeBytes,
      unvalidated: this.holding.unvalidated,
      pickSource: (busy) => sources.pick(busy),
      reserved: (connections) => sources.reserved(connections),
      received: (source, start, end) => {
        pool.ledger.add(source.id, start, end);
        this.#received += end - start;
        this.meter.add(end - start);
      },
      receivedBytes: () => this.#received,
      written: (offset, buffers) => {
        try {
          this.holding.written(offset, buffers);
        } catch (error) {
          fleet.interrupt({ kind: 'failed', error: asSluiceError(error) });
        }
      },
    });
    this.#plan = plan;
    this.#fleet = fleet;
    const segment = first ? plan.segments.find((candidate) => candidate.position === first.position) : undefined;
    if (first && !segment) first.attempt.abort();
    const adopted = first && segment ? { ...first, segment } : null;
    const stopTicks = this.#clockwork(fleet, sources, clock.now());
    try {
      const outcome = await fleet.run(adopted);
      await this.holding.drain();
      // The last writes may fail when every byte has long been received.
      if (fleet.failure && outcome.kind !== 'stopped') return { kind: 'failed', error: fleet.failure };
      if (outcome.kind !== 'complete') return await this.#forgetLost(outcome);
      const end = plan.segments.at(-1)?.end;
      if (this.holding.identity.sizeBytes === null && end !== undefined) this.holding.learnSize(end);
      return (await this.holding.checkpoint()) ? outcome : await this.#forgetLost(this.#mismatch());
    } finally {
      stopTicks();
      sources.end();
      this.meter.tick(clock.now());
    }
  }

  #clockwork(fleet: Fleet, sources: RoundSources, begun: number): () => void {
    let savedAt = begun - CHECKPOINT_MS + FIRST_CHECKPOINT_MS;
    let saving = false;
    const saved = (same: boolean): void => {
      saving = false;
      if (!same) fleet.interrupt(this.#mismatch());
    };
    const failed = (error: unknown): void => {
      const failure: SluiceError = asSluiceError(error);
      fleet.interrupt({ kind: 'failed', error: failure });
    };
    const { hooks } = this.context;
    return this.context.ports.clock.every(TICK_MS, () => {
      const now = this.context.ports.clock.now();
      this.meter.tick(now);
      this.#waits = look(this.#waits, waitsOf(fleet.carriers));
      sources.tick(now, fleet.carriers);
      fleet.tick(now);
      if (now - savedAt >= CHECKPOINT_MS && !saving) {
        savedAt = now;
        saving = true;
        this.holding.outlast();
        this.holding.checkpoint().then(saved, failed);
      } else if (now - savedAt >= CHECKPOINT_MS - 2 * TICK_MS) this.holding.flush();
      hooks.progress();
    });
  }

  /** Overlapping replies differ. Mirrors are to blame if any is involved, else the server has given two versions. */
  #mismatch(): FleetOutcome {
    const { mixed } = this.holding.guard;
    const lost = this.context.sources.blame(
      mixed,
      mixed.flatMap(({ source }) => source ?? []),
    );
    return lost ? { kind: 'again', lost } : overlapMismatch;
  }

  async #forgetLost(outcome: FleetOutcome): Promise<FleetOutcome> {
    if (outcome.kind !== 'again') return outcome;
    const { mirrors, lead } = this.context.sources;
    const trusted = new Set([lead, ...mirrors].map(({ id }) => id));
    this.holding.guard.settle(({ source }) => source !== null && !trusted.has(source));
    await this.holding.forget(outcome.lost);
    return outcome;
  }
}

/** Counted at a look, not on the way of every chunk: over seconds of looks the shares are the same. */
function waitsOf(carriers: ReadonlySet<Carrier>): Waits {
  const waits = { socket: 0, disk: 0, limit: 0 };
  for (const { attempt } of carriers) {
    const what = attempt.held ? 'limit' : attempt.pausedFor('backlog') ? 'disk' : 'socket';
    waits[what] += 1;
  }
  return waits;
}

/** The server gives no validator, and two of its replies disagree: parts of two versions were about to be mixed. */
const overlapMismatch: FleetOutcome = { kind: 'restart', reason: 'mixed', detail: 'Overlapping replies differ' };
