import { expect, test } from 'vitest';
import { FakeClock } from '../../ipc/testing/fake-clock.ts';
import { FakeEngine } from '../testing/fake-engine.ts';
import { createTerminal } from './terminal.ts';

function setUp() {
  const engine = new FakeEngine();
  const clock = new FakeClock();
  const out: string[] = [];
  const err: string[] = [];
  engine.subscribe(
    createTerminal({ engine, clock, wallNow: () => 0, out: (text) => out.push(text), err: (text) => err.push(text) }),
  );
  return { engine, clock, out, err };
}

test('at most a line a second for each download, and its outcome', () => {
  const { engine, clock, out } = setUp();
  engine.put('a.iso', 'downloading', { sizeBytes: 100 * 2 ** 20, activeConnections: 4 });
  engine.put('b.iso', 'downloading', { sizeBytes: 2 ** 20 });
  for (let step = 1; step <= 50; step += 1) {
    engine.progress('a.iso', { receivedBytes: step * 2 ** 20, bytesPerSecond: 2 ** 20, etaSeconds: 100 - step });
    if (step === 1) engine.progress('b.iso', { receivedBytes: 1 });
    clock.advance(100);
  }
  engine.put('a.iso', 'finished', { receivedBytes: 100 * 2 ** 20 });
  expect(out.filter((line) => line.startsWith('a.iso'))).toHaveLength(6);
  expect(out.filter((line) => line.startsWith('b.iso'))).toHaveLength(1);
  expect(out[0]).toBe('a.iso: 1 %, 1.00 MiB of 100 MiB, 1.00 MiB/s, 1 min 39 s left, 4 connections\n');
  expect(out.at(-1)).toBe('a.iso: finished, 100 MiB, saved as /downloads/a.iso\n');
});

test('a failure says its code and what to do, on stderr', () => {
  const { engine, out, err } = setUp();
  engine.put('a', 'downloading');
  engine.put('a', 'failed', { failure: { code: 'not-found', detail: 'HTTP 404' } });
  expect(out).toEqual(['a: failed\n']);
  expect(err.join('')).toContain('sluice: not-found: There is no file at this link.');
  expect(err.join('')).toContain('https://example.org/a: HTTP 404');
});

test('escape sequences in a name do not reach the terminal', () => {
  const { engine, out } = setUp();
  engine.put('a', 'downloading', { fileName: 'x\u001b[2Jy' });
  engine.put('a', 'paused');
  expect(out.join('')).not.toContain('\u001b');
});
