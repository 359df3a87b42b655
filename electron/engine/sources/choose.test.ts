import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseSource } from './choose.ts';

const rate = fc.double({ min: 0, max: 1e10, noNaN: true });
const source = fc.record({
  bytesPerSecond: fc.option(rate, { nil: null }),
  connections: fc.nat(64),
});
const sources = fc.array(source, { minLength: 1, maxLength: 8 });

/** The sources in the order in which so many connections are opened, each measured as soon as it is. */
function spread(rates: readonly number[], connections: number): number[] {
  const counts = rates.map(() => 0);
  for (let i = 0; i < connections; i += 1) {
    const states = rates.map((bytesPerSecond, index) => ({ bytesPerSecond, connections: counts[index] ?? 0, index }));
    const chosen = chooseSource(states)?.index ?? 0;
    counts[chosen] = (counts[chosen] ?? 0) + 1;
  }
  return counts;
}

describe('chooseSource', () => {
  test('none of none; one of one', () => {
    expect(chooseSource([])).toBeNull();
    fc.assert(
      fc.property(source, (only) => {
        expect(chooseSource([only])).toBe(only);
      }),
    );
  });

  test('one that nobody has tried goes first', () => {
    fc.assert(
      fc.property(sources, (given) => {
        const untried = given.find((each) => each.bytesPerSecond === null && each.connections === 0);
        fc.pre(untried !== undefined);
        expect(chooseSource(given)).toBe(untried);
      }),
    );
  });

  test('what is chosen stays chosen when it gets faster, or has fewer connections', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ bytesPerSecond: rate, connections: fc.nat(64) }), { minLength: 1 }),
        rate,
        (given, more) => {
          const chosen = chooseSource(given);
          if (!chosen) throw new Error('none');
          for (const better of [
            { ...chosen, bytesPerSecond: chosen.bytesPerSecond + more },
            { ...chosen, connections: Math.max(0, chosen.connections - 1) },
          ]) {
            expect(chooseSource(given.map((each) => (each === chosen ? better : each)))).toBe(better);
          }
        },
      ),
    );
  });

  test('connections stand in proportion to speed, within one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 }),
        fc.nat(64),
        (rates, n) => {
          const total = rates.reduce((sum, each) => sum + each, 0);
          const counts = spread(rates, n);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(n);
          // The method of D'Hondt never gives less than the share rounded down.
          rates.forEach((each, index) => {
            expect(counts[index]).toBeGreaterThanOrEqual(Math.floor((n * each) / total));
          });
        },
      ),
    );
    expect(spread([12, 1], 4)).toEqual([4, 0]);
    expect(spread([5, 5], 4)).toEqual([2, 2]);
  });
});
