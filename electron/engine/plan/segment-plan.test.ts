import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { missingRanges, normalizeRanges, totalLength, type ByteRange } from '../../../shared/ranges.ts';
import { advance, isDone, remaining, SegmentPlan, type Segment, type WorkPolicy } from './segment-plan.ts';

const policy: WorkPolicy = {
  minBytes: 10,
  safeBytes: 10,
  alignBytes: 16,
  headSeconds: 0,
  minEtaSeconds: 1,
  rateOf: () => 1,
  newRate: 1,
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

/** One connection at work: `at` is where in the file its next byte belongs. */
interface Reader {
  readonly segment: Segment;
  at: number;
}

/** Connections on a plan, and how often each byte was written. */
class Site {
  readonly plan: SegmentPlan;
  readonly readers: Reader[] = [];
  readonly written: ByteRange[] = [];

  constructor(holes: readonly ByteRange[]) {
    this.plan = new SegmentPlan(holes);
  }

  begin(segment: Segment | null): void {
    if (segment) this.readers.push({ segment, at: segment.position });
  }

  receive(reader: Reader, bytes: number): void {
    const { segment } = reader;
    const from = segment.position;
    const to = advance(segment, reader.at, reader.at + bytes);
    if (to > from) this.written.push({ start: from, end: to });
    reader.at = Math.min(reader.at + bytes, segment.end);
    if (!isDone(segment)) return;
    for (const other of this.readers.filter((candidate) => candidate.segment === segment)) this.leave(other, 0);
  }

  leave(reader: Reader, notBefore: number): void {
    this.readers.splice(this.readers.indexOf(reader), 1);
    this.plan.release(reader.segment, notBefore);
  }
}

type Step = {
  readonly kind: 'take' | 'split' | 'race' | 'receive' | 'fail' | 'absorb';
  readonly pick: number;
  readonly amount: number;
};

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('take', 'split', 'race', 'race', 'receive', 'receive', 'receive', 'fail', 'absorb'),
    pick: fc.nat(50),
    amount: fc.nat(400),
  }),
  { maxLength: 150 },
);
const holes = fc
  .array(fc.tuple(fc.nat(5000), fc.integer({ min: 1, max: 2000 })), { minLength: 1, maxLength: 6 })
  // Far past 2^32, so that no arithmetic is done in 32 bits.
  .map((list) =>
    normalizeRanges(list.map(([start, length]) => ({ start: start + 2 ** 33, end: start + 2 ** 33 + length }))),
  );

function act(site: Site, step: Step): void {
  const { plan, readers } = site;
  const reader = readers[step.pick % Math.max(1, readers.length)];
  if (step.kind === 'take') site.begin(plan.takeIdle(0));
  else if (step.kind === 'split') site.begin(plan.split(policy));
  else if (step.kind === 'race') site.begin(plan.race({ ...policy, newRate: 1000 }, 0));
  else if (!reader) return;
  else if (step.kind === 'receive') site.receive(reader, step.amount);
  else if (step.kind === 'fail') site.leave(reader, 0);
  else {
    // A connection at the end of its segment goes on as far as its reply reaches.
    const { segment } = reader;
    if (segment.readers === 1) site.receive(reader, remaining(segment));
    if (isDone(segment)) plan.absorb(segment, segment.end + step.amount);
  }
}

