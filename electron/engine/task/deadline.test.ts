import { expect, test } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { deadline } from './deadline.ts';

test('passes while a limit holds the bytes back, ends what is silent by itself', () => {
  const clock = new ManualClock();
  const attempt = { held: true };
  let expired = false;
  deadline(attempt, 1_000, clock, () => {
    expired = true;
  });
  clock.advance(5_500);
  expect(expired).toBe(false);
  attempt.held = false;
  clock.advance(1_000);
  expect(expired).toBe(true);
});

test('called off, it never comes, however often it was put off', () => {
  const clock = new ManualClock();
  const callOff = deadline({ held: true }, 1_000, clock, () => {
    throw new Error('expired');
  });
  clock.advance(1_500);
  callOff();
  clock.advance(10_000);
});
