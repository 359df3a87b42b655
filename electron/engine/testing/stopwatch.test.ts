import { afterEach, expect, test, vi } from 'vitest';
import { stopwatch } from './stopwatch.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('time in which the process waits counts', () => {
  vi.useFakeTimers();
  const taken = stopwatch();
  vi.advanceTimersByTime(200);
  expect(taken()).toBe(200);
});

test('time in which it could not run does not', () => {
  const taken = stopwatch();
  const until = performance.now() + 50;
  while (performance.now() < until);
  expect(taken()).toBe(5);
});
