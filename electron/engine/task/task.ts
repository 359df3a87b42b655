import type { DownloadSnapshot, NoticeCode, SegmentSnapshot } from '../../../shared/download.ts';
import { asSluiceError, type Failure } from '../../../shared/failures.ts';
import { assertTransition, type Status } from '../../../shared/status.ts';
import { TokenBucket } from '../rate/token-bucket.ts';
import type { DownloadRecord, DownloadRequest } from '../types.ts';
import { isPublished, land, verifyChecksum } from './landing.ts';
import { newRecord } from './new-record.ts';
import { checkRequest, type TaskOptions } from './options.ts';
import { loadResting } from './resting.ts';
import { atRest } from './segment-views.ts';
import { Session } from './session.ts';
import { Stopped } from './session-context.ts';
import type { TaskDeps } from './task-deps.ts';
import { snapshotOf } from './snapshot.ts';
import { partPath, reservationKey, removeParts } from './target.ts';

/** What a stopped run leaves the download as; `null`: as it is, for the next start. */
type StopState = 'paused' | 'removed' | null;

/** One download on the list: its state, its runs, and what of it is shown and stored. */
export class Task {
  readonly id: string;
  readonly #options: TaskOptions;
  readonly #ownLimit: TokenBucket;
  #record: DownloadRecord;
  #session: Session | null = null;
  #run: Promise<void> | null = null;
  #stopAs: StopState = 'paused';
  #stopping = false;
  #queueAfterRun = false;
  #startOver = false;
  #verifiedBytes = 0;
  #retryAt: number | null = null;
  #resting: SegmentSnapshot[] = [];

