import type { SluiceError } from '../../../shared/failures.ts';
import type { MemoryBudget } from './memory-budget.ts';

/** What a writer needs of a part file. */
export interface PositionedFile {
  write(buffers: readonly Uint8Array[], offset: number, done: (error: SluiceError | null) => void): void;
}

export interface SegmentWriterEvents {
  /** `buffers` are in the file at `offset`. */
  written(offset: number, buffers: readonly Uint8Array[], bytes: number): void;
  failed(error: SluiceError): void;
  /** The backlog has fallen below half of its bound after {@link SegmentWriter.push} said it was full. */
  drained(): void;
}

/** Batches of one segment on their way to the disk at the same time. With one, a fast connection waits for the thread. */
const MAX_IN_FLIGHT = 2;

/**
 * Writes one segment's bytes: gathers them to batches, a few of them on their way to the disk while the next one fills,
 * and says when the backlog is full. Batches may reach the file in any order. Measured over loopback: batches of 256 KiB beat 64 KiB and 1 MiB.
 */
export class SegmentWriter {
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #writingBytes = 0;
  #inFlight = 0;
  #full = false;
  #failed = false;
  #idle: (() => void)[] = [];

  constructor(
    private readonly file: PositionedFile,
    /** Where the next written byte goes. */
    private offset: number,
    private readonly batchBytes: number,
    private readonly budget: MemoryBudget,
    private readonly events: SegmentWriterEvents,
  ) {}

  /** Bytes taken and not yet in the file. */
  get backlogBytes(): number {
    return this.#pendingBytes + this.#writingBytes;
  }

  /** Takes the next bytes of the segment. Returns false when the sender should wait for `drained`. */
  push(chunk: Uint8Array): boolean {
    if (this.#failed) return false;
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.length;
    if (this.backlogBytes === chunk.length) this.budget.count(1);
    this.budget.add(chunk.length);
    if (this.#pendingBytes >= this.budget.batch(this.batchBytes)) this.#write();
    if (this.backlogBytes >= this.budget.share) {
      this.#full = true;
      // Full with less than a batch: waiting for more would be waiting for ever.
      this.#write();
    }
    return !this.#full;
  }

  /** Sends what is gathered on its way even if it is less than a batch. */
  flush(): void {
    this.#write();
  }

  /** Writes what is gathered even if it is less than a batch. Resolves when all of it is in the file, or failed. */
  drain(): Promise<void> {
    this.#write();
    if (this.#inFlight === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle.push(resolve);
    });
  }

  #write(): void {
    if (this.#inFlight >= MAX_IN_FLIGHT || this.#pendingBytes === 0 || this.#failed) return;
    const buffers = this.#pending;
    const bytes = this.#pendingBytes;
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#writingBytes += bytes;
    this.#inFlight += 1;
    const at = this.offset;
    this.offset += bytes;
    this.file.write(buffers, at, (error) => {
      this.#inFlight -= 1;
      this.#writingBytes -= bytes;
      this.#free(bytes);
      if (error) this.#fail(error);
      else this.events.written(at, buffers, bytes);
      this.#goOn();
      // Only now: whoever waits may close the file.
      if (this.#inFlight === 0) this.#settle();
    });
  }

  #goOn(): void {
    if (this.#failed) return;
    // Someone waiting wants everything on disk; otherwise only whole batches go.
    if (this.#idle.length > 0 || this.#full || this.#pendingBytes >= this.budget.batch(this.batchBytes)) this.#write();
    if (this.#full && (this.#inFlight === 0 || this.backlogBytes * 2 <= this.budget.share)) {
      this.#full = false;
      this.events.drained();
    }
  }

  #fail(error: SluiceError): void {
    if (this.#failed) return;
    this.#failed = true;
    const bytes = this.#pendingBytes;
    this.#pendingBytes = 0;
    if (bytes > 0) this.#free(bytes);
    this.#pending = [];
    this.events.failed(error);
  }

  #free(bytes: number): void {
    this.budget.free(bytes);
    if (this.backlogBytes === 0) this.budget.count(-1);
  }

  #settle(): void {
    const waiting = this.#idle;
    this.#idle = [];
    for (const resolve of waiting) resolve();
  }
}
