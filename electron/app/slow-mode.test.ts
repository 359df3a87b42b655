import { beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../ipc/testing/fake-clock.ts';
import type { KeyValues, SettingsStore } from '../library/index.ts';
import { limitNow, parseSettings, type Settings } from '../../shared/settings.ts';
import { keepSlowMode } from './slow-mode.ts';

const HOUR = 3_600_000;
/** Local time. */
const EVENINGS = [{ days: [0, 1, 2, 3, 4, 5, 6], start: 18 * 60, end: 23 * 60 }];
const NOON = new Date(2026, 2, 2, 12).getTime();

let clock: FakeClock;
let values: Settings;
let remembered: Record<string, unknown>;
let listeners: Set<(settings: Settings) => void>;
let settings: SettingsStore;
let memory: KeyValues;
beforeEach(() => {
  clock = new FakeClock();
  values = parseSettings({});
  remembered = {};
  listeners = new Set();
  settings = {
    get: () => values,
    update(patch) {
      values = parseSettings({ ...values, ...patch });
      for (const listener of listeners) listener(values);
      return values;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  memory = { all: () => remembered, set: (given) => void (remembered = { ...remembered, ...given }) };
});

const start = (ahead = 0): (() => void) =>
  keepSlowMode({ settings, memory, clock, wallNow: () => NOON + ahead + clock.now() });

test.each([
  [{ limitBytesPerSecond: null, slowMode: false }, null],
  [{ limitBytesPerSecond: 500, slowMode: false }, 500],
  [{ limitBytesPerSecond: null, slowMode: true, slowLimitBytesPerSecond: 100 }, 100],
  [{ limitBytesPerSecond: 500, slowMode: true, slowLimitBytesPerSecond: 100 }, 100],
  [{ limitBytesPerSecond: 50, slowMode: true, slowLimitBytesPerSecond: 100 }, 50],
])('%j limits to %j', (patch, limit) => {
  expect(limitNow(parseSettings(patch))).toBe(limit);
});

test('without a schedule nobody but people flip it, and there is no timer', () => {
  const end = start();
  settings.update({ slowMode: true });
  clock.advance(48 * HOUR);
  expect(values.slowMode).toBe(true);
  expect(clock.pending).toBe(0);
  end();
});

test('its edges flip the setting; what a person does in between holds until the next one', () => {
  start();
  settings.update({ slowSchedule: EVENINGS });
  expect(values.slowMode).toBe(false);
  clock.advance(6 * HOUR);
  expect(values.slowMode).toBe(true);
  settings.update({ slowMode: false });
  clock.advance(4 * HOUR);
  expect(values.slowMode).toBe(false);
  clock.advance(20 * HOUR);
  expect(values.slowMode).toBe(true);
  clock.advance(5 * HOUR);
  expect(values.slowMode).toBe(false);
});

test('a schedule set within its hours holds at once', () => {
  start(7 * HOUR);
  settings.update({ slowSchedule: EVENINGS });
  expect(values.slowMode).toBe(true);
});

test('an edge that passed while the program was away counts at the next start, a person’s wish since it does', () => {
  const end = start();
  settings.update({ slowSchedule: EVENINGS, slowMode: false });
  end();
  expect(clock.pending).toBe(0);
  const second = start(8 * HOUR);
  expect(values.slowMode).toBe(true);
  settings.update({ slowMode: false });
  second();
  start(9 * HOUR);
  expect(values.slowMode).toBe(false);
});
