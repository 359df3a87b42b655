import { expect, test } from 'vitest';
import { shorten, textWidth } from './text-width.ts';

test.each([
  ['abc', 3],
  ['über', 4],
  ['u\u0308ber', 4],
  ['日本', 4],
  ['한국', 4],
  ['ｆｕｌｌ', 8],
  ['🎬.mp4', 6],
  ['', 0],
])('%s takes %d columns', (text, width) => {
  expect(textWidth(text)).toBe(width);
});

test.each([
  ['short.iso', 20, 'short.iso'],
  ['a-very-long-name.iso', 11, 'a-ver…e.iso'],
  ['日本語の長い名前.iso', 11, '日本….iso'],
  ['abc', 1, 'a'],
  ['abc', 0, ''],
])('%s in %d columns', (text, columns, shown) => {
  const short = shorten(text, columns, '…');
  expect(textWidth(short)).toBeLessThanOrEqual(columns);
  expect(short).toBe(shown);
});
