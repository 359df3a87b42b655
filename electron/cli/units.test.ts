import { describe, expect, test } from 'vitest';
import { formatBytes, formatDuration, formatEta, formatPercent, formatRate, parseRate, parseSize } from './units.ts';

describe('parseSize', () => {
  test.each([
    ['0', 0],
    ['1024', 1024],
    ['500k', 512_000],
    ['500K', 512_000],
    ['2M', 2_097_152],
    ['1.5MiB', 1_572_864],
    ['.5k', 512],
    ['3 GB', 3_221_225_472],
    ['1T', 1_099_511_627_776],
    ['7b', 7],
    [' 64kib ', 65_536],
  ])('%j is %d bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  test.each(['', 'k', '1x', '-1', '+1', '1e3', '1.', '1,5M', '1ki', '0x10', 'Infinity', '9000000T', '1 2'])(
    '%j is no size',
    (text) => {
      expect(parseSize(text)).toBeNull();
    },
  );

  test('a rate may end in /s', () => {
    expect(parseRate('1.5MiB/s')).toBe(1_572_864);
    expect(parseRate('2M')).toBe(2_097_152);
    expect(parseRate('2M/h')).toBeNull();
  });
});

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '0.98 KiB'],
  [1024, '1.00 KiB'],
  [10_240, '10.0 KiB'],
  [102_400, '100 KiB'],
  [1_047_500, '1.00 MiB'],
  [2 ** 31, '2.00 GiB'],
  [2 ** 53, '8.00 PiB'],
])('%d bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('a rate reads as bytes in a second', () => {
  expect(formatRate(1_572_864)).toBe('1.50 MiB/s');
});

test.each([
  [0.04, '0.0 s'],
  [0.44, '0.4 s'],
  [9.949, '9.9 s'],
  [9.95, '10 s'],
  [59.6, '1 min 00 s'],
  [185, '3 min 05 s'],
  [7_800, '2 h 10 min'],
  [273_600, '3 d 4 h'],
])('%d seconds read %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('what is left is told in whole seconds', () => {
  expect(formatEta(0)).toBe('0 s');
  expect(formatEta(61)).toBe('1 min 01 s');
});

test.each([
  [0, 1000, '0 %'],
  [999, 1000, '99 %'],
  [1000, 1000, '100 %'],
  [0, 0, '100 %'],
  [5, null, null],
])('%d of %s is %s', (received, size, text) => {
  expect(formatPercent(received, size)).toBe(text);
});
