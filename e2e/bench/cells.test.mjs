import { expect, test } from 'vitest';
import { cellOf, figure, ratio, toIdeal } from './cells.mjs';

/** @param {number} wall @param {Record<string, number>} [figures] */
const run = (wall, figures) => ({ wall, cpu: wall * 2, peak: 0, ...(figures && { figures }) });

test('a ratio is taken round by round: a slow round counts for both', () => {
  const results = new Map([
    ['a', [run(1), run(20), run(3)]],
    ['b', [run(2), run(20), run(2)]],
  ]);
  expect(cellOf(ratio('wall', 'a', 'b', 1), results)).toMatchObject({
    values: [0.5, 1, 1.5],
    median: 1,
    text: '1.00× (0.50..1.50)',
    target: '≤ 1.00×',
    verdict: 'pass',
  });
  expect(cellOf(ratio('cpu', 'a', 'b', 0.99), results).verdict).toBe('MISS');
});

test('a peer that is not there leaves the cell open', () => {
  const cell = cellOf(ratio('wall', 'a', 'b', 1), new Map([['a', [run(1)]]]));
  expect(cell).toMatchObject({ text: 'not measured', verdict: '–' });
});

test('figures have their own limits, also from below', () => {
  const results = new Map([['a', [run(2, { fps: 55, lag: 3 })]]]);
  expect(cellOf(figure('a', 'fps', 58, { atLeast: true }), results)).toMatchObject({ target: '≥ 58', verdict: 'MISS' });
  expect(cellOf(figure('a', 'lag', 20, { unit: ' ms' }), results)).toMatchObject({ text: '3 ms', verdict: 'pass' });
  expect(cellOf(toIdeal('a', 2, 1.05), results)).toMatchObject({ median: 1, verdict: 'pass' });
});
