import { expect, it } from 'vitest';
import { FIRST_OPENING, dayNames, draftsOf, scheduleOf } from './openings.ts';

it('turns what is typed into a schedule and back', () => {
  const schedule = scheduleOf([FIRST_OPENING, { days: [6, 0], from: '00:00', to: '00:00' }]);
  expect(schedule).toEqual([
    { days: [0, 1, 2, 3, 4, 5, 6], start: 1380, end: 420 },
    { days: [0, 6], start: 0, end: 0 },
  ]);
  expect(scheduleOf(draftsOf(schedule ?? []))).toEqual(schedule);
});

it.each([
  [[]],
  [[{ ...FIRST_OPENING, days: [] }]],
  [[{ ...FIRST_OPENING, from: '' }]],
  [[FIRST_OPENING, { ...FIRST_OPENING, to: '24:00' }]],
])('refuses %j', (drafts) => {
  expect(scheduleOf(drafts)).toBeNull();
});

it('names the days from Monday', () => {
  expect(dayNames('en').map(({ day, short }) => `${String(day)} ${short}`)).toEqual(
    '1 Mon,2 Tue,3 Wed,4 Thu,5 Fri,6 Sat,0 Sun'.split(','),
  );
});
