import { beforeEach, expect, test } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { snapshot } from '../testing/snapshots.ts';
import type { Reporter } from '../reporter.ts';
import { plainReporter } from './plain.ts';

let clock: FakeClock;
let lines: string[];
let reporter: Reporter;

beforeEach(() => {
  clock = new FakeClock();
  lines = [];
  reporter = plainReporter(
    (text) => lines.push(text),
    clock,
    () => clock.now(),
  );
});

test('start, a line each five seconds, outcome', () => {
  reporter.added(snapshot({ status: 'queued' }));
  reporter.started(snapshot({ receivedBytes: 0 }));
  for (let step = 1; step <= 120; step += 1) {
    clock.advance(100);
    reporter.progress(snapshot({ receivedBytes: step * 5 }));
  }
  const checksum = { algorithm: 'md5', hex: 'a'.repeat(32) } as const;
  const download = snapshot({ receivedBytes: 1000, checksum });
  reporter.done({ download, path: '/downloads/a.iso', skipped: false, seconds: 12, fetchedBytes: 1000 });
  expect(lines).toEqual([
    'a.iso: 0.98 KiB from files.example\n',
    'a.iso: 25 %, 250 bytes of 0.98 KiB, 125 bytes/s, 6 s left, 2 connections\n',
    'a.iso: 50 %, 500 bytes of 0.98 KiB, 125 bytes/s, 6 s left, 2 connections\n',
    'a.iso: 0.98 KiB in 12 s (83 bytes/s), md5 matches, saved as /downloads/a.iso\n',
  ]);
});

test('going on, a notice, a file that was there', () => {
  reporter.started(snapshot({ receivedBytes: 400, sizeBytes: null }));
  reporter.notice(snapshot(), 'ranges-ignored', 'HTTP 200');
  reporter.notice(snapshot(), 'renamed', 'a (1).iso');
  reporter.done({ download: snapshot(), path: '/downloads/a.iso', skipped: true, seconds: 0, fetchedBytes: 0 });
  expect(lines).toEqual([
    'a.iso: unknown size from files.example, going on from 400 bytes\n',
    'a.iso: the server sends the file in one piece only, so one connection is used\n',
    'a.iso: the name was taken, so it becomes a (1).iso\n',
    'a.iso: skipped, because it is there already: /downloads/a.iso\n',
  ]);
});

test('of what was resumed only this run counts', () => {
  const download = snapshot({ receivedBytes: 1000 });
  reporter.done({ download, path: '/downloads/a.iso', skipped: false, seconds: 2, fetchedBytes: 600 });
  expect(lines).toEqual(['a.iso: 600 bytes of 0.98 KiB in 2.0 s (300 bytes/s), saved as /downloads/a.iso\n']);
});

test('a silent server gets a line after a while', () => {
  reporter.progress(snapshot({ status: 'probing' }));
  clock.advance(4_999);
  reporter.progress(snapshot({ status: 'probing' }));
  expect(lines).toEqual([]);
  clock.advance(1);
  reporter.progress(snapshot({ status: 'probing', retryAt: 7_000 }));
  expect(lines).toEqual(['a.iso: asking the server, trying again in 2 s\n']);
});
