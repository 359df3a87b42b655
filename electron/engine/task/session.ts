import type { Segmentable } from '../../../shared/download.ts';
import { SluiceError } from '../../../shared/failures.ts';
import { assertNever } from '../../../shared/status.ts';
import { segmentable } from '../plan/segmentable.ts';
import { readFacts, type SourceFacts } from '../probe/facts.ts';
import type { AttemptGoal } from '../transfer/attempt.ts';
import { isEncoded } from '../transfer/check-reply.ts';
import { prepareFolder } from '../write/folder.ts';
import type { FleetOutcome } from './fleet-deps.ts';
import { goalOf } from './goal.ts';
import { Haul, type First } from './haul.ts';
import { Holding, NOTHING } from './holding.ts';
import { isSameDownload, loosened, sameVersion, sourceKeys, type SourceKeys } from './known.ts';
import { decideOpening, openFirst, type Opening } from './opening.ts';
import { nameFor } from './name-for.ts';
import { Recovery, waitFor } from './recovery.ts';
import { Stopped, type SessionContext } from './session-context.ts';
import { SourcePool } from './source-pool.ts';
import { hasOwnCheckpoint, type TargetRequest } from './target.ts';

/** Another version of the file is taken once; one that changes again cannot be had at present. */
const MAX_CHANGES = 1;
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
  /** The name before a number was added. */
  wantedName: string | null = null;
  #single = false;
  #changes = 0;
  readonly #recovery: Recovery;
  readonly #abort = new AbortController();
  readonly #keys: SourceKeys;

  constructor(readonly context: SessionContext) {
    const { ports, reservations, options } = context;
    this.#keys = sourceKeys(options.url);
    this.holding = new Holding(ports, reservations, this.#keys);
    const retry = options.maxRetries === null ? ports.retry : { ...ports.retry, maxRetries: options.maxRetries };
    this.#recovery = new Recovery(retry, ports.random);
    this.sources = new SourcePool(context, this.holding, this.signal);
    this.haul = new Haul({ ...context, retry, sources: this.sources }, this.holding);
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
    if (!this.holding.target) await this.#openOwn();
    for (;;) {
      this.#check();
      if (this.holding.complete || (await this.#round())) return;
    }
  }

  #check(): void {
    if (this.#abort.signal.aborted) throw new Stopped();
  }

  /** What an earlier run left under a name that is known before the server is asked. */
  async #openOwn(): Promise<void> {
    const { options, ownName } = this.context;
    const given = options.fileName === null ? null : nameFor(options.fileName, options.url, null);
    const name = ownName ?? given;
    if (name === null) return;
    const { linkKey } = this.#keys;
    if (ownName === null && !(await hasOwnCheckpoint(options.directory, name, linkKey))) return;
    const target = await this.#openTarget(name, ownName !== null, (checkpoint) => checkpoint.linkKey === linkKey);
    if (target.checkpoint) await this.holding.restore(target.checkpoint, this.signal);
    this.context.hooks.facts();
  }

  async #openTarget(
    fileName: string,
    own: boolean,
    takesOver: TargetRequest['takesOver'],
  ): ReturnType<Holding['open']> {
    const { options, hooks } = this.context;
    const { directory, conflictPolicy: policy, resume } = options;
    this.wantedName = fileName;
    const target = await this.holding.open({ directory, fileName, policy, resume, own, takesOver });
    if (target.damaged) hooks.notice('checkpoint-damaged', target.store.path);
    if (target.renamed) hooks.notice('renamed', target.fileName);
    hooks.facts();
    return target;
  }

  /** One request that opens, and the connections that follow from it. True when every byte is on disk. */
  async #round(): Promise<boolean> {
    const { hooks, ports } = this.context;
    const { holding } = this;
    hooks.status('probing');
    const resumed = holding.coveredBytes > 0 && !this.#single;
    const [hole] = resumed ? holding.holes() : [];
    const position = hole?.start ?? 0;
    const overlapBytes = resumed ? holding.overlapBytes(position) : 0;
    const start = this.#single ? null : position - overlapBytes;
    const { sizeBytes } = holding.identity;
    const end = hole && sizeBytes !== null && hole.end < sizeBytes ? hole.end : null;
    let opening: Opening;
    try {
      opening = await openFirst(
        this.context.transport,
        this.#goal(this.sources.lead.url, start, end, resumed),
        this.signal,
        (ms, callback) => ports.clock.after(ms, callback),
      );
    } catch (error) {
      this.#check();
      if (!(error instanceof SluiceError)) throw error;
      return this.#recover(error, null, { brought: false, fleet: false });
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
        return this.#transfer(first);
      }
      case 'continue': {
        this.#learn(opening);
        return this.#transfer({ attempt: opening.attempt, position, overlapBytes });
      }
      case 'complete': {
        opening.attempt.abort();
        if (!holding.target) await this.#openNamed(opening);
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
        return this.#recover(action.error, action.retryAfterMs, { brought: false, fleet: false });
      default:
        return assertNever(action);
    }
  }

  /** @throws {SluiceError} `source-changed` when the file has changed once too often. */
  #notice(code: 'ranges-ignored' | 'ranges-broken' | 'source-changed', detail = ''): void {
    if (code === 'source-changed') {
      this.#changes += 1;
      if (this.#changes > MAX_CHANGES) throw new SluiceError('source-changed', detail);
    }
    this.context.hooks.notice(code, detail);
  }

  #goal(url: URL, start: number | null, end: number | null, resumed: boolean): AttemptGoal {
    const { options, ports } = this.context;
    return goalOf(options, ports.clock, { url, start, end, identity: resumed ? this.holding.identity : NOTHING });
  }

  #learn(opening: Opening): SourceFacts {
    const { verdict, head, url } = opening;
    const sizeBytes = verdict.kind === 'range' ? verdict.total : verdict.kind === 'whole' ? verdict.size : null;
    const told = readFacts({ head, url, sizeBytes, partial: verdict.kind === 'range', encoded: isEncoded(head) });
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
      if (facts.encoded) throw new SluiceError('content-encoded', String(opening.head.headers['content-encoding']));
      const found = holding.target ? null : await this.#openNamed(opening);
      this.#check();
      const usable = found?.checkpoint && facts.ranges !== 'no' && !this.#single ? found.checkpoint : null;
      if (usable && sameVersion(usable, facts) && (await holding.restore(usable, this.signal))) {
        this.context.hooks.facts();
        if (holding.holes()[0]?.start !== 0) {
          attempt.abort();
          return null;
        }
      } else {
        if (found?.checkpoint && !sameVersion(found.checkpoint, facts)) this.#notice('source-changed');
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

  async #openNamed(opening: Opening): ReturnType<Holding['open']> {
    const { options } = this.context;
    const facts = this.facts ?? this.#learn(opening);
    const name = nameFor(options.fileName, options.url, this.sources.naming(facts));
    return this.#openTarget(name, false, (found) => isSameDownload(found, this.#keys, facts));
  }

  async #transfer(first: First | null): Promise<boolean> {
    const { holding } = this;
    const { facts } = this;
    if (!facts) throw new Error('Bytes are fetched before the source is known');
    const { sizeBytes } = holding.identity;
    this.segmentable = segmentable({ sizeBytes, encoded: facts.encoded, ranges: this.#single ? 'no' : facts.ranges });
    this.context.hooks.status('downloading');
    // A listener may have stopped the download when it was told.
    if (this.signal.aborted) first?.attempt.abort();
    this.#check();
    const before = holding.coveredBytes;
    const outcome = await this.haul.run(first, this.segmentable === true, (start, end) =>
      this.#goal(facts.finalUrl, start, end, true),
    );
    return this.#settle(outcome, holding.coveredBytes > before);
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

  /** After a failure that no connection could settle by itself: waits for another round, or gives up. */
  async #recover(
    error: SluiceError,
    retryAfterMs: number | null,
    round: { brought: boolean; fleet: boolean },
  ): Promise<false> {
    const { holding, facts } = this;
    const { ports, hooks, options } = this.context;
    const fromStart = this.#single || facts?.ranges === 'no';
    const step = this.#recovery.next({
      error,
      retryAfterMs,
      lasts: round.brought && !fromStart,
      exhausted: round.fleet && this.segmentable === true,
      begun: holding.coveredBytes > 0,
      redirected: facts !== null && facts.finalUrl.href !== options.url.href,
    });
    if (step.kind === 'stop' && this.sources.mirrors.length === 0) throw step.error;
    // A stream that cannot be continued begins again: what it brought does not last.
    if (fromStart) await holding.reset(holding.identity);
    if (await this.sources.replaceLead(error)) {
      this.#single = false;
      return false;
    }
    if (step.kind === 'stop') throw step.error;
    hooks.retryAt(ports.clock.wallNow() + step.delayMs);
    await waitFor(step.delayMs, ports.clock, this.signal);
    hooks.retryAt(null);
    return false;
  }
}
