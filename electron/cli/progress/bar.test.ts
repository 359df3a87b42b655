import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SegmentSnapshot } from '../../../shared/download.ts';
import { segment } from '../testing/snapshots.ts';
import { barCells } from './bar.ts';
import { paintBar } from './paint.ts';

const PLAIN = { unicode: true, colour: false };
const ASCII = { unicode: false, colour: false };
const draw = (segments: readonly SegmentSnapshot[], size: number, width: number, look = PLAIN) =>
  paintBar(barCells(segments, size, width), look);

describe('each segment where it lies', () => {
  test.each<[string, SegmentSnapshot[], string, string]>([
    ['nothing yet', [segment(0, 0, 80, 'idle')], '··········', '..........'],
    ['about to begin', [segment(0, 0, 80, 'connecting')], '▏·········', '>.........'],
    ['one in mid-way', [segment(0, 44, 80, 'active')], '█████▌····', '#####>....'],
    ['complete', [segment(0, 80, 80, 'done')], '██████████', '##########'],
    ['a byte short', [segment(0, 79, 80, 'active')], '█████████▉', '#########>'],
    ['two side by side', [segment(0, 8, 40, 'active'), segment(40, 60, 80, 'active')], '█▏···██▌··', '#>...##>..'],
    ['a stalled one', [segment(0, 16, 40, 'stalled'), segment(40, 80, 80, 'done')], '██!··█████', '##!..#####'],
    ['one that waits', [segment(0, 0, 80, 'waiting')], '!·········', '!.........'],
    ['bytes at rest', [segment(0, 12, 80, 'idle')], '█▌········', '#+........'],
    ['two in one cell', [segment(0, 2, 4, 'active'), segment(4, 6, 80, 'active')], '▌·········', '>.........'],
  ])('%s', (_, segments, blocks, ascii) => {
    expect(draw(segments, 80, 10)).toBe(blocks);
    expect(draw(segments, 80, 10, ASCII)).toBe(ascii);
  });

  test('more cells than bytes', () => {
    expect(draw([segment(0, 1, 2, 'active')], 2, 8)).toBe('████▏···');
  });

  test('beyond 2^32', () => {
    const size = 2 ** 40;
    expect(draw([segment(0, size / 2, size, 'active')], size, 4)).toBe('██▏·');
  });
});

test('colours run by tone and end with a reset', () => {
  const segments = [segment(0, 20, 20, 'done'), segment(20, 30, 40, 'active'), segment(40, 60, 80, 'waiting')];
  expect(draw(segments, 80, 8, { unicode: true, colour: true })).toBe(
    '\x1b[0;32m██\x1b[0;36m█▏██\x1b[0;33m!\x1b[0;2m·\x1b[0m',
  );
});

test('full cells are exactly those with every byte', () => {
  const file = fc.record({
    size: fc.integer({ min: 1, max: 100_000 }),
    width: fc.integer({ min: 1, max: 200 }),
    cuts: fc.array(fc.nat(100_000), { maxLength: 20 }),
    shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 21, maxLength: 21 }),
  });
  fc.assert(
    fc.property(file, ({ size, width, cuts, shares }) => {
      const bounds = [0, ...cuts.map((cut) => cut % size).sort((a, b) => a - b), size];
      const segments = bounds.slice(1).map((end, index) => {
        const start = bounds[index] ?? 0;
        const position = start + Math.floor((end - start) * (shares[index] ?? 0));
        return segment(start, position, end, position === end ? 'done' : 'active');
      });
      const cells = barCells(segments, size, width);
      expect(cells).toHaveLength(width);
      cells.forEach(({ fill }, index) => {
        const [from, to] = [(index * size) / width, ((index + 1) * size) / width];
        const missing = segments.some(({ position, end }) => Math.min(to, end) - Math.max(from, position) > 1e-6);
        if (missing) expect(fill).toBeLessThan(8);
        else expect(fill).toBe(8);
      });
    }),
    { seed: 1 },
  );
});
