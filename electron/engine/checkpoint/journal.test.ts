import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { totalLength } from '../../../shared/ranges.ts';
import { blockSizeFor, Journal } from './journal.ts';

const BLOCK = 64;
const bytesAt = (start: number, end: number): Uint8Array =>
  Uint8Array.from({ length: end - start }, (_, index) => ((start + index) * 31 + ((start + index) >> 3)) & 0xff);

/** [0, size) cut into pieces, in a random order. */
const pieces = fc.integer({ min: 1, max: 1000 }).chain((size) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: Math.max(1, size - 1) }), { maxLength: 30 })
    .map((cuts) => [...new Set([0, ...cuts.filter((cut) => cut < size), size])].sort((a, b) => a - b))
    .chain((edges) => {
      const ranges = edges.slice(1).map((end, index) => ({ start: edges[index] ?? 0, end }));
      return fc.shuffledSubarray(ranges, { minLength: ranges.length }).map((order) => ({ size, order }));
    }),
);

describe('Journal', () => {
  test('whatever order segments write in, every block ends with the CRC of its bytes', () => {
    fc.assert(
      fc.property(pieces, ({ size, order }) => {
        const journal = new Journal(BLOCK, crc32);
        for (const range of order) journal.append(range.start, [bytesAt(range.start, range.end)]);
        expect(journal.coveredBytes).toBe(size);
        expect(journal.ranges()).toEqual([{ start: 0, end: size }]);
        for (const run of journal.runs()) expect(run.crc).toBe(crc32(bytesAt(run.start, run.end)));
        expect(journal.runs()).toHaveLength(Math.ceil(size / BLOCK));
      }),
    );
  });

  test('at any moment it covers exactly what was appended, and survives being stored and restored', () => {
    fc.assert(
      fc.property(pieces, fc.nat(), ({ order }, cut) => {
        const some = order.slice(0, cut % (order.length + 1));
        const rest = order.slice(some.length);
        const first = new Journal(BLOCK, crc32);
        for (const range of some) first.append(range.start, [bytesAt(range.start, range.end)]);
        expect(first.coveredBytes).toBe(totalLength(some));
        const second = Journal.restore(BLOCK, crc32, first.runs());
        for (const range of rest) second.append(range.start, [bytesAt(range.start, range.end)]);
        for (const run of second.runs()) expect(run.crc).toBe(crc32(bytesAt(run.start, run.end)));
        expect(second.ranges()).toHaveLength(1);
      }),
    );
  });

  test('a byte recorded twice is a defect and said', () => {
    const journal = new Journal(BLOCK, crc32);
    journal.append(0, [bytesAt(0, 40)]);
    journal.append(60, [bytesAt(60, 80)]);
    expect(() => {
      journal.append(40, [bytesAt(40, 61)]);
    }).toThrow('twice');
    expect(() => {
      journal.append(10, [bytesAt(10, 20)]);
    }).toThrow('twice');
  });

  test('runs that overlap or reach across a block are refused when restored', () => {
    const run = { start: 0, end: 10, crc: 1 };
    expect(() => Journal.restore(BLOCK, crc32, [run, { start: 9, end: 12, crc: 1 }])).toThrow();
    expect(() => Journal.restore(BLOCK, crc32, [{ start: 60, end: 70, crc: 1 }])).toThrow();
    expect(() => Journal.restore(BLOCK, crc32, [{ start: 5, end: 5, crc: 1 }])).toThrow();
  });
});

test('a checkpoint of a huge file stays small: blocks grow with the file', () => {
  expect(blockSizeFor(null)).toBe(2 ** 20);
  expect(blockSizeFor(8 * 2 ** 30)).toBe(2 ** 20);
  expect(blockSizeFor(8 * 2 ** 30 + 1)).toBe(2 ** 21);
  expect(100e12 / blockSizeFor(100e12)).toBeLessThanOrEqual(8192);
});
