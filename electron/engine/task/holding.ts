import type { Checksum } from '../../../shared/download.ts';
import type { ByteRange } from '../../../shared/ranges.ts';
import { missingRanges } from '../../../shared/ranges.ts';
import { SluiceError } from '../../../shared/failures.ts';
import type { Checkpoint } from '../checkpoint/format.ts';
import { Journal, blockSizeFor } from '../checkpoint/journal.ts';
import { findDamagedRuns } from '../verify/verify.ts';
import { removeFile } from '../write/final-name.ts';
import { requireSpace } from '../write/folder.ts';
import type { PartFile } from '../write/part-file.ts';
import type { SegmentWriter } from '../write/segment-writer.ts';
import { identityOf, loosened, type Identity, type SourceKeys } from './known.ts';
import { remainingRuns } from './remaining-runs.ts';
import { assertWhole } from './whole.ts';
import { OverlapGuard } from './overlap-guard.ts';
import type { TaskPorts } from './ports.ts';
import { Recorder } from './recorder.ts';
import { Stopped } from './session-context.ts';
import { openTarget, type Reservations, type Target, type TargetRequest } from './target.ts';

/** A file up to this size gets no checkpoint unless it takes long: fetching it again costs less. Bytes. */
const NO_CHECKPOINT_BYTES = 1024 * 1024;
/** Compared with the server's bytes before going on where an earlier run stopped, without a strong validator. */
const RESUME_OVERLAP_BYTES = 64 * 1024;
/** The same where a segment begins in the middle of a gap. */
const SPLIT_OVERLAP_BYTES = 4 * 1024;

export const NOTHING: Identity = {
  sizeBytes: null,
  etag: null,
  lastModified: null,
  validator: null,
  mediaType: null,
  digest: null,
};

/** What this download has on disk: the reserved name, the part file, the journal of its bytes and their checkpoint. */
export class Holding {
  readonly guard: OverlapGuard;
  readonly writers = new Set<SegmentWriter>();
  #identity = NOTHING;
  #target: Target | null = null;
  #journal: Journal;
  #recorder: Recorder | null = null;
  /** Whose link the bytes on disk came from; another than this download's until the new link is proved. */
  #origin: SourceKeys;
  /** What is on disk is what the journal says: nothing was there, or it was taken over, or dropped on purpose. */
  #settled = false;
  #lasting = false;

  constructor(
    private readonly ports: TaskPorts,
    private readonly reservations: Reservations,
    private readonly keys: SourceKeys,
  ) {
    this.guard = new OverlapGuard(ports.crc32);
    this.#journal = new Journal(blockSizeFor(null), ports.crc32);
    this.#origin = keys;
  }

  /** The version of the file that the bytes on disk are of. */
  get identity(): Identity {
    return this.#identity;
  }

  get target(): Target | null {
    return this.#target;
  }

