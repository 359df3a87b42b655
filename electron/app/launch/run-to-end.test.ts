import { expect, test } from 'vitest';
import type { FailureCode } from '../../../shared/failures.ts';
import { FakeClock } from '../../ipc/testing/fake-clock.ts';
import { FakeEngine } from '../testing/fake-engine.ts';
import { RunToEnd } from './run-to-end.ts';

function setUp(asked: readonly string[], rejected: readonly FailureCode[] = []) {
  const engine = new FakeEngine();
  const clock = new FakeClock();
  const codes: number[] = [];
  const warnings: string[] = [];
  for (const id of asked) engine.put(id, 'queued');
  const run = new RunToEnd({
    engine,
    clock,
    asked,
    rejected,
    warn: (text) => warnings.push(text),
    quit: (code) => codes.push(code),
  });
  engine.subscribe((event) => run.note(event));
  return { engine, clock, codes, warnings, run };
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

test('what waits in a stopped queue is not waited for, and the terminal is told', () => {
  const { engine, clock, codes, warnings, run } = setUp(['a']);
  engine.put('night', 'queued', { queueId: 'nights' });
  engine.put('b', 'downloading', { queueId: 'nights' });
  engine.put('a', 'finished');
  clock.advance(1_000);
  engine.put('b', 'queued', { queueId: 'nights' });
  clock.advance(1_000);
  // Both have their turn: the queue is started.
  expect(codes).toEqual([]);
  engine.stopQueue('nights');
  run.look();
  clock.advance(1_000);
  expect([codes, warnings]).toEqual([[0], ['2 downloads wait in a stopped queue.\n']]);
});

test('one that was asked for and waits in a stopped queue is not done', () => {
  const { engine, clock, codes, warnings } = setUp(['a']);
  engine.stopQueue('default');
  clock.advance(1_000);
  expect([codes, warnings]).toEqual([[130], ['1 download waits in a stopped queue.\n']]);
});
