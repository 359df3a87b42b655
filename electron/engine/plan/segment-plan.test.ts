import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { missingRanges, normalizeRanges, totalLength, type ByteRange } from '../../../shared/ranges.ts';
import { isDone, remaining, SegmentPlan, type Segment, type SplitPolicy } from './segment-plan.ts';

const policy: SplitPolicy = {
  minBytes: 10,
  alignBytes: 16,
  etaSeconds: (segment) => remaining(segment),
  minEtaSeconds: 1,
};

/** Segments are disjoint and in order, and together with nothing else are exactly `holes`. */
function expectExact(plan: SegmentPlan, holes: readonly ByteRange[]): void {
  let last = -1;
  for (const segment of plan.segments) {
    expect(segment.start).toBeGreaterThanOrEqual(last);
    expect(segment.position).toBeGreaterThanOrEqual(segment.start);
    expect(segment.position).toBeLessThanOrEqual(segment.end);
    last = segment.end;
  }
  expect(normalizeRanges(plan.segments)).toEqual(normalizeRanges(holes));
  expect(totalLength(plan.segments)).toBe(totalLength(holes));
}

type Step = {
  readonly kind: 'take' | 'split' | 'receive' | 'release' | 'absorb';
  readonly pick: number;
  readonly amount: number;
};

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('take', 'split', 'receive', 'receive', 'release', 'absorb'),
    pick: fc.nat(50),
    amount: fc.nat(400),
  }),
  { maxLength: 120 },
);
const holes = fc
  .array(fc.tuple(fc.nat(5000), fc.integer({ min: 1, max: 2000 })), { minLength: 1, maxLength: 6 })
  // Far past 2^32, so that no arithmetic is done in 32 bits.
  .map((list) =>
    normalizeRanges(list.map(([start, length]) => ({ start: start + 2 ** 33, end: start + 2 ** 33 + length }))),
  );

function act(plan: SegmentPlan, step: Step): void {
  const owned = plan.segments.filter((segment) => segment.owned);
  const segment = owned[step.pick % Math.max(1, owned.length)];
  if (step.kind === 'take') plan.takeIdle(0);
  else if (step.kind === 'split') plan.split(policy);
  else if (!segment) return;
  else if (step.kind === 'receive') segment.position = Math.min(segment.end, segment.position + step.amount);
  else if (step.kind === 'release') plan.release(segment, 0);
  else if (isDone(segment)) plan.absorb(segment, segment.end + step.amount);
}

describe('SegmentPlan', () => {
  test('under any interleaving no byte is lost and none is owned twice', () => {
    fc.assert(
      fc.property(holes, steps, (open, script) => {
        const plan = new SegmentPlan(open);
        for (const step of script) {
          act(plan, step);
          expectExact(plan, open);
        }
      }),
    );
  });

  test('connections that keep taking and receiving finish every plan', () => {
    fc.assert(
      fc.property(holes, fc.integer({ min: 1, max: 8 }), (open, connections) => {
        const plan = new SegmentPlan(open);
        const working = new Set<Segment>();
        for (let round = 0; !plan.done && round < 100_000; round += 1) {
          while (working.size < connections) {
            const segment = plan.takeIdle(0) ?? plan.split(policy);
            if (!segment) break;
            working.add(segment);
          }
          for (const segment of working) {
            segment.position = Math.min(segment.end, segment.position + 7);
            if (!isDone(segment)) continue;
            plan.release(segment, 0);
            working.delete(segment);
          }
        }
        expect(plan.done).toBe(true);
        expectExact(plan, open);
      }),
      { numRuns: 30 },
    );
  });

  test('the segment with the longest ETA is split, and what its reader may have claimed stays with it', () => {
    const plan = new SegmentPlan([{ start: 0, end: 1000 }]);
    const first = plan.takeIdle(0) as Segment;
    const second = plan.split({ ...policy, etaSeconds: () => Infinity }) as Segment;
    expect([first.end, second.start, second.end]).toEqual([496, 496, 1000]);
    first.position = 100;
    second.position = 900;
    const third = plan.split(policy) as Segment;
    expect(third.end).toBe(496);
    expect(third.start).toBeGreaterThan(first.position + policy.minBytes);
  });

  test('what is too small, or done too soon, is left alone', () => {
    const plan = new SegmentPlan([{ start: 0, end: 19 }]);
    plan.takeIdle(0);
    expect(plan.split(policy)).toBeNull();
    const soon = new SegmentPlan([{ start: 0, end: 1000 }]);
    soon.takeIdle(0);
    expect(soon.split({ ...policy, etaSeconds: () => 0.9 })).toBeNull();
  });

  test('a segment that waits is not taken before its time', () => {
    const plan = new SegmentPlan([{ start: 0, end: 100 }]);
    const segment = plan.takeIdle(0) as Segment;
    plan.release(segment, 500);
    expect(plan.takeIdle(499)).toBeNull();
    expect(plan.takeIdle(500)).toBe(segment);
  });

  test('a reader goes on into a neighbour that nobody has begun, as far as its request reaches', () => {
    const plan = new SegmentPlan([{ start: 0, end: 1000 }]);
    const first = plan.takeIdle(0) as Segment;
    const second = plan.split({ ...policy, etaSeconds: () => Infinity }) as Segment;
    first.position = first.end;
    expect(plan.absorb(first, 1000)).toBe(false);
    plan.release(second, 0);
    expect(plan.absorb(first, 600)).toBe(true);
    expect(first.end).toBe(600);
    first.position = 600;
    expect(plan.absorb(first, 600)).toBe(false);
    expect(plan.absorb(first, 5000)).toBe(true);
    expect(first.end).toBe(1000);
  });
});

test('missing ranges are what covered ranges leave open', () => {
  const whole = { start: 0, end: 100 };
  expect(
    missingRanges(whole, [
      { start: 0, end: 10 },
      { start: 50, end: 100 },
    ]),
  ).toEqual([{ start: 10, end: 50 }]);
  expect(missingRanges(whole, [])).toEqual([whole]);
  expect(missingRanges(whole, [whole])).toEqual([]);
});
