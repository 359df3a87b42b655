import { expect, test, vi } from 'vitest';
import { FakeClock } from '../ipc/testing/fake-clock.ts';
import { Quit } from './quit.ts';

function setUp(stop: () => Promise<void>) {
  const clock = new FakeClock();
  const log: string[] = [];
  const release = vi.fn(() => void log.push('release'));
  const quit = new Quit({
    clock,
    stop() {
      log.push('stop');
      return stop();
    },
    release,
    exit: (code) => log.push(`exit ${code}`),
    usualCode: () => 0,
    onError: () => log.push('error'),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { clock, log, quit, release, settle };
}

test('waits for the checkpoints, releases, then ends; once', async () => {
  let finish = () => {};
  const { log, quit, settle, clock } = setUp(() => new Promise((resolve) => (finish = resolve)));
  quit.begin(3);
  quit.begin(0);
  await settle();
  expect(log).toEqual(['stop']);
  finish();
  await settle();
  expect(log).toEqual(['stop', 'release', 'exit 3']);
  expect(clock.pending).toBe(0);
});

test('a disk that does not answer holds it up for ten seconds, not for ever', async () => {
  let finish = () => {};
  const { log, quit, settle, clock } = setUp(() => new Promise((resolve) => (finish = resolve)));
  quit.begin();
  clock.advance(9_999);
  expect(log).toEqual(['stop']);
  clock.advance(1);
  expect(log).toEqual(['stop', 'error', 'release', 'exit 0']);
  finish();
  await settle();
  expect(log).toHaveLength(4);
});

test('errors on the way out do not keep it from ending', async () => {
  const { log, quit, settle, release } = setUp(() => Promise.reject(new Error('no')));
  release.mockImplementation(() => {
    throw new Error('disk');
  });
  quit.begin();
  await settle();
  expect(log).toEqual(['stop', 'error', 'error', 'exit 0']);
});