describe('SegmentPlan', () => {
  test('under any interleaving of progress, splits, failures and races no byte is lost and none is written twice', () => {
    fc.assert(
      fc.property(holes, steps, (open, script) => {
        const site = new Site(open);
        for (const step of script) {
          act(site, step);
          expectExact(site.plan, open);
          for (const segment of site.plan.segments) {
            expect(segment.readers).toBe(site.readers.filter((reader) => reader.segment === segment).length);
          }
        }
        // What is written is what segments count as received, each byte once.
        const received = site.plan.segments.map(({ start, position }) => ({ start, end: position }));
        expect(normalizeRanges(site.written)).toEqual(
          normalizeRanges(received.filter((range) => range.end > range.start)),
        );
        expect(totalLength(site.written)).toBe(totalLength(received));
      }),
      { numRuns: 400 },
    );
  });

  test('connections that keep taking and receiving finish every plan', () => {
    fc.assert(
      fc.property(holes, fc.integer({ min: 1, max: 8 }), (open, connections) => {
        const site = new Site(open);
        for (let round = 0; !site.plan.done && round < 100_000; round += 1) {
          while (site.readers.length < connections) {
            const before = site.readers.length;
            site.begin(site.plan.takeIdle(0) ?? site.plan.split(policy) ?? site.plan.race(policy, 0));
            if (site.readers.length === before) break;
          }
          for (const reader of [...site.readers]) if (reader.segment.readers > 0) site.receive(reader, 7);
        }
        expect(site.plan.done).toBe(true);
        expectExact(site.plan, open);
        expect(totalLength(site.written)).toBe(totalLength(open));
      }),
      { numRuns: 30 },
    );
  });

  test('the segment with the longest ETA is split where both connections end together', () => {
    const plan = new SegmentPlan([{ start: 0, end: 1200 }]);
    const first = plan.takeIdle(0) as Segment;
    const second = plan.split({ ...policy, newRate: 0, rateOf: () => 0 }) as Segment;
    expect([first.end, second.start, second.end]).toEqual([592, 592, 1200]);
    // Fewer bytes are left to it, but it is slower by more than that.
    first.position = 392;
    const rateOf = (segment: Segment): number => (segment === first ? 1 : 12);
    const third = plan.split({ ...policy, rateOf, newRate: 3 }) as Segment;
    expect(first.end).toBe(432);
    expect([third.start, third.end]).toEqual([432, 592]);
  });

  test('what its reader has in its socket stays with it; one that stands still keeps no more than that', () => {
    const plan = new SegmentPlan([{ start: 0, end: 1000 }]);
    const first = plan.takeIdle(0) as Segment;
    first.position = 100;
    plan.split({ ...policy, safeBytes: 60, rateOf: () => 0 });
    expect(first.end).toBe(160);
  });

  test('a new segment is worth a request: it gets the bytes its connection needs for the head of a reply less', () => {
    const plan = new SegmentPlan([{ start: 0, end: 1000 }]);
    const first = plan.takeIdle(0) as Segment;
    plan.split({ ...policy, alignBytes: 1, headSeconds: 200, minEtaSeconds: 0 });
    expect(first.end).toBe(600);
  });

  test('what is too small, or done too soon, is left alone', () => {
    const plan = new SegmentPlan([{ start: 0, end: 19 }]);
    plan.takeIdle(0);
    expect(plan.split(policy)).toBeNull();
    const soon = new SegmentPlan([{ start: 0, end: 1000 }]);
    soon.takeIdle(0);
    expect(soon.split({ ...policy, rateOf: () => 1100 })).toBeNull();
  });

  test('a segment that waits is not taken, and not raced for, before its time', () => {
    const plan = new SegmentPlan([{ start: 0, end: 100 }]);
    const segment = plan.takeIdle(0) as Segment;
    plan.release(segment, 500);
    expect(plan.takeIdle(499)).toBeNull();
    expect(plan.takeIdle(500)).toBe(segment);
    expect(plan.race({ ...policy, newRate: 10 }, 499)).toBeNull();
  });

  test('a race begins only where it promises to end in half the time, and has three runners at most', () => {
    const plan = new SegmentPlan([{ start: 0, end: 15 }]);
    const segment = plan.takeIdle(0) as Segment;
    expect(plan.race({ ...policy, newRate: 2 }, 0)).toBeNull();
    expect(plan.race({ ...policy, newRate: 3, headSeconds: 4 }, 0)).toBeNull();
    expect(plan.race({ ...policy, newRate: 3 }, 0)).toBe(segment);
    expect(plan.race({ ...policy, newRate: 3 }, 0)).toBe(segment);
    expect(plan.race({ ...policy, newRate: 100 }, 0)).toBeNull();
    expect(plan.absorb(segment, 1000)).toBe(false);
  });

  test('a reader that is behind brings nothing new; one that is ahead of the segment is a defect', () => {
    const [segment] = new SegmentPlan([{ start: 10, end: 100 }]).segments as [Segment];
    expect(advance(segment, 10, 40)).toBe(40);
    expect(advance(segment, 10, 30)).toBe(40);
    expect(advance(segment, 30, 200)).toBe(100);
    expect(() => advance(segment, 101, 102)).toThrow();
  });

  test('a reader goes on into a neighbour that nobody has begun, as far as its request reaches', () => {
    const plan = new SegmentPlan([{ start: 0, end: 1000 }]);
    const first = plan.takeIdle(0) as Segment;
    const second = plan.split({ ...policy, newRate: 0, rateOf: () => 0 }) as Segment;
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
