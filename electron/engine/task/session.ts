import type { Segmentable } from '../../../shared/download.ts';
import { SluiceError } from '../../../shared/failures.ts';
import { assertNever } from '../../../shared/status.ts';
import { segmentable } from '../plan/segmentable.ts';
import type { SourceFacts } from '../probe/facts.ts';
import { requireDecodable } from '../transfer/decoding.ts';
import { prepareFolder } from '../write/folder.ts';
import type { FleetOutcome } from './fleet-deps.ts';
import { goalOf } from './goal.ts';
import { Line } from './line.ts';
import { Placing } from './placing.ts';
import { Unproved, proveLink } from './prove-link.ts';
import { Haul, type First } from './haul.ts';
import { Holding, NOTHING } from './holding.ts';
import { loosened, sourceKeys } from './known.ts';
import { decideOpening, factsOf, firstRange, openFirst, type Opening } from './opening.ts';
import { Recovery, waitOut } from './recovery.ts';
import {
  Stopped,
  sourceNotice,
  tellSource,
  tellStart,
  type SessionContext,
  type SourceNotice,
} from './session-context.ts';
import { SourcePool } from './source-pool.ts';

/**
 * One run of a download, from the first request until every byte is on disk: the one place that composes probe, plan,
 * transfer, write and checkpoint.
 */
export class Session {
  readonly holding: Holding;
  readonly haul: Haul;
  readonly sources: SourcePool;
  facts: SourceFacts | null = null;
  segmentable: Segmentable = null;
  readonly placing: Placing;
  #single = false;
  readonly #notice: SourceNotice;
  readonly #recovery: Recovery;
  readonly #abort = new AbortController();
  readonly #line: Line;

