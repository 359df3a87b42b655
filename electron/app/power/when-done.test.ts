import { expect, test } from 'vitest';
import type { WhenDone } from '../../../shared/settings.ts';
import { FakeClock } from '../../ipc/testing/fake-clock.ts';
import { COUNTDOWN_MS, Ending } from './when-done.ts';

function setUp(setting: WhenDone = 'nothing') {
  let usual = setting;
  const clock = new FakeClock();
  const performed: WhenDone[] = [];
  let changes = 0;
  const ending = new Ending({
    clock,
    wallNow: () => clock.now(),
    usual: () => usual,
    perform: (action) => performed.push(action),
    onChange: () => (changes += 1),
  });
  const finishAll = (): void => {
    ending.note(true);
    ending.noteFinished();
    ending.note(false);
    clock.advance(2_000);
  };
  const set = (action: WhenDone): void => {
    usual = action;
    ending.noteUsual();
  };
  return { clock, performed, ending, finishAll, set, changes: () => changes };
}

test('counts down before it shuts down, once', () => {
  const { clock, performed, ending, finishAll } = setUp();
  ending.choose('shut-down');
  finishAll();
  expect(ending.countdown).toEqual({ action: 'shut-down', endsAt: clock.now() + COUNTDOWN_MS });
  clock.advance(COUNTDOWN_MS - 1);
  expect(performed).toEqual([]);
  clock.advance(1);
  expect(performed).toEqual(['shut-down']);
  expect(ending.whenDone).toBe('nothing');
  finishAll();
  clock.advance(COUNTDOWN_MS);
  expect(performed).toEqual(['shut-down']);
});

test('called off it does nothing, and the choice is spent', () => {
  const { clock, performed, ending, finishAll } = setUp('sleep');
  ending.choose('quit');
  finishAll();
  ending.callOff();
  clock.advance(2 * COUNTDOWN_MS);
  expect(performed).toEqual([]);
  expect(ending.whenDone).toBe('sleep');
});

test('a new download calls it off, and the choice holds for later', () => {
  const { clock, performed, ending, finishAll } = setUp();
  ending.choose('sleep');
  finishAll();
  ending.note(true);
  expect(ending.countdown).toBeNull();
  clock.advance(2 * COUNTDOWN_MS);
  expect(performed).toEqual([]);
  expect(ending.whenDone).toBe('sleep');
});

test('a pause of everything and a row of failures are no end', () => {
  const { clock, performed, ending } = setUp('shut-down');
  ending.note(true);
  ending.note(false);
  clock.advance(2 * COUNTDOWN_MS);
  expect(performed).toEqual([]);
});

test('a notification needs no countdown, and the setting holds each time', () => {
  const { performed, ending, finishAll } = setUp('notify');
  finishAll();
  finishAll();
  expect(performed).toEqual(['notify', 'notify']);
  expect(ending.countdown).toBeNull();
});

test('choosing nothing ends a countdown', () => {
  const { clock, performed, ending, finishAll } = setUp('quit');
  finishAll();
  ending.choose('nothing');
  clock.advance(2 * COUNTDOWN_MS);
  expect(performed).toEqual([]);
});

test('the setting taken back calls it off; another setting leaves a choice for this once alone', () => {
  const { clock, performed, ending, finishAll, set } = setUp('shut-down');
  finishAll();
  expect(ending.countdown?.action).toBe('shut-down');
  set('nothing');
  expect(ending.countdown).toBeNull();
  clock.advance(2 * COUNTDOWN_MS);
  expect(performed).toEqual([]);
  ending.choose('sleep');
  finishAll();
  set('quit');
  clock.advance(COUNTDOWN_MS);
  expect(performed).toEqual(['sleep']);
});
