import type { DownloadSnapshot } from '../../../shared/download.ts';
import { FAILURES, SluiceError, asSluiceError } from '../../../shared/failures.ts';
import type { Status } from '../../../shared/status.ts';
import { RateLimiter } from '../rate/limiter.ts';
import type { TimelineCode, TimelineParams } from '../../../shared/timeline.ts';
import type { DownloadRecord, DownloadRequest } from '../types.ts';
import { Course } from './course.ts';
import { isPublished, landFile } from './landing.ts';
import { Ledger } from './ledger.ts';
import { hooksInto, newLive, type StopState } from './live.ts';
import { checkLimit, checkRequest, type TaskOptions } from './options.ts';
import { fetchPieces } from './proved-pieces.ts';
import { renameDownload } from './rename.ts';
import { loadResting } from './resting.ts';
import { atRest } from './segment-views.ts';
import { newSession } from './new-session.ts';
import type { Session } from './session.ts';
import { Stopped, type SessionHooks } from './session-context.ts';
import type { TaskDeps } from './task-deps.ts';
import { snapshotOf } from './snapshot.ts';
import { pathOf, reservationKey, removeParts } from './target.ts';

/** One download on the list: its state, its runs, and what of it is shown and stored. */
export class Task {
  readonly id: string;
  readonly #ledger: Ledger;
  readonly #live = newLive();
  readonly #hooks: SessionHooks;
  #options: TaskOptions;
  /** Those of the last run, by the terms of then. */
  #ran: TaskOptions | null = null;
  readonly #ownLimit: RateLimiter;
  readonly #course = new Course(() => {
    this.#settle();
  });
  #stopAs: StopState = 'paused';
  #stopping = false;
  /** What somebody wants it to be when nothing is under way any more; `null`: what it will be by itself. */
  #next: 'queued' | 'paused' | null = null;
  #startOver = false;

  /** @throws {SluiceError} `bad-url`, `bad-option` */
  constructor(
    record: DownloadRecord,
    private readonly deps: TaskDeps,
  ) {
    this.id = record.id;
    this.#options = checkRequest(record.request);
    this.#ownLimit = new RateLimiter(deps.ports.clock, this.#options.limitBytesPerSecond);
    this.#ledger = new Ledger(record, deps.emit, () => deps.ports.clock.wallNow());
    this.#hooks = hooksInto(this.#ledger, this.#live);
    if (record.named && record.status !== 'finished') {
      deps.reservations.add(reservationKey(this.#options.directory, record.fileName));
    }
  }

  /** A run or a change is under way, or still ending. */
  get busy(): boolean {
    return this.#course.current !== null;
  }

  get status(): Status {
    return this.record.status;
  }
  get record(): DownloadRecord {
    return this.#ledger.record;
  }
  get path(): string | null {
    return pathOf(this.#options.directory, this.record);
  }

  snapshot(): DownloadSnapshot {
    return snapshotOf(this.record, this.#options, this.#live);
  }

  /** Reads what a run of an earlier process left, so that its segments can be shown before it goes on. */
  async rest(): Promise<void> {
    const views = await loadResting(this.#options.directory, this.record);
    if (!views || this.#live.session) return;
    this.#live.resting = views;
    this.#ledger.progress();
  }

  /** Tells nobody: whoever arranges does. */
  arrange(
    change: Partial<Pick<DownloadRecord, 'position' | 'priority' | 'queueId' | 'categoryId' | 'discarding'>>,
  ): void {
    this.#ledger.update(change);
  }

  /**
   * Holds at once, also for connections that wait.
   * @param bytesPerSecond `null`: no limit
   * @throws {SluiceError} `bad-option`
   */
  limitTo(bytesPerSecond: number | null): void {
    this.#ownLimit.setRate(checkLimit(bytesPerSecond));
    const request = { ...this.record.request, limitBytesPerSecond: bytesPerSecond ?? undefined };
    this.#ledger.update({ request });
    this.#ledger.note('limit-changed', { bytesPerSecond: bytesPerSecond ?? 0 });
  }

  /** Queues it for a run; also after a failure. Idempotent. */
  queue(): void {
    if (this.busy) {
      // A run that is ending is let end first; one that is not needs nothing.
      if (this.#stopping || this.status === 'failed' || this.status === 'paused') this.#next = 'queued';
      return;
    }
    if (this.status === 'queued' || this.status === 'finished') return;
    // The bytes on disk are whole but not the ones that were wanted: keeping them cannot help.
    this.#startOver ||= this.record.failure?.code === 'checksum-mismatch';
    this.#ledger.update({ failure: null, notice: null, finishedAt: null });
    this.#ledger.enter('queued');
  }

  /** Something for the timeline that comes from without. */
  note(code: TimelineCode, params?: TimelineParams): void {
    this.#ledger.note(code, params);
  }

  /**
   * Does `work` while no run is under way: what runs is stopped, and waits for its place again afterwards, unless somebody
   * pauses or cancels it meanwhile. What is queued, started or amended meanwhile comes after it.
   */
  amend<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.busy && !this.#stopping) {
      this.#stopAs = 'amended';
      this.#live.session?.stop();
    }
    this.#stopping = true;
    return this.#course.after(work);
  }

  /** Takes another link or sign-in. Only within {@link amend}. @throws {SluiceError} `bad-url`, `bad-option` */
  take(request: DownloadRequest, told: 'link-replaced' | 'signed-in'): void {
    this.#options = checkRequest(request);
    const { host } = this.#options.url;
    this.#ledger.update({ request, host });
    this.#ledger.note(told, { host });
    this.#ledger.changed();
  }

  /** See {@link renameDownload}. Only within {@link amend}. */
  async rename(name: string): Promise<void> {
    const { reservations } = this.deps;
    await renameDownload(name, { ledger: this.#ledger, options: this.#options, reservations });
    this.#options = checkRequest(this.record.request);
  }

  /** Begins a run. The promise settles when it has ended, in whatever way; it never rejects. Only while not {@link busy}. */
  start(): Promise<void> {
    return this.#course.begin(() => {
      this.#stopping = false;
      this.#next = null;
      this.#stopAs = 'paused';
      return this.#runOnce();
    });
  }

  #settle(): void {
    const next = this.#next;
    this.#next = null;
    if (next === 'queued') this.queue();
    else if (next === 'paused') this.#pauseIdle();
  }

  #pauseIdle(): void {
    if (this.status === 'queued' || this.status === 'failed') this.#ledger.enter('paused');
  }

  /** Stops the network at once; resolves when everything received is on disk with its checkpoint. Idempotent. */
  async stop(as: StopState): Promise<void> {
    const { current } = this.#course;
    // Whoever stops it otherwise, meanwhile or before, means more than that its queue is closed.
    if (as === 'queued' && (this.#stopping || !current)) return current ?? undefined;
    if (!current) {
      if (as === 'paused') this.#pauseIdle();
      return;
    }
    // The end of the program, or a full disk, must not undo a pause or a cancel that is under way.
    const fromWithin = as === null || as instanceof SluiceError;
    const { session } = this.#live;
    // A run that is stopped becomes what it is stopped as; what has no run now, or has just failed, does not.
    if (!fromWithin) this.#next = as === 'paused' && (!session || this.status === 'failed') ? 'paused' : null;
    if (!fromWithin || !this.#stopping) this.#stopAs = as;
    this.#stopping = true;
    session?.stop();
    await current;
  }

  /** Takes it off the list: its name is free again. `deleteParts` deletes part file and checkpoint. After `stop`. */
  async leave(deleteParts: boolean): Promise<void> {
    const { named, fileName, status } = this.record;
    // The name of a finished one is its file's, and free for others once that is gone.
    if (status === 'finished') return;
    try {
      if (deleteParts && named) await removeParts(this.#options.directory, fileName);
    } finally {
      this.#unreserve();
    }
  }

  async #runOnce(): Promise<void> {
    let session: Session | null = null;
    try {
      session = this.#newSession();
      this.#live.session = session;
      this.#live.verifiedBytes = 0;
      if (await this.#finishedBefore(session)) return;
      await fetchPieces(session, this.#verified);
      await this.#land(session);
    } catch (error) {
      await this.#ended(session, error);
    } finally {
      if (session) this.#live.resting = this.status === 'finished' ? [] : session.haul.segments().map(atRest);
      this.#live.session = null;
      this.#live.retryAt = null;
      this.#live.waitingFor = null;
      this.#ledger.progress();
    }
  }

  /** An earlier run gave the file its name and was killed before that was recorded. */
  async #finishedBefore(session: Session): Promise<boolean> {
    const { named, fileName } = this.record;
    if (!named || !(await isPublished(fileName, this.#options, session.signal))) return false;
    this.#ledger.enter('probing');
    this.#finish();
    await removeParts(this.#options.directory, fileName);
    return true;
  }

  #newSession(): Session {
    this.#ran = checkRequest(this.deps.terms.complete(this.record.request), this.#ran);
    const options = this.#startOver ? { ...this.#ran, resume: false } : this.#ran;
    this.#startOver = false;
    return newSession(this.deps, options, this.record, this.#hooks, this.#ownLimit);
  }

  readonly #verified = (bytes: number): void => {
    this.#live.verifiedBytes = bytes;
    this.#ledger.progress();
  };

  async #land(session: Session): Promise<void> {
    const { fileName } = this.record;
    const name = await landFile(session, {
      options: this.#options,
      ledger: this.#ledger,
      facts: this.#hooks.facts,
      verified: this.#verified,
      clock: this.deps.ports.clock,
    });
    if (name !== fileName) this.#ledger.tell('renamed', name, { name });
    this.#unreserve();
    this.#ledger.update({ fileName: name });
    // Recorded as finished before the part file's own name goes: a kill in between must not fetch it again.
    this.#finish();
    await session.holding.discard();
  }

  /** @param session `null`: what it was asked for, or the terms of its host, makes no run */
  async #ended(session: Session | null, error: unknown): Promise<void> {
    const stopped = error instanceof Stopped;
    let failure: unknown = stopped ? null : error;
    if (stopped && this.#stopAs instanceof SluiceError) failure = this.#stopAs;
    try {
      if (this.#stopAs === 'removed') await session?.holding.abandon();
      else await session?.holding.close();
    } catch (closing) {
      failure ??= closing;
    }
    if (session) this.#ledger.update({ receivedBytes: Math.max(session.holding.coveredBytes, 0) });
    // Published before the failure (a part file that could not be removed): the file is there and whole.
    if (this.status === 'finished' || this.#stopAs === null || this.#stopAs === 'removed') return;
    if (failure === null) {
      const as = this.#stopAs;
      if (as !== 'amended') this.#ledger.note('paused', { by: as === 'queued' ? 'queue' : 'user' });
      this.#ledger.enter(as === 'queued' || as === 'amended' ? 'queued' : 'paused');
      return;
    }
    const told = asSluiceError(failure).toFailure();
    // What servers have set may be what they refuse now: a session that has ended, another way to sign in.
    if (FAILURES[told.code].class !== 'retry') this.#ran = null;
    this.#ledger.fail(told);
  }

  #finish(): void {
    this.#unreserve();
    this.#ledger.note('finished', { bytes: this.record.receivedBytes });
    this.#ledger.update({ finishedAt: this.deps.ports.clock.wallNow() });
    this.#ledger.enter('finished');
  }

  #unreserve(): void {
    const { named, fileName } = this.record;
    if (named) this.deps.reservations.delete(reservationKey(this.#options.directory, fileName));
  }
}
