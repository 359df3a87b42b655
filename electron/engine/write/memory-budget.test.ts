import { expect, test } from 'vitest';
import { MemoryBudget } from './memory-budget.ts';

const KIB = 1024;

test('batches shrink when many connections hold bytes, and grow again', () => {
  const budget = new MemoryBudget();
  for (let connection = 0; connection < 100; connection += 1) budget.count(1);
  expect(budget.batch(256 * KIB)).toBe(256 * KIB);
  for (let connection = 100; connection < 1600; connection += 1) budget.count(1);
  expect(budget.batch(256 * KIB)).toBe(24 * KIB);
  for (let connection = 1600; connection > 100; connection -= 1) budget.count(-1);
  expect(budget.batch(256 * KIB)).toBe(256 * KIB);
});
