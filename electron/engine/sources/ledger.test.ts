import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizeRanges, type ByteRange } from '../../../shared/ranges.ts';
import { Ledger, without } from './ledger.ts';

const range = fc.tuple(fc.nat(100), fc.nat(30)).map(([start, length]) => ({ start, end: start + length + 1 }));
const ranges = fc.array(range, { maxLength: 8 });
const bytesOf = (given: readonly ByteRange[]): Set<number> =>
  new Set(given.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index)));

describe('without', () => {
  test('keeps exactly the bytes that are not taken out, each once', () => {
    fc.assert(
      fc.property(range, ranges, (whole, gone) => {
        const left = without(whole, gone);
        const expected = [...bytesOf([whole])].filter((byte) => !bytesOf(gone).has(byte));
        expect([...bytesOf(left)]).toEqual(expected);
        expect(left.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(expected.length);
      }),
    );
  });
});

describe('Ledger', () => {
  test('knows who brought what, whatever the order, and what is forgotten', () => {
    const entries = fc.array(fc.tuple(fc.constantFrom('a', 'b'), range), { maxLength: 12 });
    fc.assert(
      fc.property(entries, ranges, range, (given, gone, asked) => {
        const ledger = new Ledger<string>();
        for (const [source, { start, end }] of given) ledger.add(source, start, end);
        ledger.forget(gone);
        for (const name of ['a', 'b']) {
          const own = given.flatMap(([source, each]) => (source === name ? without(each, gone) : []));
          expect(ledger.of(name)).toEqual(normalizeRanges(own));
          const met = [...bytesOf(own)].some((byte) => byte >= asked.start && byte < asked.end);
          expect(ledger.within(asked).includes(name)).toBe(met);
        }
        const most = ledger.mostOf(asked);
        if (most === null) expect(ledger.within(asked)).toEqual([]);
        else expect(ledger.within(asked)).toContain(most);
      }),
    );
  });

  test('says who brought most of a range', () => {
    const ledger = new Ledger<string>();
    ledger.add('a', 0, 40);
    ledger.add('b', 40, 100);
    expect(ledger.mostOf({ start: 0, end: 100 })).toBe('b');
    expect(ledger.mostOf({ start: 0, end: 60 })).toBe('a');
    expect(ledger.mostOf({ start: 100, end: 120 })).toBeNull();
  });
});
