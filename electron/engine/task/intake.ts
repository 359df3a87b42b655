import type { SluiceError } from '../../../shared/failures.ts';
import type { Segment } from '../plan/segment-plan.ts';
import type { Attempt } from '../transfer/attempt.ts';
import { SegmentWriter } from '../write/segment-writer.ts';
import type { FleetDeps } from './fleet-deps.ts';

/** Where the bytes of a segment go while connections work on it: one writer, however many race for the segment. */
export class Intake {
  readonly #attempts = new Set<Attempt>();
  readonly #writer: SegmentWriter;

  constructor(
    segment: Segment,
    private readonly deps: FleetDeps,
    failed: (error: SluiceError) => void,
  ) {
    this.#writer = new SegmentWriter(deps.file, segment.position, deps.writeBufferBytes, deps.budget, {
      written: (offset, buffers, bytes) => {
        deps.written(offset, buffers, bytes);
      },
      failed,
      drained: () => {
        for (const attempt of this.#attempts) attempt.resume('backlog');
      },
    });
    deps.writers.add(this.#writer);
  }

  /** Bytes received that are not in the file yet. */
  get backlogBytes(): number {
    return this.#writer.backlogBytes;
  }

  join(attempt: Attempt): void {
    this.#attempts.add(attempt);
  }

  /** Takes the next bytes of the segment; false when the disk is behind and the sender should wait. */
  push(bytes: Buffer): boolean {
    return this.#writer.push(bytes);
  }

  /** When the last one leaves, what was received goes to the file. */
  leave(attempt: Attempt): void {
    if (!this.#attempts.delete(attempt) || this.#attempts.size > 0) return;
    void this.#writer.drain().then(() => {
      this.deps.writers.delete(this.#writer);
    });
  }
}
