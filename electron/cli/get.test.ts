import { beforeEach, describe, expect, test } from 'vitest';
import { get } from './get.ts';
import { jsonReporter } from './json-events.ts';
import type { GetCommand } from './options.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { FakeEngine } from './testing/fake-engine.ts';

let engine: FakeEngine;
let clock: FakeClock;
let out: string;
let err: string;
let stop: AbortController;
/** What hooks were told. */
let hooked: string[];

beforeEach(() => {
  engine = new FakeEngine();
  clock = new FakeClock();
  out = '';
  err = '';
  stop = new AbortController();
  hooked = [];
});

function start(names: string[], options: Partial<GetCommand['requests'][number]> = {}) {
  const requests = names.map((name) => ({ url: `http://h/${name}`, directory: '/d', ...options }));
  return get(
    { requests, maxActive: 5, json: true, quiet: false },
    {
      engine,
      reporter: jsonReporter((text) => (out += text), clock, false),
      clock,
      hooks: { note: (event, { fileName }) => void hooked.push(`${event} ${fileName}`), idle: () => Promise.resolve() },
      complain: (text) => (err += text),
      stop: stop.signal,
    },
  );
}

interface Event {
  readonly event: string;
  readonly [field: string]: unknown;
}
const events = (): Event[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Event);

test('a download from added to done', async () => {
  const exit = start(['a']);
  clock.advance(100);
  engine.change('d1', { status: 'probing' });
  engine.change('d1', { status: 'downloading', sizeBytes: 10, receivedBytes: 4 });
  clock.advance(1500);
  engine.change('d1', { receivedBytes: 8 });
  engine.notice('d1', 'renamed', 'a (1)');
  engine.change('d1', { status: 'finished', receivedBytes: 10, fileName: 'a (1)' });
  expect(await exit).toBe(0);
  expect(events()).toMatchObject([
    { event: 'added', id: 'd1' },
    { event: 'started', received: 4, size: 10 },
    { event: 'progress', received: 8 },
    { event: 'notice', code: 'renamed' },
    // What an earlier run had left is not counted, nor is the time in the queue.
    { event: 'done', path: '/d/a (1)', fetched: 6, seconds: 1.5, skipped: false },
  ]);
  expect(err).toBe('');
  expect(hooked.map((one) => one.split(' ')[0])).toEqual(['start', 'finish']);
  expect(engine.shutdowns).toBe(1);
});

test('a failure: its event, its sentence, its exit code', async () => {
  const exit = start(['a']);
  engine.change('d1', { status: 'probing' });
  engine.change('d1', { status: 'failed', failure: { code: 'not-found', detail: 'HTTP 404\x1b[2J' } });
  engine.change('d1', { activeConnections: 0 });
  expect(await exit).toBe(4);
  expect(events().at(-1)).toMatchObject({ event: 'failed', code: 'not-found' });
  expect(hooked).toHaveLength(1);
  expect(err).toBe('sluice: not-found: There is no file at this link. Check the link.\n  HTTP 404\uFFFD[2J\n');
});

test('of several the first failed one decides, and each failure names its URL', async () => {
  const exit = start(['a', 'b', 'c']);
  engine.change('d3', { status: 'failed', failure: { code: 'disk-full', detail: '' } });
  engine.change('d1', { status: 'probing' });
  engine.change('d1', { status: 'finished' });
  engine.change('d2', { status: 'failed', failure: { code: 'dns-failed', detail: 'ENOTFOUND' } });
  expect(await exit).toBe(3);
  expect(err).toMatch(/disk-full: .*\n {2}http:\/\/h\/c\n/);
  expect(err).toMatch(/dns-failed: .*\n {2}http:\/\/h\/b: ENOTFOUND\n/);
});

describe('a name that is taken', () => {
  const taken = { status: 'failed', failure: { code: 'name-taken', detail: '/d/a' } } as const;

  test('fails', async () => {
    const exit = start(['a'], { conflictPolicy: 'fail' });
    engine.change('d1', taken);
    expect(await exit).toBe(8);
  });

  test('is what skip is for', async () => {
    const exit = start(['a'], { conflictPolicy: 'skip' });
    engine.change('d1', taken);
    expect(await exit).toBe(0);
    expect(events().at(-1)).toMatchObject({ event: 'done', path: '/d/a', skipped: true, fetched: 0 });
    expect([err, hooked]).toEqual(['', []]);
  });
});

describe('a stop', () => {
  test('shuts the engine down and says what is kept', async () => {
    const exit = start(['a', 'b']);
    engine.change('d1', { status: 'probing' });
    engine.change('d1', { status: 'finished', sizeBytes: 5, receivedBytes: 5 });
    engine.change('d2', { status: 'probing' });
    engine.change('d2', { status: 'downloading', sizeBytes: 2048, receivedBytes: 1024 });
    stop.abort();
    expect(await exit).toBe(130);
    expect(engine.shutdowns).toBe(1);
    expect(events().at(-1)).toMatchObject({ event: 'stopped', id: 'd2', received: 1024, size: 2048 });
    expect(err).toBe('sluice: stopped. 1.00 KiB of 2.00 KiB kept: run the same command again to go on.\n');
  });

  test('before anything came', async () => {
    const exit = start(['a']);
    stop.abort();
    expect(await exit).toBe(130);
    expect(err).toContain('stopped before anything was fetched');
  });

  test('that came first', async () => {
    stop.abort();
    expect(await start(['a'])).toBe(130);
  });
});

test('a request that the engine refuses ends the run', async () => {
  engine.add = () => {
    throw new Error('refused');
  };
  await expect(start(['a'])).rejects.toThrow('refused');
  expect(engine.shutdowns).toBe(1);
});
