import { beforeEach, describe, expect, test } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { segment, snapshot } from '../testing/snapshots.ts';
import { pictureOf, TerminalReporter } from './terminal.ts';
import { textWidth } from './text-width.ts';

const LOOK = { unicode: true, colour: false };

let clock: FakeClock;
let written: string[];
let size: { columns: number; rows: number };
let reporter: TerminalReporter;

beforeEach(() => {
  clock = new FakeClock();
  written = [];
  size = { columns: 81, rows: 24 };
  reporter = new TerminalReporter({
    write: (text) => written.push(text),
    clock,
    wallNow: () => clock.now(),
    look: LOOK,
    size: () => size,
  });
});

const running = (id: string, receivedBytes: number) =>
  snapshot({ id, fileName: `${id}.iso`, receivedBytes, segments: [segment(0, receivedBytes, 1000, 'active')] });

describe('the picture of a download', () => {
  const picture = (changes: Parameters<typeof snapshot>[0], width = 80) =>
    pictureOf(snapshot(changes), width, LOOK, 1_000);

  test('name, figures and bar fill the width', () => {
    const lines = picture({ segments: [segment(0, 250, 500, 'active'), segment(500, 500, 1000, 'connecting')] });
    expect(lines[0]).toMatch(/^a\.iso +25 % {2}250 bytes of 0\.98 KiB {2}125 bytes\/s {2}6 s left {2}2 connections$/);
    expect(lines[1]).toBe(`${'█'.repeat(20)}▏${'·'.repeat(19)}▏${'·'.repeat(39)}`);
    expect(lines.map(textWidth)).toEqual([80, 80]);
  });

  test.each([200, 120, 80, 60, 40, 20, 10, 1])('never wider than %d columns', (width) => {
    const fileName = `${'日本語'.repeat(40)}.iso`;
    const lines = picture({ fileName, segments: [segment(0, 250, 1000, 'active')] }, width);
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
  });

  test('no bar while the size is unknown', () => {
    expect(picture({ sizeBytes: null, etaSeconds: null, segments: [segment(0, 250, 250, 'active')] })).toEqual([
      expect.stringMatching(/^a\.iso +250 bytes {2}125 bytes\/s {2}2 connections$/),
    ]);
  });

  test('waiting counts down', () => {
    expect(picture({ retryAt: 5_400 })[0]).toMatch(/25 % .* trying again in 5 s$/);
    expect(picture({ status: 'probing', retryAt: 500 })[0]).toMatch(/asking the server {2}trying again in 0 s$/);
  });

  test('verifying', () => {
    expect(picture({ status: 'verifying', verifiedBytes: 430 })[0]).toMatch(/verifying {2}43 %$/);
  });

  test('an escape sequence in a name does not reach the terminal', () => {
    expect(picture({ fileName: '\x1b[2Jx' })[0]).toMatch(/^\uFFFD\[2Jx/);
  });
});

describe('redrawing', () => {
  test('at most five times a second, and the last state is not lost', () => {
    for (let step = 0; step < 100; step += 1) {
      reporter.progress(running('a', step * 10));
      clock.advance(10);
    }
    expect(written.length).toBeLessThanOrEqual(6);
    clock.advance(200);
    expect(written.at(-1)).toContain('99 %');
    expect(clock.pending).toBe(0);
  });

  test('replaces what it drew', () => {
    reporter.progress(running('a', 100));
    clock.advance(1000);
    reporter.progress(running('a', 200));
    expect(written[0]).not.toContain('\x1b[');
    expect(written[1]?.startsWith('\x1b[2A\r\x1b[J')).toBe(true);
  });

  test('what is said for good stands above it', () => {
    reporter.progress(running('a', 100));
    reporter.progress(running('b', 100));
    const done = { path: '/downloads/a.iso', skipped: false, seconds: 2, fetchedBytes: 1000 };
    reporter.done({ ...done, download: running('a', 1000) });
    expect(written.at(-1)).toBe('\x1b[2A\r\x1b[J✓ a.iso: 0.98 KiB in 2.0 s (500 bytes/s), saved as /downloads/a.iso\n');
    clock.advance(200);
    expect(written.at(-1)).toMatch(/^b\.iso/);
  });

  test('a countdown moves by itself', () => {
    reporter.progress({ ...running('a', 100), retryAt: 3_000 });
    expect(written.at(-1)).toContain('in 3 s');
    clock.advance(1000);
    expect(written.at(-1)).toContain('in 2 s');
    reporter.close();
    expect(clock.pending).toBe(0);
  });

  test('what does not fit is counted', () => {
    size = { columns: 80, rows: 8 };
    for (const id of ['a', 'b', 'c', 'd', 'e']) reporter.progress(running(id, 100));
    clock.advance(200);
    expect(written.at(-1)?.split('\n')).toHaveLength(3 * 2 + 1 + 1);
    expect(written.at(-1)).toContain('and 2 more\n');
  });

  test('those that wait stand below those that run', () => {
    reporter.added(snapshot({ id: 'a', fileName: 'a.iso', status: 'queued' }));
    reporter.progress(running('b', 100));
    clock.advance(200);
    const lines = written.at(-1)?.split('\n');
    expect(lines?.[0]).toContain('b.iso');
    expect(lines?.[2]).toMatch(/^a\.iso +queued$/);
  });

  test('a stop leaves the last picture', () => {
    reporter.progress(running('a', 100));
    reporter.stopped(running('a', 150));
    reporter.close();
    expect(written.at(-1)).toMatch(/stopped {2}15 % {2}150 bytes of 0\.98 KiB kept\n/);
  });

  test('nothing is drawn after the last download', () => {
    reporter.added(snapshot({ status: 'queued' }));
    reporter.failed(snapshot({ status: 'failed' }));
    const count = written.length;
    reporter.close();
    clock.advance(5000);
    expect(written).toHaveLength(count);
  });
});
