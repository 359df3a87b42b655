import { beforeEach, describe, expect, test } from 'vitest';
import { SluiceError } from '../../../shared/failures.ts';
import { DEFAULT_QUEUE_ID, type Queue } from '../../../shared/queue.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { QueueSet } from './queues.ts';

const HOUR = 3_600_000;
const ALL_DAYS = [0, 1, 2, 3, 4, 5, 6];
/** Local time. */
const NIGHTS = [{ days: ALL_DAYS, start: 22 * 60, end: 6 * 60 }];
const NOON = new Date(2026, 2, 2, 12).getTime();

let clock: ManualClock;
let log: string[];
let queues: QueueSet;

const newSet = (): QueueSet =>
  new QueueSet(clock, {
    opened: () => log.push('opened'),
    stopped(id) {
      log.push(`stopped ${id === DEFAULT_QUEUE_ID ? id : 'other'}`);
      return Promise.resolve();
    },
    removed: () => log.push('removed'),
  });

beforeEach(() => {
  clock = new ManualClock(NOON);
  log = [];
  queues = newSet();
});

test('the default queue is always there, and stays', () => {
  expect(queues.list()).toMatchObject([{ id: DEFAULT_QUEUE_ID, name: '', started: true, maxActive: null }]);
  expect(() => queues.remove(DEFAULT_QUEUE_ID)).toThrow(SluiceError);
  expect(queues.room(DEFAULT_QUEUE_ID)).toBe(Infinity);
});

test('made, changed, stopped, started, removed: each is told once', async () => {
  let told = 0;
  const end = queues.subscribe(() => (told += 1));
  const id = queues.create({ name: ' Films ', maxActive: 2 });
  expect(queues.get(id)).toMatchObject({ name: 'Films', maxActive: 2, schedule: null, started: true });
  expect(queues.room(id)).toBe(2);
  queues.update(id, { name: 'Series' });
  expect(queues.get(id)).toMatchObject({ name: 'Series', maxActive: 2 });
  await queues.stop(id);
  expect(queues.room(id)).toBe(0);
  queues.start(id);
  queues.remove(id);
  expect(queues.list()).toHaveLength(1);
  expect(log).toEqual(['opened', 'opened', 'stopped other', 'opened', 'removed']);
  expect(told).toBe(5);
  end();
  expect(clock.pending).toBe(0);
});

test.each<[string, () => unknown]>([
  ['no name', () => queues.create({ name: '  ' })],
  ['no room', () => queues.create({ name: 'a', maxActive: 0 })],
  ['a schedule without a day', () => queues.create({ name: 'a', schedule: [{ days: [], start: 0, end: 1 }] })],
  ['an unknown queue', () => queues.update('gone', {})],
  ['an unknown queue to start', () => queues.start('gone')],
])('%s is refused', (_, act) => {
  expect(act).toThrow(SluiceError);
  expect(queues.list()).toHaveLength(1);
});

describe('with a schedule', () => {
  test('it is stopped and started at its edges', () => {
    const id = queues.create({ name: 'Nights', schedule: NIGHTS });
    expect(queues.get(id).started).toBe(false);
    clock.advance(10 * HOUR - 1);
    expect(queues.get(id).started).toBe(false);
    clock.advance(1);
    expect(queues.get(id).started).toBe(true);
    clock.advance(8 * HOUR);
    expect(queues.get(id).started).toBe(false);
    expect(log).toEqual(['stopped other', 'opened', 'stopped other']);
  });

  test('what a person does in between holds until the next edge', async () => {
    const id = queues.create({ name: 'Nights', schedule: NIGHTS });
    queues.start(id);
    clock.advance(9 * HOUR);
    expect(queues.get(id).started).toBe(true);
    clock.advance(2 * HOUR);
    await queues.stop(id);
    clock.advance(HOUR);
    expect(queues.get(id).started).toBe(false);
    clock.advance(24 * HOUR);
    expect(queues.get(id).started).toBe(true);
  });

  test('a clock that is set, or a night slept through, is noticed within a minute', () => {
    const id = queues.create({ name: 'Nights', schedule: NIGHTS });
    clock.setWall(NOON + 11 * HOUR);
    clock.advance(60_000);
    expect(queues.get(id).started).toBe(true);
    clock.setWall(NOON - 400 * 24 * HOUR);
    clock.advance(60_000);
    clock.advance(24 * HOUR);
    expect(queues.get(id).started).toBe(false);
  });

  test('without it, or without any queue that has one, no timer is left', () => {
    const id = queues.create({ name: 'Nights', schedule: NIGHTS });
    expect(clock.pending).toBe(1);
    queues.update(id, { schedule: null });
    expect(queues.get(id).started).toBe(true);
    expect(clock.pending).toBe(0);
    queues.update(id, { schedule: NIGHTS });
    expect(queues.get(id).started).toBe(false);
    queues.remove(id);
    clock.advance(HOUR);
    expect(clock.pending).toBe(0);
    queues.create({ name: 'Nights', schedule: NIGHTS });
    queues.close();
    expect(clock.pending).toBe(0);
  });

  test('after a restart it stands as the edges left it that passed meanwhile; what a person did since them stays', () => {
    const stored: Queue[] = [
      { id: 'missed', name: 'a', maxActive: null, schedule: NIGHTS, started: true, changedAt: NOON - 12 * HOUR },
      { id: 'by-hand', name: 'b', maxActive: null, schedule: NIGHTS, started: true, changedAt: NOON - HOUR },
      { id: DEFAULT_QUEUE_ID, name: 'Mine', maxActive: 3, schedule: null, started: false, changedAt: NOON - HOUR },
    ];
    const second = newSet();
    second.restore(stored);
    expect(second.list().map(({ id, started }) => [id, started])).toEqual([
      [DEFAULT_QUEUE_ID, false],
      ['missed', false],
      ['by-hand', true],
    ]);
  });
});
