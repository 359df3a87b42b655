import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { RateLimiter } from './limiter.ts';

const KB = 1_000;
const MB = 1_000_000;

/** A connection that always has more to take. */
class Taker {
  readonly taken: { readonly at: number; readonly bytes: number }[] = [];
  total = 0;
  #leave: (() => void) | null = null;

  constructor(
    private readonly clock: ManualClock,
    private readonly limiter: RateLimiter,
    private readonly chunkBytes = 64 * 1024,
  ) {}

  start(): void {
    for (let rounds = 0; rounds < 10_000; rounds += 1) {
      const bytes = Math.min(this.chunkBytes, this.limiter.sliceBytes);
      if (!this.limiter.take(bytes)) {
        this.#leave = this.limiter.wait(bytes, () => {
          this.#take(bytes);
          this.start();
        });
        return;
      }
      this.#take(bytes);
    }
    throw new Error('Taken without end');
  }

  stop(): void {
    this.#leave?.();
  }

  #take(bytes: number): void {
    this.total += bytes;
    this.taken.push({ at: this.clock.now(), bytes });
  }
}

function setUp(rate: number | null, connections: number, chunkBytes?: number) {
  const clock = new ManualClock();
  const limiter = new RateLimiter(clock, rate);
  const takers = Array.from({ length: connections }, () => new Taker(clock, limiter, chunkBytes));
  return { clock, limiter, takers, total: () => takers.reduce((sum, taker) => sum + taker.total, 0) };
}

/** The most and the least that was taken in any stretch of `ms`. */
function extremes(takers: readonly Taker[], ms: number, end: number): { most: number; least: number } {
  const all = takers.flatMap((taker) => taker.taken).sort((a, b) => a.at - b.at);
  const within = (from: number): number =>
    all.reduce((sum, { at, bytes }) => (at >= from && at < from + ms ? sum + bytes : sum), 0);
  const sums = Array.from({ length: Math.floor((end - ms) / 50) }, (_, index) => within(index * 50));
  return { most: Math.max(...sums), least: Math.min(...sums) };
}

describe.each([100 * KB, MB, 100 * MB])('at %i bytes per second', (rate) => {
  test.each([1, 16, 64])(
    '%i connections together keep within 5 percent over any 5 s, from the first on',
    (connections) => {
      const { clock, takers } = setUp(rate, connections);
      for (const taker of takers) taker.start();
      clock.advance(12_000);
      const { most, least } = extremes(takers, 5_000, 12_000);
      expect(most / (5 * rate)).toBeLessThan(1.05);
      expect(least / (5 * rate)).toBeGreaterThan(0.95);
    },
  );

  test('timers that come late by up to 100 ms cost nothing', () => {
    const { clock, takers, limiter, total } = setUp(rate, 4);
    let late = 0;
    const after = clock.after.bind(clock);
    clock.after = (ms, callback) => after(ms + (late = (late + 37) % 100), callback);
    for (const taker of takers) taker.start();
    clock.advance(10_000);
    expect(total() / (10 * rate)).toBeGreaterThan(0.97);
    expect(total() / (10 * rate)).toBeLessThan(1.03);
    expect(limiter.sliceBytes).toBeLessThanOrEqual(64 * 1024);
  });

  test('the connections share alike', () => {
    const { clock, takers } = setUp(rate, 16);
    for (const taker of takers) taker.start();
    clock.advance(10_000);
    const totals = takers.map((taker) => taker.total);
    expect(Math.min(...totals) / Math.max(...totals)).toBeGreaterThan(0.95);
  });
});

test('a fast limit wakes up a hundred times a second at most, not for every chunk', () => {
  const { clock, takers } = setUp(100 * MB, 16);
  let timers = 0;
  const after = clock.after.bind(clock);
  clock.after = (ms, callback) => {
    timers += 1;
    return after(ms, callback);
  };
  for (const taker of takers) taker.start();
  clock.advance(5_000);
  expect(timers).toBeLessThanOrEqual(501);
});

test('unlimited takes at once and leaves no timer', () => {
  const { clock, limiter } = setUp(null, 0);
  expect(limiter.take(1e12)).toBe(true);
  expect(limiter.sliceBytes).toBe(Infinity);
  expect(clock.pending).toBe(0);
});

test('a limit that is lifted lets everyone go at once, in their order', () => {
  const { clock, limiter } = setUp(KB, 0);
  const order: number[] = [];
  for (const id of [1, 2, 3]) limiter.wait(64 * 1024, () => order.push(id));
  clock.advance(100);
  expect(order).toEqual([]);
  limiter.setRate(null);
  expect(order).toEqual([1, 2, 3]);
  expect(clock.pending).toBe(0);
});

test('a limit that is raised or lowered holds for those who wait already', () => {
  const { clock, limiter } = setUp(KB, 0);
  let granted = 0;
  // Cut for another rate: 64 s of this one.
  limiter.wait(64 * 1024, () => (granted = clock.now()));
  limiter.setRate(MB);
  clock.advance(1_000);
  expect(granted).toBeGreaterThan(50);
  expect(granted).toBeLessThan(80);
  limiter.setRate(KB);
  expect(limiter.take(256) && limiter.take(256)).toBe(false);
});

test('whoever leaves the line is not served, and the last one takes the timer along', () => {
  const { clock, limiter } = setUp(KB, 0);
  let served = 0;
  const leave = limiter.wait(256, () => (served += 1));
  limiter.wait(256, () => (served += 1))();
  leave();
  leave();
  expect(clock.pending).toBe(0);
  clock.advance(10_000);
  expect(served).toBe(0);
});

test('whatever is changed meanwhile: never more than the rates allow, never idle while someone waits', () => {
  const step = fc.record({
    rate: fc.constantFrom(KB, 50 * KB, 3 * MB, 80 * MB),
    ms: fc.integer({ min: 1, max: 2_000 }),
  });
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 20 }),
      (steps, connections) => {
        const { clock, limiter, takers, total } = setUp(steps[0]?.rate ?? KB, connections, 16 * 1024);
        for (const taker of takers) taker.start();
        let allowed = 0;
        let credit = 0;
        for (const { rate, ms } of steps) {
          limiter.setRate(rate);
          clock.advance(ms);
          allowed += (rate * ms) / 1000;
          // Slices cut for a faster rate than the one they are granted at, once for each connection.
          credit = Math.max(credit, connections * Math.min(16 * 1024, rate / 40));
          expect(total()).toBeLessThanOrEqual(allowed + 256 * connections + credit);
        }
        const least = (steps.at(-1)?.ms ?? 0) > 1_000 ? (steps.at(-1)?.rate ?? 0) * 0.5 : 0;
        if (steps.length === 1) expect(total()).toBeGreaterThanOrEqual(least);
        for (const taker of takers) taker.stop();
        expect(clock.pending).toBe(0);
      },
    ),
    { numRuns: 200 },
  );
});
