import { expect, test } from 'vitest';
import { isActive } from '../../../shared/status.ts';
import type { FailureCode } from '../../../shared/failures.ts';
import { FakeClock } from '../../ipc/testing/fake-clock.ts';
import { FakeEngine } from '../testing/fake-engine.ts';
import { RunToEnd } from './run-to-end.ts';

function setUp(asked: readonly string[], rejected: readonly FailureCode[] = []) {
  const engine = new FakeEngine();
  const clock = new FakeClock();
  const codes: number[] = [];
  for (const id of asked) engine.put(id, 'queued');
  const run = new RunToEnd({
    engine,
    clock,
    asked,
    rejected,
    isActive: () => engine.list().some(({ status }) => isActive(status)),
    quit: (code) => codes.push(code),
  });
  engine.subscribe((event) => run.note(event));
  return { engine, clock, codes };
}
const failed = (code: FailureCode) => ({ failure: { code, detail: '' } });

test('quits with 0 when all that was asked for is finished', () => {
  const { engine, clock, codes } = setUp(['a', 'b']);
  clock.advance(10_000);
  engine.put('a', 'finished');
  clock.advance(10_000);
  expect(codes).toEqual([]);
  engine.put('b', 'finished');
  clock.advance(1_000);
  expect(codes).toEqual([0]);
  expect(clock.pending).toBe(0);
});

test('waits for what was on the list before, but does not judge it', () => {
  const { engine, clock, codes } = setUp(['a']);
  engine.put('old', 'downloading');
  engine.put('a', 'finished');
  clock.advance(1_000);
  expect(codes).toEqual([]);
  engine.put('old', 'failed', failed('not-found'));
  clock.advance(1_000);
  expect(codes).toEqual([0]);
});

test('quits with the code of the failure', () => {
  const { engine, clock, codes } = setUp(['a', 'b']);
  engine.put('a', 'finished');
  engine.put('b', 'failed', failed('not-found'));
  clock.advance(1_000);
  expect(codes).toEqual([4]);
});

test('a failure that was retried and went well is none', () => {
  const { engine, clock, codes } = setUp(['a', 'b']);
  engine.put('a', 'failed', failed('stalled'));
  clock.advance(1_000);
  engine.put('a', 'queued', { failure: null });
  engine.put('a', 'finished');
  engine.put('b', 'finished');
  clock.advance(1_000);
  expect(codes).toEqual([0]);
});

test('a link that could not be added fails the run, also when it was the only one', () => {
  const { clock, codes } = setUp([], ['bad-url']);
  clock.advance(1_000);
  expect(codes).toEqual([2]);
});

test('paused or removed by hand is not done', () => {
  const first = setUp(['a']);
  first.engine.put('a', 'paused');
  first.clock.advance(1_000);
  expect(first.codes).toEqual([130]);

  const second = setUp(['a']);
  void second.engine.cancel('a', { keepPart: false });
  second.clock.advance(0);
});

test('a moment of rest while reconnecting is not the end', () => {
  const { engine, clock, codes } = setUp(['a']);
  engine.put('a', 'paused');
  clock.advance(100);
  engine.put('a', 'queued');
  clock.advance(10_000);
  expect(codes).toEqual([]);
});

test('with nothing asked for it ends when the restored list has', () => {
  const { engine, clock, codes } = setUp([]);
  engine.put('old', 'downloading');
  clock.advance(1_000);
  expect(codes).toEqual([]);
  engine.put('old', 'failed', failed('disk-full'));
  clock.advance(1_000);
  expect(codes).toEqual([7]);
});
