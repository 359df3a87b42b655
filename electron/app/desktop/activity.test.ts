import { expect, test } from 'vitest';
import { FakeClock } from '../../ipc/testing/fake-clock.ts';
import { FakeEngine } from '../testing/fake-engine.ts';
import { Activity, type Totals } from './activity.ts';

function setUp() {
  const engine = new FakeEngine();
  const clock = new FakeClock();
  engine.put('old', 'paused');
  const activity = new Activity(engine, clock);
  const told: Totals[] = [];
  activity.subscribe((totals) => told.push(totals));
  engine.subscribe((event) => activity.note(event));
  return { engine, clock, activity, told };
}

test('counts what is there from the start', () => {
  const { activity } = setUp();
  expect(activity.totals()).toMatchObject({ running: 0, active: 0, paused: 1, fraction: null });
  expect(activity.isActive).toBe(false);
});

test('tells at once when work begins and when it ends, and once a second between', () => {
  const { engine, clock, told } = setUp();
  engine.put('a', 'queued');
  expect(told).toHaveLength(1);
  engine.put('a', 'downloading', { sizeBytes: 1_000 });
  for (let bytes = 0; bytes < 500; bytes += 10) {
    engine.progress('a', { receivedBytes: bytes, bytesPerSecond: 7 });
    clock.advance(50);
  }
  expect(told).toHaveLength(3);
  expect(told.at(-1)).toMatchObject({ running: 1, bytesPerSecond: 7 });
  engine.put('a', 'finished');
  expect(told.at(-1)).toMatchObject({ running: 0, active: 0, bytesPerSecond: 0 });
  clock.advance(5_000);
  expect(clock.pending).toBe(0);
});

test('the fraction is over all that run, and unknown with an unknown size', () => {
  const { engine, activity } = setUp();
  engine.put('a', 'downloading', { sizeBytes: 300, receivedBytes: 100 });
  engine.put('b', 'downloading', { sizeBytes: 100, receivedBytes: 100 });
  expect(activity.totals().fraction).toBe(0.5);
  engine.put('c', 'probing');
  expect(activity.totals().fraction).toBeNull();
});

test('removal and every change of state are counted', async () => {
  const { engine, activity } = setUp();
  engine.put('a', 'queued');
  engine.put('a', 'downloading');
  engine.put('a', 'failed');
  engine.put('b', 'downloading');
  expect(activity.totals()).toMatchObject({ running: 1, active: 1, paused: 1, failed: 1 });
  await engine.cancel('b', { keepPart: false });
  await engine.remove('a');
  await engine.remove('old');
  expect(activity.totals()).toMatchObject({ running: 0, active: 0, paused: 0, failed: 0 });
});
