import { expect, it } from 'vitest';
import { draftOf, readRate } from './rate.ts';

it('reads what is typed, in the unit that is chosen', () => {
  const read = (figure: string) => readRate({ figure, unit: 'MB/s' });
  expect(['2', ' 1,5 ', '.5', '0.000001'].map(read)).toEqual([2e6, 1.5e6, 5e5, 1]);
  expect(['', '0', '-1', '1e3', 'fast', '99999999999999'].map(read)).toEqual(Array(6).fill(null));
  expect(readRate({ figure: '100', unit: 'kB/s' })).toBe(100_000);
});

it('writes a rate so that it reads the same', () => {
  for (const rate of [1, 999, 100_000, 1_234_567, 2e6, 2 ** 40]) expect(readRate(draftOf(rate))).toBe(rate);
});
