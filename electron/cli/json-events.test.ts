import { beforeEach, expect, test } from 'vitest';
import { jsonReporter } from './json-events.ts';
import type { Reporter } from './reporter.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { segment, snapshot } from './testing/snapshots.ts';

let clock: FakeClock;
let text: string;

beforeEach(() => {
  clock = new FakeClock();
  text = '';
});

const make = (quiet = false): Reporter => jsonReporter((part) => (text += part), clock, quiet);
const events = (): unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

test('one object a line, with the documented fields', () => {
  const reporter = make();
  const checksum = { algorithm: 'sha-256', hex: 'a'.repeat(64) } as const;
  const download = snapshot({ checksum, segments: [segment(0, 250, 1000, 'active')] });
  reporter.added(download);
  reporter.started(download);
  reporter.notice(download, 'connections-refused', '503');
  clock.advance(500);
  reporter.progress(download);
  reporter.done({ download, path: '/downloads/a.iso', skipped: false, seconds: 1.23456, fetchedBytes: 750 });
  reporter.close();
  const url = 'https://files.example/a.iso';
  expect(events()).toEqual([
    { event: 'added', id: 'd1', url, directory: '/downloads' },
    {
      event: 'started',
      id: 'd1',
      url,
      host: 'files.example',
      directory: '/downloads',
      fileName: 'a.iso',
      mediaType: 'application/octet-stream',
      size: 1000,
      received: 250,
      segmentable: true,
    },
    { event: 'notice', id: 'd1', code: 'connections-refused', detail: '503' },
    {
      event: 'progress',
      id: 'd1',
      status: 'downloading',
      received: 250,
      size: 1000,
      verified: 0,
      bytesPerSecond: 125,
      etaSeconds: 6,
      connections: 2,
      segments: [{ start: 0, end: 1000, position: 250, state: 'active' }],
    },
    {
      event: 'done',
      id: 'd1',
      url,
      path: '/downloads/a.iso',
      fileName: 'a.iso',
      size: 1000,
      fetched: 750,
      seconds: 1.235,
      skipped: false,
      checksum: `sha-256=${'a'.repeat(64)}`,
    },
  ]);
});

test('a failure has its stable code and its sentence', () => {
  make().failed(snapshot(), { code: 'not-found', detail: 'HTTP 404' });
  expect(events()).toEqual([
    {
      event: 'failed',
      id: 'd1',
      url: 'https://files.example/a.iso',
      code: 'not-found',
      message: 'There is no file at this link. Check the link.',
      detail: 'HTTP 404',
    },
  ]);
});

test('progress at most twice a second for each download', () => {
  const reporter = make();
  for (let ms = 0; ms < 2000; ms += 50) {
    reporter.progress(snapshot({ id: 'd1' }));
    reporter.progress(snapshot({ id: 'd2' }));
    clock.advance(50);
  }
  expect(events()).toHaveLength(8);
});

test('quiet leaves the outcome only', () => {
  const reporter = make(true);
  reporter.added(snapshot());
  reporter.started(snapshot());
  reporter.progress(snapshot());
  reporter.notice(snapshot(), 'renamed', '');
  reporter.stopped(snapshot());
  expect(events()).toEqual([
    { event: 'stopped', id: 'd1', url: 'https://files.example/a.iso', received: 250, size: 1000 },
  ]);
});
