import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isOpenAt, nextChangeAt, switchAt, type Schedule } from './schedule.ts';

const HOUR = 3_600_000;
const ALL_DAYS = [0, 1, 2, 3, 4, 5, 6];
/** No change of the clock; in the small hours; at midnight; by half an hour; on the southern half. */
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Africa/Cairo', 'Australia/Lord_Howe', 'America/Santiago'];

const setZone = (zone: string): void => {
  vi.stubEnv('TZ', zone);
};
beforeEach(() => {
  setZone('Europe/Berlin');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const at = (text: string): number => new Date(text).getTime();
const local = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toString().slice(0, 33));

const schedules: fc.Arbitrary<Schedule> = fc.array(
  fc.record({
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 7 }),
    start: fc.integer({ min: 0, max: 1439 }),
    end: fc.integer({ min: 0, max: 1439 }),
  }),
  { minLength: 1, maxLength: 4 },
);
/** Two years with every change of the clock; whole minutes as often as not. */
const instants = fc
  .integer({ min: at('2025-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') })
  .chain((ms) => fc.constantFrom(ms, ms - (ms % 60_000), ms - (ms % HOUR)));

describe('an ordinary day', () => {
  const workdays: Schedule = [{ days: [1, 2, 3, 4, 5], start: 9 * 60, end: 17 * 60 }];

  test.each([
    ['Mon, before', '2026-03-02T08:59:59.999', false, 'Mon Mar 02 2026 09:00:00 GMT+0100'],
    ['Mon, at its start', '2026-03-02T09:00:00', true, 'Mon Mar 02 2026 17:00:00 GMT+0100'],
    ['Mon, at its end', '2026-03-02T17:00:00', false, 'Tue Mar 03 2026 09:00:00 GMT+0100'],
    ['Fri evening: not before Mon', '2026-03-06T20:00:00', false, 'Mon Mar 09 2026 09:00:00 GMT+0100'],
  ])('%s', (_, when, open, next) => {
    expect(isOpenAt(workdays, at(when))).toBe(open);
    expect(local(nextChangeAt(workdays, at(when)))).toBe(next);
  });

  test('over midnight it belongs to the day it begins on', () => {
    const nights: Schedule = [{ days: [5], start: 22 * 60, end: 6 * 60 }];
    expect(isOpenAt(nights, at('2026-03-07T05:59:00'))).toBe(true);
    expect(isOpenAt(nights, at('2026-03-06T05:59:00'))).toBe(false);
    expect(local(nextChangeAt(nights, at('2026-03-07T06:00:00')))).toBe('Fri Mar 13 2026 22:00:00 GMT+0100');
  });

  test('openings that touch are one; one that never closes has no edge', () => {
    const two: Schedule = [
      { days: ALL_DAYS, start: 60, end: 120 },
      { days: ALL_DAYS, start: 120, end: 180 },
    ];
    expect(local(nextChangeAt(two, at('2026-03-02T01:30:00')))).toBe('Mon Mar 02 2026 03:00:00 GMT+0100');
    const always = { days: ALL_DAYS, start: 0, end: 0 };
    expect(nextChangeAt([always], at('2026-03-02T01:30:00'))).toBeNull();
    expect(nextChangeAt([always, always], at('2026-03-02T01:30:00'))).toBeNull();
  });
});

describe('the clock changes', () => {
  const nights: Schedule = [{ days: ALL_DAYS, start: 60, end: 240 }];

  test('the night that is an hour short, and the one that is an hour long', () => {
    for (const [evening, hours] of [
      ['2026-03-28T12:00:00', 2],
      ['2026-10-24T12:00:00', 4],
      ['2026-10-25T12:00:00', 3],
    ] as const) {
      const opens = nextChangeAt(nights, at(evening)) ?? NaN;
      expect((nextChangeAt(nights, opens) ?? NaN) - opens).toBe(hours * HOUR);
    }
  });

  test('an opening within the hour that is left out comes that much later', () => {
    const schedule: Schedule = [{ days: ALL_DAYS, start: 135, end: 165 }];
    expect(local(nextChangeAt(schedule, at('2026-03-29T01:00:00')))).toBe('Sun Mar 29 2026 03:15:00 GMT+0200');
  });

  test.each(ZONES)('%s: nothing changes before the next change, and there it does', (zone) => {
    setZone(zone);
    fc.assert(
      fc.property(schedules, instants, fc.double({ min: 0, max: 1, noNaN: true }), (schedule, now, share) => {
        const open = isOpenAt(schedule, now);
        const next = nextChangeAt(schedule, now);
        const until = next ?? now + 7 * 24 * HOUR;
        expect(until).toBeGreaterThan(now);
        expect(isOpenAt(schedule, now + Math.floor((until - 1 - now) * share))).toBe(open);
        expect(isOpenAt(schedule, until - 1)).toBe(open);
        if (next !== null) expect(isOpenAt(schedule, next)).toBe(!open);
      }),
      { numRuns: 300 },
    );
  });

  test.each(ZONES)('%s: what the wall clock shows decides, on days of 24 hours', (zone) => {
    setZone(zone);
    fc.assert(
      fc.property(schedules, instants, (schedule, now) => {
        const date = new Date(now);
        const offset = date.getTimezoneOffset();
        // Away from changes of the clock, minutes of the day are all there is to it.
        fc.pre([-2, -1, 1, 2].every((days) => new Date(now + days * 24 * HOUR).getTimezoneOffset() === offset));
        const minutes = date.getHours() * 60 + date.getMinutes();
        const day = date.getDay();
        const shown = schedule.some(({ days, start, end }) =>
          end > start
            ? days.includes(day) && start <= minutes && minutes < end
            : (days.includes(day) && start <= minutes) || (days.includes((day + 6) % 7) && minutes < end),
        );
        expect(isOpenAt(schedule, now)).toBe(shown);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a switch with a schedule', () => {
  const nights: Schedule = [{ days: ALL_DAYS, start: 22 * 60, end: 6 * 60 }];
  const noon = at('2026-03-02T12:00:00');

  test('stands as a person left it until the next edge, and as the edge left it after that', () => {
    const flipped = { on: true, changedAt: noon };
    expect(switchAt(nights, flipped, at('2026-03-02T21:59:59'))).toBe(flipped);
    expect(switchAt(nights, flipped, at('2026-03-02T22:00:00'))).toMatchObject({ on: true });
    expect(switchAt(nights, flipped, at('2026-03-03T06:00:00'))).toEqual({
      on: false,
      changedAt: at('2026-03-03T06:00:00'),
    });
    const off = { on: false, changedAt: at('2026-03-02T23:00:00') };
    expect(switchAt(nights, off, at('2026-03-03T03:00:00'))).toBe(off);
    expect(switchAt(nights, off, at('2026-03-03T23:00:00'))).toMatchObject({ on: true });
  });

  test('without a schedule nobody but people flip it', () => {
    const state = { on: false, changedAt: 0 };
    expect(switchAt(null, state, noon)).toBe(state);
  });

  test('a clock that was wrong by a year does not stop the schedule for a year', () => {
    const state = switchAt(nights, { on: true, changedAt: noon + 365 * 24 * HOUR }, noon);
    expect(state).toEqual({ on: true, changedAt: noon });
    expect(switchAt(nights, state, at('2026-03-03T12:00:00'))).toMatchObject({ on: false });
  });
});