  constructor(readonly context: SessionContext) {
    const { ports, reservations, options } = context;
    const keys = sourceKeys(options.url);
    this.holding = new Holding(ports, reservations, keys);
    this.placing = new Placing(context, this.holding, keys);
    this.#notice = sourceNotice(context.hooks);
    this.#line = new Line(context, this.signal);
    const retry = options.maxRetries === null ? ports.retry : { ...ports.retry, maxRetries: options.maxRetries };
    this.#recovery = new Recovery(retry, ports.random);
    this.sources = new SourcePool(context, this.holding, this.signal);
    this.haul = new Haul({ ...context, retry, line: this.#line, sources: this.sources }, this.holding);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Destroys every connection at once; `fetch` then ends by {@link Stopped}. Idempotent. */
  stop(): void {
    this.#abort.abort();
    this.haul.stop();
  }

  /** Ends when every byte is on disk. @throws {SluiceError | Stopped} */
  async fetch(): Promise<void> {
    await prepareFolder(this.context.options.directory);
    this.#check();
    // Even if everything is there already, the way to the end leads through here.
    this.context.hooks.status('probing');
    if (!this.holding.target) {
      await this.placing.openOwn(this.signal);
      tellStart(this.context.hooks, this.holding.coveredBytes);
    }
    const stopListening = this.context.network.onReconnect(() => {
      this.#reconnect();
    });
    try {
      for (;;) {
        this.#check();
        if (this.holding.complete) return;
        this.context.hooks.status('probing');
        await this.#line.ready();
        if (await this.#round()) return;
      }
    } finally {
      stopListening();
    }
  }

  #reconnect(): void {
    // A stream that could only begin again is left to prove by itself whether it is dead.
    if (this.#endless && this.haul.activeConnections > 0) return;
    this.#line.cut();
    this.haul.interrupt();
  }

  /** What was fetched so far cannot be continued after a break. */
  get #endless(): boolean {
    return this.#single || this.facts?.ranges === 'no';
  }

  #check(): void {
    if (this.#abort.signal.aborted) throw new Stopped();
  }

  /** One request that opens, and the connections that follow from it. True when every byte is on disk. */
  async #round(): Promise<boolean> {
    const { ports } = this.context;
    const { holding } = this;
    if (holding.foreign) return this.#prove();
    const { resumed, position, overlapBytes, start, end } = firstRange(holding, this.#single);
    const { sizeBytes } = holding.identity;
    let opening: Opening;
    try {
      opening = await openFirst(
        this.context.transport,
        goalOf(this.context, {
          url: this.sources.lead.url,
          start,
          end,
          identity: resumed ? holding.identity : NOTHING,
        }),
        this.#line.ended,
        (ms, callback) => ports.clock.after(ms, callback),
      );
    } catch (error) {
      this.#check();
      if (!(error instanceof SluiceError)) throw error;
      return this.#lost(error, null);
    }
    const { unvalidated, coveredBytes } = holding;
    const wantedBytes = this.context.options.sizeBytes;
    const known = { start, resumed, coveredBytes, sizeBytes, wantedBytes, unvalidated };
    const action = decideOpening(opening.verdict, known);
    switch (action.kind) {
      case 'begin': {
        if (action.notice !== null) this.#notice(action.notice);
        // The server was asked for a range and has shown what it does with one.
        if (action.notice === 'ranges-ignored') this.#single = true;
        const first = await this.#begin(opening);
        return holding.foreign ? false : this.#transfer(first);
      }
      case 'continue': {
        this.#learn(opening);
        return this.#transfer({ attempt: opening.attempt, position, overlapBytes });
      }
      case 'complete': {
        opening.attempt.abort();
        const facts = this.facts ?? this.#learn(opening);
        if (!holding.target) await this.placing.openNamed(facts, this.sources.naming(facts));
        holding.learnSize(action.sizeBytes);
        return true;
      }
      case 'again':
        opening.attempt.abort();
        if (action.notice !== null) this.#notice(action.notice);
        this.#single ||= action.single;
        await holding.reset(holding.identity);
        return false;
      case 'fail':
        return this.#lost(action.error, action.retryAfterMs);
      default:
        return assertNever(action);
    }
  }

  /** Another link than the one the bytes on disk came from: nothing is added to them before it is proved. */
  async #prove(): Promise<false> {
    try {
      await proveLink(this.context, this.#line.ended, this.holding);
      return false;
    } catch (error) {
      this.#check();
      if (!(error instanceof Unproved)) throw error;
      return this.#lost(error.failure, error.retryAfterMs);
    }
  }

  #learn(opening: Opening): SourceFacts {
    const told = factsOf(opening);
    this.sources.announce(told);
    const facts = this.sources.leadIsMirror ? loosened(told) : told;
    this.facts = facts;
    if (this.holding.identity.sizeBytes === null && facts.sizeBytes !== null) this.holding.learnSize(facts.sizeBytes);
    if (this.holding.identity.digest === null && facts.digest) this.holding.learnDigest(facts.digest);
    return facts;
  }

  /** A body that begins with the file's first byte: makes room for it on disk, or finds that most is there already. */
  async #begin(opening: Opening): Promise<First | null> {
    const { attempt } = opening;
    const { holding } = this;
    try {
      const facts = this.#learn(opening);
      if (facts.encoded) requireDecodable(opening.head, opening.verdict.kind === 'whole');
      this.#single ||= facts.encoded;
      const found = await this.placing.takeOver(facts, this.sources.naming(facts), this.#single, this.signal);
      if (found === 'restored') {
        this.context.hooks.facts();
        if (holding.foreign || holding.holes()[0]?.start !== 0) {
          attempt.abort();
          return null;
        }
      } else {
        if (found === 'other') this.#notice('source-changed');
        await holding.reset(facts);
      }
      await holding.requireSpace(this.context.options.directory);
      await holding.claim();
      this.#check();
      this.context.hooks.facts();
      return { attempt, position: 0, overlapBytes: 0 };
    } catch (error) {
      attempt.abort();
      throw error;
    }
  }

  async #transfer(first: First | null): Promise<boolean> {
    const { holding, facts } = this;
    if (!facts) throw new Error('Bytes are fetched before the source is known');
    const { sizeBytes } = holding.identity;
    this.segmentable = segmentable({ sizeBytes, encoded: facts.encoded, ranges: this.#single ? 'no' : facts.ranges });
    tellSource(this.context.hooks, this.segmentable, facts.finalUrl.host);
    this.context.hooks.status('downloading');
    // A listener may have stopped the download when it was told.
    if (this.#line.ended.aborted) first?.attempt.abort();
    this.#check();
    if (this.#line.broken.aborted) return false;
    const before = holding.coveredBytes;
    const outcome = await this.haul.run(first, this.segmentable === true, (start, end) =>
      goalOf(this.context, { url: facts.finalUrl, start, end, identity: holding.identity }),
    );
    const brought = holding.coveredBytes > before;
    if (brought) this.#line.works();
    return this.#settle(outcome, brought);
  }

  async #settle(outcome: FleetOutcome, brought: boolean): Promise<boolean> {
    switch (outcome.kind) {
      case 'complete':
        return true;
      case 'restart':
        if (outcome.reason === 'single') this.#notice('ranges-broken', outcome.detail);
        else this.#notice('source-changed', outcome.detail);
        if (outcome.reason !== 'changed') this.#single = true;
        await this.holding.reset(this.holding.identity);
        return false;
      case 'lost':
        return this.#recover(outcome.error, outcome.retryAfterMs, { brought, fleet: true });
      case 'interrupted':
        if (this.#endless) await this.holding.reset(this.holding.identity);
        return false;
      case 'again':
        return false;
      case 'stopped':
        throw new Stopped();
      case 'failed':
        throw outcome.error;
      default:
        return assertNever(outcome);
    }
  }

  /** After a request for the file that brought nothing of it. */
  async #lost(error: SluiceError, retryAfterMs: number | null): Promise<false> {
    return this.#line.explains(error.code)
      ? false
      : this.#recover(error, retryAfterMs, { brought: false, fleet: false });
  }

  /** After a failure that no connection could settle by itself: waits for another round, or gives up. */
  async #recover(
    error: SluiceError,
    retryAfterMs: number | null,
    round: { brought: boolean; fleet: boolean },
  ): Promise<false> {
    const { holding, facts } = this;
    const fromStart = this.#endless;
    const step = this.#recovery.next({
      error,
      retryAfterMs,
      lasts: round.brought && !fromStart,
      exhausted: round.fleet && this.segmentable === true,
      begun: holding.coveredBytes > 0,
      redirected: facts !== null && facts.finalUrl.href !== this.context.options.url.href,
    });
    if (step.kind === 'stop' && this.sources.mirrors.length === 0) throw step.error;
    // A stream that cannot be continued begins again: what it brought does not last.
    if (fromStart) await holding.reset(holding.identity);
    if (await this.sources.replaceLead(error)) this.#single = false;
    else if (step.kind === 'stop') throw step.error;
    else await waitOut(step.delayMs, error.code, this.context, this.signal, this.#line.broken);
    return false;
  }
}
