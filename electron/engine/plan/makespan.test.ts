import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance, isDone, SegmentPlan, type Segment } from './segment-plan.ts';
import { MIN_SPLIT_BYTES } from './segmentable.ts';

const MIB = 2 ** 20;
const HEAD_SECONDS = 0.02;
const STEP_SECONDS = 0.005;

interface Worker {
  /** Bytes per second. */
  readonly rate: number;
  segment: Segment | null;
  at: number;
  /** When its first byte comes, in seconds. */
  from: number;
}

/**
 * Virtual time: connections of given rates on one file, each decision the plan's. What a connection brought last is what
 * it is expected to bring next, as in the fleet.
 * @returns seconds until the last byte, and bytes received in all, those of lost races included
 */
function simulate(sizeBytes: number, rates: readonly number[]): { seconds: number; received: number } {
  const plan = new SegmentPlan([{ start: 0, end: sizeBytes }]);
  const workers = rates.map((rate): Worker => ({ rate, segment: null, at: 0, from: 0 }));
  let received = 0;
  const assign = (now: number): void => {
    for (const worker of workers) {
      if (worker.segment) continue;
      const policy = {
        minBytes: MIN_SPLIT_BYTES,
        safeBytes: 64 * 1024,
        alignBytes: 64 * 1024,
        headSeconds: HEAD_SECONDS,
        minEtaSeconds: Math.max(0.05, 4 * HEAD_SECONDS),
        // Nothing is known before the first connection has carried.
        newRate: now === 0 ? 0 : worker.rate,
        rateOf: (segment: Segment) =>
          now === 0 ? 0 : Math.max(...workers.filter((other) => other.segment === segment).map(({ rate }) => rate)),
      };
      const segment = plan.takeIdle(now) ?? plan.split(policy) ?? plan.race(policy, now);
      if (!segment) continue;
      worker.segment = segment;
      worker.at = segment.position;
      worker.from = now + HEAD_SECONDS;
    }
  };
  let now = 0;
  for (assign(0); !plan.done; now += STEP_SECONDS) {
    for (const worker of workers) {
      const { segment } = worker;
      if (!segment || isDone(segment) || now < worker.from) continue;
      const bytes = Math.round(worker.rate * STEP_SECONDS);
      advance(segment, worker.at, worker.at + bytes);
      worker.at = Math.min(worker.at + bytes, segment.end);
      received += bytes;
    }
    for (const worker of workers) {
      if (!worker.segment || !isDone(worker.segment)) continue;
      plan.release(worker.segment, 0);
      worker.segment = null;
    }
    assign(now);
  }
  return { seconds: now, received };
}

const total = (rates: readonly number[]): number => rates.reduce((sum, rate) => sum + rate, 0);

/** What the time is to the ideal, for a file that takes five seconds then: less would measure latencies. */
function ratio(rates: readonly number[]): number {
  const sizeBytes = Math.round(total(rates) * 5);
  const { seconds, received } = simulate(sizeBytes, rates);
  // Little is fetched twice.
  expect(received / sizeBytes).toBeLessThan(1.05);
  return seconds / 5;
}

const spread = (decades: number): fc.Arbitrary<number[]> =>
  fc.array(
    fc.double({ min: 0, max: decades, noNaN: true }).map((power) => (8 * MIB) / 10 ** power),
    { minLength: 1, maxLength: 24 },
  );

describe('time to the last byte', () => {
  test('a fifth of the connections twelve times slower: within 5 % of the ideal', () => {
    for (const connections of [5, 10, 16, 32]) {
      const rates = Array.from({ length: connections }, (_, index) => (index % 5 === 4 ? (8 * MIB) / 12 : 8 * MIB));
      expect(ratio(rates)).toBeLessThan(1.05);
    }
  });

  test('any rates up to twelve times apart: within 5 % of the ideal', () => {
    fc.assert(
      fc.property(spread(Math.log10(12)), (rates) => {
        expect(ratio(rates)).toBeLessThan(1.05);
      }),
      { numRuns: 60 },
    );
  });

  test('any rates up to a hundred times apart: within 15 %, though least segments are seconds of the slow ones', () => {
    fc.assert(
      fc.property(spread(2), (rates) => {
        expect(ratio(rates)).toBeLessThan(1.15);
      }),
      { numRuns: 60 },
    );
  });
});