  /** @throws {Error} before `open`: a defect. */
  get part(): PartFile {
    if (!this.#target) throw new Error('No part file is open');
    return this.#target.part;
  }

  get coveredBytes(): number {
    return this.#journal.coveredBytes;
  }

  /** The bytes on disk came from another link, which has not been shown to lead to the same file. */
  get foreign(): boolean {
    const { sizeBytes } = this.#identity;
    return this.#origin.linkKey !== this.keys.linkKey && this.coveredBytes > 0 && sizeBytes !== null;
  }

  /** This download's link was shown to lead to the file on disk; it is known by `identity` from now on. */
  adopt(identity: Identity): void {
    this.#origin = this.keys;
    this.#identity = identityOf(identity);
  }

  /** Every byte is there, and none needs another one's proof. */
  get complete(): boolean {
    return this.#target !== null && this.#identity.sizeBytes === this.coveredBytes && this.guard.open.length === 0;
  }

  /** No validator at all: a whole reply cannot be told from another version. */
  get unvalidated(): boolean {
    return this.#identity.etag === null && this.#identity.lastModified === null;
  }

  /** What is on disk, in normal form. */
  ranges(): ByteRange[] {
    return this.#journal.ranges();
  }

  /** What is still to be fetched, in normal form; reaches beyond any file while the size is unknown. */
  holes(): ByteRange[] {
    const end = this.#identity.sizeBytes ?? Number.MAX_SAFE_INTEGER;
    return missingRanges({ start: 0, end }, this.#journal.ranges());
  }

  /** How many bytes before `position` to ask for again as proof of the version; 0 with a strong validator. */
  overlapBytes(position: number): number {
    if (this.#identity.validator !== null || position === 0) return 0;
    const before = this.#journal.ranges().find((range) => range.start < position && range.end >= position);
    return before ? Math.min(RESUME_OVERLAP_BYTES, position - before.start) : Math.min(SPLIT_OVERLAP_BYTES, position);
  }

  /**
   * Reserves a name and opens its part file. What an earlier run left is in `checkpoint` and not used yet.
   * @throws {SluiceError} `name-taken`, or a disk failure
   */
  async open(request: TargetRequest): Promise<Target> {
    const target = await openTarget(request, this.reservations);
    this.#target = target;
    this.#settled = target.checkpoint === null;
    // A small file may go without one, but not with an old one beside new bytes.
    this.#lasting ||= target.checkpoint !== null;
    this.#recorder = new Recorder(
      target.part,
      target.store,
      () => this.#journal,
      () => ({ ...this.#identity, ...this.#origin, overlaps: this.guard.open }),
    );
    return target;
  }

  /**
   * Takes over what an earlier run left. After an unclean end every block is held against its CRC; a torn one is
   * fetched again.
   * @returns false when there is nothing that can be used
   * @throws {Stopped} when aborted: what is on disk stays as it is
   */
  async restore(checkpoint: Checkpoint, signal: AbortSignal): Promise<boolean> {
    const damaged = checkpoint.clean ? [] : await findDamagedRuns(this.part.path, checkpoint.runs, signal);
    if (damaged === null) throw new Stopped();
    const lost = new Set(damaged.map((run) => run.start));
    try {
      const runs = checkpoint.runs.filter((run) => !lost.has(run.start));
      this.#journal = Journal.restore(checkpoint.blockSize, this.ports.crc32, runs);
      this.#identity = identityOf(checkpoint);
      this.#origin = { sourceKey: checkpoint.sourceKey, linkKey: checkpoint.linkKey };
      this.guard.restore(checkpoint.overlaps);
      this.#settled = true;
      return true;
    } catch {
      return false;
    }
  }

  /** Begins again, with nothing on disk, for another version of the file. */
  async reset(identity: Identity): Promise<void> {
    await this.drain();
    await this.#recorder?.settled();
    this.guard.restore([]);
    this.adopt(identity);
    this.#journal = new Journal(blockSizeFor(identity.sizeBytes), this.ports.crc32);
    await this.#target?.part.truncate(0);
    this.#settled = true;
  }

  /** The size became known while the bytes stay what they are. */
  learnSize(sizeBytes: number): void {
    this.#identity = { ...this.#identity, sizeBytes };
  }

  /** A digest of this very version became known. */
  learnDigest(digest: Checksum): void {
    this.#identity = { ...this.#identity, digest };
  }

  /** Validators of the source so far say nothing about the next one: from now on overlaps prove the version. */
  loosen(): void {
    this.#identity = loosened(this.#identity);
  }

  /** These bytes are not what they should be: they are missing again. */
  async forget(ranges: readonly ByteRange[]): Promise<void> {
    await this.drain();
    await this.#recorder?.settled();
    const { blockSize } = this.#journal;
    const runs = await remainingRuns(this.#journal.runs(), ranges, this.part, this.ports.crc32);
    this.#journal = Journal.restore(blockSize, this.ports.crc32, runs);
    await this.claim();
  }

  /** @throws {SluiceError} `disk-full` when what is missing does not fit. */
  async requireSpace(directory: string): Promise<void> {
    // A small one learns it from its only write.
    if (this.#identity.sizeBytes === null || this.#identity.sizeBytes <= NO_CHECKPOINT_BYTES) return;
    await requireSpace(directory, this.#identity.sizeBytes - this.coveredBytes);
  }

  written(offset: number, buffers: readonly Uint8Array[]): void {
    this.#journal.append(offset, buffers);
  }

  /** Everything that was received goes to the file. */
  async drain(): Promise<void> {
    await Promise.all([...this.writers].map((writer) => writer.drain()));
  }

  /** Marks the part file as ours before its first byte, so that a kill right after does not orphan it. */
  async claim(): Promise<void> {
    if (this.#worthCheckpoint) await this.#recorder?.saveInPassing();
  }

  /** Sends gathered bytes to the file, however few: a slow connection must not keep them from the checkpoint. */
  flush(): void {
    for (const writer of this.writers) writer.flush();
  }

  /** It takes long enough for a kill to hit it: from now on even a small file has checkpoints, and its part an owner. */
  outlast(): void {
    this.#lasting = true;
  }

  /**
   * A checkpoint in passing, of what is in the file by now. It waits for no write: under steady traffic to a slow disk
   * there is always one.
   * @returns false when the overlap of two segments shows that they are of different versions
   */
  async checkpoint(): Promise<boolean> {
    if (this.#worthCheckpoint) await this.#recorder?.saveInPassing();
    return this.#target === null || (await this.guard.check(this.#target.part, () => this.#journal.ranges()));
  }

  /** The last checkpoint of a run, then everything is closed. The part file stays if there is anything in it. */
  async close(): Promise<void> {
    const target = this.#target;
    if (!target) return;
    this.#target = null;
    try {
      await this.drain();
      if (!this.#settled) return;
      if (this.coveredBytes > 0) await this.#recorder?.saveAtStop();
      else await this.#removeEmpty(target);
    } finally {
      await target.part.close();
    }
  }

  /** The file is published: closes, and removes the part file's own name and the checkpoint. */
  async discard(): Promise<void> {
    const target = this.#target;
    await this.abandon();
    if (!target) return;
    await removeFile(target.part.path);
    await target.store.remove();
  }

  /** Closes without a checkpoint; the caller has published or deletes the part file. */
  async abandon(): Promise<void> {
    const target = this.#target;
    if (!target) return;
    this.#target = null;
    await this.drain();
    await this.#recorder?.settled();
    await target.part.close();
  }

  /** Flushes a complete file and makes sure that it is where it should be. @throws {SluiceError} */
  async seal(): Promise<void> {
    const size = this.#identity.sizeBytes ?? 0;
    if (this.coveredBytes !== size)
      throw new SluiceError('internal', `${String(this.coveredBytes)} of ${String(size)} bytes`);
    if (this.#worthCheckpoint) await this.#recorder?.saveAtStop();
    else await this.part.flush();
    await this.#recorder?.settled();
    // Before the truncation, which would make a file that was cut meanwhile as long as it should be.
    const length = await this.part.assertInPlace(size);
    await assertWhole(this.part.path, size, this.#journal.runs());
    if (length > size) await this.part.truncate(size);
  }

  async #removeEmpty(target: Target): Promise<void> {
    await this.#recorder?.settled();
    await removeFile(target.part.path);
    await target.store.remove();
  }

  get #worthCheckpoint(): boolean {
    const { sizeBytes } = this.#identity;
    return this.#lasting || sizeBytes === null || sizeBytes > NO_CHECKPOINT_BYTES;
  }
}
