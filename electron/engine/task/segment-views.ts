import type { SegmentSnapshot, SegmentState } from '../../../shared/download.ts';
import type { ByteRange } from '../../../shared/ranges.ts';
import { isDone, type Segment, type SegmentPlan } from '../plan/segment-plan.ts';
import type { Carrier } from './carrier.ts';

/** A connection is shown as stalled after so long without a byte, in ms; far before it is given up. */
const STALLED_MS = 3_000;
/** Past this many, neighbours that are done are shown as one: nobody can tell them apart any more. */
const MAX_VIEWS = 160;
/** Ids of ranges from earlier rounds begin here, so that they never meet a segment's. */
const BASE_ID = 1_000_000;

/** One moment by both clocks, ms. */
interface Instant {
  readonly now: number;
  readonly wallNow: number;
}

function stateOf(segment: Segment, carrier: Carrier | undefined, now: number): SegmentState {
  if (isDone(segment)) return 'done';
  if (!carrier) return segment.attempts > 0 ? 'waiting' : 'idle';
  if (!carrier.accepted) return 'connecting';
  const silent = now - carrier.attempt.lastActiveAt > STALLED_MS && !carrier.attempt.paused;
  return silent ? 'stalled' : 'active';
}

/** The number of a range's source; `atWork`: the one a connection is open to. */
type NumberOf = (range: ByteRange, atWork: string | null) => number | null;

/**
 * What the window draws: every segment where it lies.
 * @param base ranges that were on disk before the plan was made, in normal form
 */
export function segmentViews(
  base: readonly ByteRange[],
  plan: SegmentPlan | null,
  carriers: ReadonlySet<Carrier>,
  instant: Instant,
  sourceOf: NumberOf,
): SegmentSnapshot[] {
  const { now } = instant;
  const byId = new Map<number, Carrier>();
  for (const carrier of carriers) {
    const rival = byId.get(carrier.segment.id);
    // Of those that race for a segment, the fastest is shown.
    if (!rival || rival.meter.bytesPerSecond <= carrier.meter.bytesPerSecond) byId.set(carrier.segment.id, carrier);
  }
  const done = base.map((range, index) => ({ ...doneView(BASE_ID + index, range), source: sourceOf(range, null) }));
  const live = (plan?.segments ?? []).map((segment): SegmentSnapshot => {
    const carrier = byId.get(segment.id);
    return {
      id: segment.id,
      start: segment.start,
      end: segment.end,
      position: segment.position - (carrier?.intake.backlogBytes ?? 0),
      state: stateOf(segment, carrier, now),
      bytesPerSecond: Math.round(carrier?.meter.bytesPerSecond ?? 0),
      attempts: segment.attempts,
      host: carrier?.host ?? null,
      source: sourceOf(segment, carrier?.source.id ?? null),
      httpVersion: carrier?.attempt.httpVersion ?? null,
      retryAt: retryAtOf(segment, instant),
    };
  });
  const views = [...done, ...live].sort((a, b) => a.start - b.start);
  return views.length > MAX_VIEWS ? joinDone(views) : views;
}

/** A part file nobody works on: what is there and what is missing. */
export function restingViews(covered: readonly ByteRange[], missing: readonly ByteRange[]): SegmentSnapshot[] {
  const done = covered.map((range, index) => doneView(BASE_ID + index, range));
  const idle = missing.map((range, index): SegmentSnapshot => ({
    ...doneView(index, range),
    position: range.start,
    state: 'idle',
  }));
  return [...done, ...idle].sort((a, b) => a.start - b.start);
}

/** When a segment that waits is tried again, ms since 1970. */
function retryAtOf(segment: Segment, { now, wallNow }: Instant): number | null {
  const waits = segment.readers === 0 && !isDone(segment) && segment.notBefore > now;
  // In tenths of a second: two clocks read one after the other must not make it flicker.
  return waits ? Math.round((wallNow + segment.notBefore - now) / 100) * 100 : null;
}

const doneView = (id: number, range: ByteRange): SegmentSnapshot => ({
  id,
  start: range.start,
  end: range.end,
  position: range.end,
  state: 'done',
  bytesPerSecond: 0,
  attempts: 0,
  host: null,
  source: null,
  httpVersion: null,
  retryAt: null,
});

function joinDone(views: readonly SegmentSnapshot[]): SegmentSnapshot[] {
  const joined: SegmentSnapshot[] = [];
  for (const view of views) {
    const last = joined.at(-1);
    if (last?.state === 'done' && view.state === 'done' && last.end === view.start && last.source === view.source) {
      joined[joined.length - 1] = { ...last, end: view.end, position: view.end };
    } else joined.push(view);
  }
  return joined;
}

/** The same segment once nobody works on it. */
export const atRest = (view: SegmentSnapshot): SegmentSnapshot => ({
  ...view,
  state: view.state === 'done' ? 'done' : 'idle',
  bytesPerSecond: 0,
  host: null,
  httpVersion: null,
  retryAt: null,
});
