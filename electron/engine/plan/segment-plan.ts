import { rangeLength, type ByteRange } from '../../../shared/ranges.ts';

/** One segment: [start, end) of the file, of which [start, position) has been received. Bytes. */
export interface Segment {
  readonly id: number;
  readonly start: number;
  /** Exclusive. Shrinks when another connection takes the rear half, grows when the segment absorbs its neighbour. */
  end: number;
  position: number;
  /** A connection works on it. */
  owned: boolean;
  /** Monotonic ms before which nobody should try it again. */
  notBefore: number;
  /** Attempts begun at it. */
  attempts: number;
  /** Attempts in a row that brought no byte. */
  failures: number;
}

export const remaining = (segment: Segment): number => segment.end - segment.position;
export const isDone = (segment: Segment): boolean => segment.position >= segment.end;

export interface SplitPolicy {
  /** Neither half of a split is smaller, in bytes. */
  readonly minBytes: number;
  /** Splits are put on multiples of this where the halves allow it, in bytes. */
  readonly alignBytes: number;
  /** Seconds a segment still takes, by the speed of its connection; infinite when it has none yet. */
  readonly etaSeconds: (segment: Segment) => number;
  /** A segment that is done sooner is left alone: a new connection would come too late. */
  readonly minEtaSeconds: number;
}

/**
 * Who owns which bytes. Segments are disjoint, in file order, and together cover exactly the bytes the plan was made
 * for, after every operation: no byte is lost and none is owned twice.
 */
export class SegmentPlan {
  readonly #segments: Segment[] = [];
  #nextId = 0;

  /** @param holes what is to be fetched, in normal form. */
  constructor(holes: readonly ByteRange[]) {
    for (const hole of holes) this.#insert(this.#segments.length, hole);
  }

  /** In file order. */
  get segments(): readonly Segment[] {
    return this.#segments;
  }

  get done(): boolean {
    return this.#segments.every(isDone);
  }

  /** Bytes not yet received. */
  get remainingBytes(): number {
    return this.#segments.reduce((sum, segment) => sum + remaining(segment), 0);
  }

  /** A segment nobody works on that may be tried at `now`, first in file order; it is owned from then on. */
  takeIdle(now: number): Segment | null {
    const segment = this.#segments.find(
      (candidate) => !candidate.owned && !isDone(candidate) && candidate.notBefore <= now,
    );
    return segment ? own(segment) : null;
  }

  /** The rear half of what remains of the owned segment with the longest ETA; owned from then on. */
  split(policy: SplitPolicy): Segment | null {
    let victim: Segment | null = null;
    let longest = policy.minEtaSeconds;
    for (const segment of this.#segments) {
      if (!segment.owned || remaining(segment) < 2 * policy.minBytes) continue;
      const eta = policy.etaSeconds(segment);
      // Among segments without a speed yet, the one with most left.
      const longer = eta > longest || (eta === longest && victim !== null && remaining(segment) > remaining(victim));
      if (!longer) continue;
      victim = segment;
      longest = eta;
    }
    if (!victim) return null;
    const at = splitPoint(victim, policy);
    const rear = { start: at, end: victim.end };
    victim.end = at;
    return own(this.#insert(this.#segments.indexOf(victim) + 1, rear));
  }

  /**
   * Lets a connection that has reached the end of its segment go on into the next one, as far as its request reaches
   * (`limit`, exclusive), if nobody has begun that one. Saves a request, and keeps a server usable whose further ranges
   * turned out to be wrong. Returns whether the segment has grown.
   */
  absorb(segment: Segment, limit: number): boolean {
    const index = this.#segments.indexOf(segment) + 1;
    const next = this.#segments[index];
    if (!next || next.owned || next.start !== segment.end || next.position !== next.start || isDone(next)) return false;
    if (limit <= segment.end) return false;
    if (next.end <= limit) {
      segment.end = next.end;
      this.#segments.splice(index, 1);
    } else {
      this.#segments.splice(index, 1);
      segment.end = limit;
      this.#insert(index, { start: limit, end: next.end });
    }
    return true;
  }

  release(segment: Segment, notBefore: number): void {
    segment.owned = false;
    segment.notBefore = notBefore;
  }

  /** Earliest monotonic ms at which an unowned segment may be tried, or `null` when there is none. */
  nextDue(): number | null {
    const due = this.#segments
      .filter((segment) => !segment.owned && !isDone(segment))
      .map((segment) => segment.notBefore);
    return due.length === 0 ? null : Math.min(...due);
  }

  #insert(index: number, range: ByteRange): Segment {
    const segment: Segment = {
      id: this.#nextId,
      start: range.start,
      end: range.end,
      position: range.start,
      owned: false,
      notBefore: 0,
      attempts: 0,
      failures: 0,
    };
    this.#nextId += 1;
    this.#segments.splice(index, 0, segment);
    return segment;
  }
}

function own(segment: Segment): Segment {
  segment.owned = true;
  return segment;
}

function splitPoint(segment: Segment, policy: SplitPolicy): number {
  const middle = segment.position + Math.ceil(rangeLength({ start: segment.position, end: segment.end }) / 2);
  const aligned = Math.floor(middle / policy.alignBytes) * policy.alignBytes;
  return aligned - segment.position >= policy.minBytes ? aligned : middle;
}
