import type { ByteRange } from '../../../shared/ranges.ts';

/** One segment: [start, end) of the file, of which [start, position) has been received. Bytes. */
export interface Segment {
  readonly id: number;
  readonly start: number;
  /** Exclusive. Shrinks when another connection takes the rear half, grows when the segment absorbs its neighbour. */
  end: number;
  position: number;
  /** Connections at work on it; several race for the same bytes. */
  readers: number;
  /** Monotonic ms before which no further connection should try it. */
  notBefore: number;
  /** Attempts begun at it. */
  attempts: number;
  /** Attempts in a row that brought no byte. */
  failures: number;
  /** Connections in a row that were dropped for being slow. */
  replaced: number;
}

export const remaining = (segment: Segment): number => segment.end - segment.position;
export const isDone = (segment: Segment): boolean => segment.position >= segment.end;

/**
 * Bytes [at, end) came over one of the connections of the segment. What lies beyond its position becomes its own and
 * is the caller's to write: [position before, returned position). What lies before was another connection's, what lies
 * beyond the segment's end is another segment's. So a byte is taken once, by whoever brings it first.
 * @throws {Error} when the bytes leave a gap: a defect.
 */
export function advance(segment: Segment, at: number, end: number): number {
  if (at > segment.position) throw new Error(`Bytes for ${String(at)}, ${String(segment.position)} expected`);
  segment.position = Math.max(segment.position, Math.min(end, segment.end));
  return segment.position;
}

/** What a plan must know of the connections to hand out work. Rates in bytes per second. */
export interface WorkPolicy {
  /** A new segment is not smaller, in bytes: below it a request costs more than it brings. */
  readonly minBytes: number;
  /** Left to the reader of a segment that is split, in bytes: they may be in its socket already. */
  readonly safeBytes: number;
  /** Splits are put on multiples of this where the other bounds allow it, in bytes. */
  readonly alignBytes: number;
  /** From a request to its first byte, in seconds. */
  readonly headSeconds: number;
  /** A segment that is done sooner is left alone: a new connection would come too late. */
  readonly minEtaSeconds: number;
  /** Of the fastest connection at the segment; 0 when it stands still. */
  readonly rateOf: (segment: Segment) => number;
  /** What a further connection will probably bring; 0 when that is not known. */
  readonly newRate: number;
}

/** A race must promise to end a segment in this part of its time, or it is not worth fetching bytes twice. */
const RACE_GAIN = 2;
const MAX_RACERS = 3;

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

  /** A segment nobody works on that may be tried at `now`, first in file order; the caller is at work on it then. */
  takeIdle(now: number): Segment | null {
    const segment = this.#segments.find(
      (candidate) => candidate.readers === 0 && !isDone(candidate) && candidate.notBefore <= now,
    );
    return segment ? join(segment) : null;
  }

  /**
   * The rear of what remains of the segment with the longest ETA, if the caller would end even the least segment
   * sooner; the caller is at work on it then.
   */
  split(policy: WorkPolicy): Segment | null {
    const leastSeconds = policy.newRate === 0 ? 0 : policy.headSeconds + policy.minBytes / policy.newRate;
    const fits = (segment: Segment): boolean =>
      remaining(segment) >= policy.minBytes + policy.safeBytes && eta(segment, policy) > leastSeconds;
    const victim = this.#slowest(fits, policy);
    if (!victim) return null;
    const at = splitPoint(victim, policy);
    const rear = { start: at, end: victim.end };
    victim.end = at;
    return join(this.#insert(this.#segments.indexOf(victim) + 1, rear));
  }

  /**
   * A segment too small to split that a further connection would probably end much sooner; the caller is at work on it
   * too then, from its position on. Whoever brings a byte first owns it, see {@link advance}.
   */
  race(policy: WorkPolicy, now: number): Segment | null {
    if (policy.newRate === 0) return null;
    const pays = (segment: Segment): boolean =>
      segment.readers < MAX_RACERS &&
      segment.notBefore <= now &&
      eta(segment, policy) > RACE_GAIN * (policy.headSeconds + remaining(segment) / policy.newRate);
    const segment = this.#slowest(pays, policy);
    return segment && join(segment);
  }

  #slowest(fits: (segment: Segment) => boolean, policy: WorkPolicy): Segment | null {
    let found: Segment | null = null;
    let longest = policy.minEtaSeconds;
    for (const segment of this.#segments) {
      if (segment.readers === 0 || isDone(segment) || !fits(segment)) continue;
      const seconds = eta(segment, policy);
      // Among segments that stand still, the one with most left.
      const longer = seconds > longest || (seconds === longest && found && remaining(segment) > remaining(found));
      if (!longer) continue;
      found = segment;
      longest = seconds;
    }
    return found;
  }

  /**
   * Lets a connection that has reached the end of its segment go on into the next one, as far as its request reaches
   * (`limit`, exclusive), if nobody has begun that one. Saves a request, and keeps a server usable whose further ranges
   * turned out to be wrong. A segment that is raced for stays as it is. Returns whether the segment has grown.
   */
  absorb(segment: Segment, limit: number): boolean {
    const index = this.#segments.indexOf(segment) + 1;
    const next = this.#segments[index];
    if (!next || next.readers > 0 || next.start !== segment.end || next.position !== next.start) return false;
    if (isDone(next) || limit <= segment.end || segment.readers > 1) return false;
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

  /** One connection leaves the segment; no further one should try it before `notBefore`, monotonic ms. */
  release(segment: Segment, notBefore: number): void {
    segment.readers -= 1;
    segment.notBefore = notBefore;
  }

  #insert(index: number, range: ByteRange): Segment {
    const segment: Segment = {
      id: this.#nextId,
      start: range.start,
      end: range.end,
      position: range.start,
      readers: 0,
      notBefore: 0,
      attempts: 0,
      failures: 0,
      replaced: 0,
    };
    this.#nextId += 1;
    this.#segments.splice(index, 0, segment);
    return segment;
  }
}

/** One more connection is at work on the segment. */
export function join(segment: Segment): Segment {
  segment.readers += 1;
  return segment;
}

function eta(segment: Segment, policy: WorkPolicy): number {
  const rate = policy.rateOf(segment);
  return rate === 0 ? Infinity : remaining(segment) / rate;
}

/** Where both connections end at the same time, the new one beginning `headSeconds` later. */
function splitPoint(segment: Segment, policy: WorkPolicy): number {
  const { newRate, headSeconds, alignBytes, safeBytes, minBytes } = policy;
  const rate = policy.rateOf(segment);
  const left = remaining(segment);
  const share = newRate === 0 ? 0.5 : rate / (rate + newRate);
  const kept = Math.ceil((left + headSeconds * newRate) * share);
  const at = segment.position + Math.max(safeBytes, Math.min(kept, left - minBytes));
  const aligned = Math.floor(at / alignBytes) * alignBytes;
  return aligned - segment.position >= safeBytes ? aligned : at;
}
