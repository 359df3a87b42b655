import { describe, expect, it } from 'vitest';
import { createByteFormat } from './bytes.ts';
import { createDateFormat, startOfDay } from './dates.ts';
import { spokenDuration } from './duration.ts';
import { fileKind } from './kinds.ts';

describe('bytes', () => {
  const { bytes, partOf, range } = createByteFormat('en');

  it.each([
    [0, '0 B'],
    [1, '1 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [12_345, '12.3 kB'],
    [999_499, '999 kB'],
    [999_600, '1.00 MB'],
    [9_999_000, '10.0 MB'],
    [99_960_000, '100 MB'],
    [141_000_000, '141 MB'],
    [6_120_000_000, '6.12 GB'],
    [84.6e9, '84.6 GB'],
    [Number.MAX_SAFE_INTEGER, '9.01 PB'],
  ])('%d is %s', (value, text) => {
    expect(bytes(value)).toBe(text);
  });

  it('keeps its width while a figure grows', () => {
    const widths = [1.23e6, 12.3e6, 123e6, 1.23e9].map((value) => bytes(value).replace(/\D/g, '').length);
    expect(new Set(widths)).toEqual(new Set([3]));
  });

  it('writes a part in the unit of the whole', () => {
    expect(partOf(3.94e9, 6.12e9)).toBe('3.94');
    expect(partOf(98.6e6, 141e6)).toBe('98.6');
    expect(partOf(12e6, 6.12e9)).toBe('0.01');
  });

  it('writes ranges', () => {
    expect(range(0, 380e6, 6.12e9)).toBe('0.00–0.38 GB');
    expect(range(0, 500, 900)).toBe('0–500 B');
  });

  it("uses the locale's decimal mark", () => {
    expect(createByteFormat('de').bytes(6.12e9)).toBe('6,12 GB');
  });
});

describe('duration', () => {
  it.each([
    [0, { kind: 'seconds', seconds: 0 }],
    [7, { kind: 'seconds', seconds: 7 }],
    [23, { kind: 'seconds', seconds: 25 }],
    [58, { kind: 'minutes', minutes: 1 }],
    [94, { kind: 'minutes-seconds', minutes: 1, seconds: 35 }],
    [598, { kind: 'minutes', minutes: 10 }],
    [1500, { kind: 'minutes', minutes: 25 }],
    [3580, { kind: 'hours', hours: 1 }],
    [6000, { kind: 'hours-minutes', hours: 1, minutes: 40 }],
    [7200, { kind: 'hours', hours: 2 }],
    [7300, { kind: 'hours', hours: 2 }],
    [5 * 3600, { kind: 'hours', hours: 5 }],
    [3 * 86_400, { kind: 'days', days: 3 }],
    [40 * 86_400, { kind: 'long' }],
  ])('%d s', (seconds, spoken) => {
    expect(spokenDuration(seconds)).toEqual(spoken);
  });

  it('never says 60 seconds or 60 minutes', () => {
    for (let seconds = 0; seconds < 200_000; seconds += 1) {
      const spoken = spokenDuration(seconds);
      if ('seconds' in spoken) expect(spoken.seconds).toBeLessThan(60);
      if ('minutes' in spoken) expect(spoken.minutes).toBeLessThan(60);
    }
  });
});

describe('dates', () => {
  const format = createDateFormat('en-GB');
  const now = new Date(2026, 10, 22, 15, 0).getTime();
  const today = startOfDay(now);

  it('names the days a person would name', () => {
    expect(format.moment(new Date(2026, 10, 22, 14, 2).getTime(), today)).toEqual({ day: 'today', text: '14:02' });
    expect(format.moment(new Date(2026, 10, 21, 0, 5).getTime(), today)).toEqual({ day: 'yesterday', text: '00:05' });
    expect(format.moment(new Date(2026, 2, 3).getTime(), today)).toEqual({ day: 'earlier', text: '3 Mar' });
    expect(format.moment(new Date(2025, 11, 31).getTime(), today)).toEqual({ day: 'earlier', text: '31 Dec 2025' });
  });
});

describe('kinds', () => {
  it.each([
    ['ubuntu.iso', null, 'disc'],
    ['Film.MKV', null, 'video'],
    ['llvm-21.src.tar.xz', null, 'archive'],
    ['dataset.parquet.zst', null, 'data'],
    ['notes.gz', null, 'archive'],
    ['setup.exe', 'application/octet-stream', 'program'],
    ['download', 'video/mp4', 'video'],
    ['download', 'application/pdf', 'document'],
    ['download', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'document'],
    ['.bashrc', null, 'file'],
    ['', null, 'file'],
  ] as const)('%s (%s) is a %s', (name, type, kind) => {
    expect(fileKind(name, type)).toBe(kind);
  });
});
