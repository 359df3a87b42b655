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

function stateOf(segment: Segment, carrier: Carrier | undefined, now: number): SegmentState {
  if (isDone(segment)) return 'done';
  if (!carrier) return segment.attempts > 0 ? 'waiting' : 'idle';
  if (!carrier.accepted) return 'connecting';
  const silent = now - carrier.attempt.lastActiveAt > STALLED_MS && !carrier.attempt.paused;
  return silent ? 'stalled' : 'active';
}

/**
 * What the window draws: every segment where it lies.
 * @param base ranges that were on disk before the plan was made, in normal form
 * @param now monotonic ms
 */
export function segmentViews(
  base: readonly ByteRange[],
  plan: SegmentPlan | null,
  carriers: ReadonlySet<Carrier>,
  now: number,
): SegmentSnapshot[] {
  const byId = new Map([...carriers].map((carrier) => [carrier.segment.id, carrier]));
  const done = base.map((range, index) => doneView(BASE_ID + index, range));
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

const doneView = (id: number, range: ByteRange): SegmentSnapshot => ({
  id,
  start: range.start,
  end: range.end,
  position: range.end,
  state: 'done',
  bytesPerSecond: 0,
  attempts: 0,
});

function joinDone(views: readonly SegmentSnapshot[]): SegmentSnapshot[] {
  const joined: SegmentSnapshot[] = [];
  for (const view of views) {
    const last = joined.at(-1);
    if (last?.state === 'done' && view.state === 'done' && last.end === view.start) {
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
});
