import type { SluiceError } from '../../../shared/failures.ts';
import { isDone, type Segment, type SegmentPlan } from '../plan/segment-plan.ts';
import { RateMeter } from '../rate/meter.ts';
import type { Attempt } from '../transfer/attempt.ts';
import { SegmentWriter } from '../write/segment-writer.ts';
import type { FleetDeps } from './fleet-deps.ts';

/** One connection at work: a segment, the attempt at it, and the writer of its bytes. */
export class Carrier {
  readonly meter: RateMeter;
  /** The reply was judged to be the bytes asked for. */
  accepted = false;
  /** Everything of the segment has arrived and the reply is about to end by itself: since when, monotonic ms. */
  completeSince: number | null = null;
  readonly #writer: SegmentWriter;
  readonly #overlap: Buffer[] = [];
  readonly #from: number;

  /** @param overlapBytes bytes at the head of the body that belong to another segment and only prove the version */
  constructor(
    readonly segment: Segment,
    readonly attempt: Attempt,
    private overlapBytes: number,
    private readonly plan: SegmentPlan,
    private readonly deps: FleetDeps,
    failed: (error: SluiceError) => void,
  ) {
    this.#from = segment.position;
    this.meter = new RateMeter(deps.ports.clock.now());
    this.#writer = new SegmentWriter(deps.file, segment.position, deps.writeBufferBytes, deps.budget, {
      written: (offset, buffers, bytes) => {
        deps.written(offset, buffers, bytes);
      },
      failed: (error) => {
        failed(error);
      },
      drained: () => {
        attempt.resume('backlog');
      },
    });
    deps.writers.add(this.#writer);
  }

  /** New bytes came; those of an overlap are not new. */
  get brought(): boolean {
    return this.segment.position > this.#from;
  }

  /** The reply's body begins exactly at the segment's position. */
  get atPosition(): boolean {
    return this.overlapBytes === 0;
  }

  /** Bytes received that are not in the file yet. */
  get backlogBytes(): number {
    return this.#writer.backlogBytes;
  }

  /** Takes bytes of the body. Returns true when the segment is complete. */
  deliver(received: Buffer): boolean {
    const { segment, attempt } = this;
    let chunk = this.overlapBytes > 0 ? this.#takeOverlap(received) : received;
    while (chunk.length > 0) {
      const piece = chunk.subarray(0, segment.end - segment.position);
      if (piece.length > 0) {
        segment.position += piece.length;
        this.meter.add(piece.length);
        this.deps.received(piece.length);
        if (!this.#writer.push(piece)) attempt.pause('backlog');
        chunk = chunk.subarray(piece.length);
      }
      const reach = attempt.replyEnd ?? Number.MAX_SAFE_INTEGER;
      if (isDone(segment) && !this.plan.absorb(segment, reach)) return true;
    }
    return false;
  }

  /** Ends the connection; what was received still goes to the file. */
  retire(): void {
    this.attempt.abort();
    void this.#writer.drain().then(() => {
      this.deps.writers.delete(this.#writer);
    });
  }

  #takeOverlap(chunk: Buffer): Buffer {
    const head = chunk.subarray(0, this.overlapBytes);
    this.#overlap.push(head);
    this.overlapBytes -= head.length;
    if (this.overlapBytes === 0) {
      const bytes = Buffer.concat(this.#overlap);
      this.#overlap.length = 0;
      this.deps.guard.expect(this.segment.position - bytes.length, bytes);
    }
    return chunk.subarray(head.length);
  }
}