  /** @throws {SluiceError} `bad-url`, `bad-option` */
  constructor(
    record: DownloadRecord,
    private readonly deps: TaskDeps,
  ) {
    this.id = record.id;
    this.#options = checkRequest(record.request);
    this.#ownLimit = new TokenBucket(this.#options.limitBytesPerSecond);
    this.#record = record;
    if (record.named && record.status !== 'finished') {
      deps.reservations.add(reservationKey(this.#options.directory, record.fileName));
    }
  }

  /** @throws {SluiceError} `bad-url`, `bad-option` */
  static create(id: string, request: DownloadRequest, paused: boolean, deps: TaskDeps): Task {
    return new Task(newRecord(id, request, paused, deps.ports.clock.wallNow()), deps);
  }

  /** A run is under way, or still ending. */
  get busy(): boolean {
    return this.#run !== null;
  }

  get status(): Status {
    return this.#record.status;
  }

  get record(): DownloadRecord {
    return this.#record;
  }

  get path(): string | null {
    if (!this.#record.named) return null;
    const path = partPath(this.#options.directory, this.#record.fileName);
    return this.status === 'finished' ? path.final : path.part;
  }

  snapshot(): DownloadSnapshot {
    return snapshotOf(this.#record, this.#options, {
      session: this.#session,
      resting: this.#resting,
      verifiedBytes: this.#verifiedBytes,
      retryAt: this.#retryAt,
    });
  }

  /** Reads what a run of an earlier process left, so that its segments can be shown before it goes on. */
  async rest(): Promise<void> {
    const views = await loadResting(this.#options.directory, this.#record);
    if (!views || this.#session) return;
    this.#resting = views;
    this.deps.emit({ type: 'progress', id: this.id });
  }

  /** Queues it for a run; also after a failure. Idempotent. */
  queue(): void {
    if (this.#run) {
      // A run that is ending is let end first; one that is not needs nothing.
      this.#queueAfterRun = this.#stopping || this.status === 'failed' || this.status === 'paused';
      return;
    }
    if (this.status === 'queued' || this.status === 'finished') return;
    // The bytes on disk are whole but not the ones that were wanted: keeping them cannot help.
    this.#startOver = this.#record.failure?.code === 'checksum-mismatch';
    this.#update({ failure: null, notice: null, finishedAt: null });
    this.#enter('queued');
  }

  /** Begins a run. The promise settles when the run has ended, in whatever way; it never rejects. */
  start(): Promise<void> {
    this.#stopping = false;
    this.#queueAfterRun = false;
    this.#stopAs = 'paused';
    this.#run = this.#runOnce().finally(() => {
      this.#run = null;
      if (this.#queueAfterRun) this.queue();
    });
    return this.#run;
  }

  /** Stops the network at once; resolves when everything received is on disk with its checkpoint. Idempotent. */
  async stop(as: StopState): Promise<void> {
    this.#queueAfterRun = false;
    if (this.#run) {
      // The end of the program must not undo a pause or a cancel that is under way.
      if (!this.#stopping || as !== null) this.#stopAs = as;
      this.#stopping = true;
      this.#session?.stop();
      await this.#run;
    } else if (as === 'paused' && (this.status === 'queued' || this.status === 'failed')) {
      this.#enter('paused');
    }
  }

  /** Takes it off the list: its name is free again. `deleteParts` deletes part file and checkpoint. After `stop`. */
  async leave(deleteParts: boolean): Promise<void> {
    this.#unreserve();
    if (deleteParts && this.#record.named && this.status !== 'finished') {
      await removeParts(this.#options.directory, this.#record.fileName);
    }
  }

  async #runOnce(): Promise<void> {
    const session = this.#newSession();
    this.#session = session;
    this.#verifiedBytes = 0;
    try {
      if (await this.#finishedBefore(session)) return;
      await session.fetch();
      await this.#land(session);
    } catch (error) {
      await this.#ended(session, error);
    } finally {
      this.#resting = this.status === 'finished' ? [] : session.haul.segments().map(atRest);
      this.#session = null;
      this.#retryAt = null;
      this.deps.emit({ type: 'progress', id: this.id });
    }
  }

  /** An earlier run gave the file its name and was killed before that was recorded. */
  async #finishedBefore(session: Session): Promise<boolean> {
    const { named, fileName } = this.#record;
    const { directory } = this.#options;
    if (!named || !(await isPublished(fileName, this.#options, session.signal))) return false;
    this.#enter('probing');
    this.#finish();
    await removeParts(directory, fileName);
    return true;
  }

  #newSession(): Session {
    const { ports, reservations, budget, limit } = this.deps;
    const options = this.#startOver ? { ...this.#options, resume: false } : this.#options;
    this.#startOver = false;
    const session: Session = new Session({
      options,
      ports,
      reservations,
      budget,
      transport: ports.transport(options.transport),
      ownName: this.#record.named ? this.#record.fileName : null,
      limitWaitMs: (bytes) => {
        const now = ports.clock.now();
        return Math.max(limit.take(bytes, now), this.#ownLimit.take(bytes, now));
      },
      hooks: {
        status: (status) => {
          this.#enter(status);
        },
        notice: (code, detail) => {
          this.#tell(code, detail);
        },
        progress: () => {
          this.#record = { ...this.#record, receivedBytes: session.holding.coveredBytes };
          this.deps.emit({ type: 'progress', id: this.id });
        },
        facts: () => {
          this.#learn(session);
        },
        retryAt: (at) => {
          this.#retryAt = at;
          this.deps.emit({ type: 'progress', id: this.id });
        },
      },
    });
    return session;
  }

  #learn(session: Session): void {
    const { holding, facts } = session;
    this.#update({
      ...(holding.target ? { fileName: holding.target.fileName, named: true } : {}),
      ...(facts ? { host: facts.finalUrl.host, mediaType: facts.mediaType } : {}),
      sizeBytes: holding.identity.sizeBytes,
      receivedBytes: holding.coveredBytes,
    });
    this.#changed(this.status);
  }

  /** From "every byte is on disk" to the file under its final name. */
  async #land(session: Session): Promise<void> {
    const { holding, signal } = session;
    const { checksum, directory, conflictPolicy } = this.#options;
    await holding.seal();
    this.#learn(session);
    const part = holding.part.path;
    if (checksum) {
      this.#enter('verifying');
      const verified = await verifyChecksum(part, checksum, signal, (bytes) => {
        this.#verifiedBytes = bytes;
        this.deps.emit({ type: 'progress', id: this.id });
      });
      if (!verified) throw new Stopped();
    }
    if (signal.aborted) throw new Stopped();
    const { fileName } = this.#record;
    const name = await land(part, directory, fileName, session.wantedName ?? fileName, conflictPolicy);
    if (name !== fileName) this.#tell('renamed', name);
    this.#unreserve();
    this.#update({ fileName: name });
    // Recorded as finished before the part file's own name goes: a kill in between must not fetch it again.
    this.#finish();
    await holding.discard();
  }

  async #ended(session: Session, error: unknown): Promise<void> {
    let failure: unknown = error instanceof Stopped ? null : error;
    try {
      if (this.#stopAs === 'removed') await session.holding.abandon();
      else await session.holding.close();
    } catch (closing) {
      failure ??= closing;
    }
    this.#update({ receivedBytes: Math.max(session.holding.coveredBytes, 0) });
    // Published before the failure (a part file that could not be removed): the file is there and whole.
    if (this.status === 'finished' || this.#stopAs === null || this.#stopAs === 'removed') return;
    if (failure === null) {
      this.#enter('paused');
      return;
    }
    const told: Failure = asSluiceError(failure).toFailure();
    this.#update({ failure: told });
    this.#enter('failed');
  }

  #finish(): void {
    this.#unreserve();
    this.#update({ finishedAt: this.deps.ports.clock.wallNow() });
    this.#enter('finished');
  }

  #unreserve(): void {
    const { named, fileName } = this.#record;
    if (named) this.deps.reservations.delete(reservationKey(this.#options.directory, fileName));
  }

  #tell(code: NoticeCode, detail: string): void {
    this.#update({ notice: code });
    this.deps.emit({ type: 'notice', id: this.id, code, detail });
  }

  #update(change: Partial<DownloadRecord>): void {
    this.#record = { ...this.#record, ...change };
  }

  #enter(status: Status): void {
    const from = this.status;
    if (from === status) return;
    assertTransition(from, status);
    this.#update({ status });
    this.#changed(from);
  }

  #changed(from: Status): void {
    this.deps.emit({ type: 'changed', id: this.id, from, to: this.status });
  }
}
