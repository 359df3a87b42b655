import { describe, expect, test } from 'vitest';
import { median, SPEED_POLICY, SpeedWatch, type SpeedSample } from './slow.ts';

const MIB = 2 ** 20;

interface Course {
  /** Bytes per second. */
  readonly rate: number;
  readonly peers?: readonly number[];
  readonly replaced?: number;
  readonly held?: (now: number) => boolean;
}

/** When a connection of a steady rate is first said to be slow, in ms; `null`: not within five minutes. */
function slowAfter({ rate, peers = [], replaced = 0, held = () => false }: Course): number | null {
  const watch = new SpeedWatch(0, SPEED_POLICY);
  for (let now = 100; now <= 300_000; now += 100) {
    const bytes = Math.floor((rate * now) / 1000);
    const sample: SpeedSample = { now, bytes, remaining: 2 ** 40, held: held(now), replaced, peers };
    if (watch.judge(sample) === 'slow') return now;
  }
  return null;
}

describe('a slow connection', () => {
  test('far slower than the others: after some seconds', () => {
    expect(slowAfter({ rate: MIB, peers: [12 * MIB, MIB, 12 * MIB, 12 * MIB] })).toBe(3_000);
  });

  test('all alike slow, or a little slower: let be', () => {
    expect(slowAfter({ rate: MIB / 10, peers: [MIB / 10, MIB / 12, MIB / 9] })).toBeNull();
    expect(slowAfter({ rate: MIB, peers: [3 * MIB, 3 * MIB] })).toBeNull();
  });

  test('dripping, with nobody to compare with: after the window of the floor, longer each time', () => {
    expect(slowAfter({ rate: 100 })).toBe(10_000);
    expect(slowAfter({ rate: 100, replaced: 2 })).toBe(40_000);
    expect(slowAfter({ rate: 2_000 })).toBeNull();
  });

  test('held back by our own limit or the disk: never', () => {
    expect(slowAfter({ rate: 100, peers: [MIB], held: (now) => now % 1_000 === 0 })).toBeNull();
  });

  test('silent from the start: left to the idle time-out', () => {
    expect(slowAfter({ rate: 0, peers: [MIB] })).toBeNull();
  });

  test('about to end: let be', () => {
    const watch = new SpeedWatch(0, SPEED_POLICY);
    const sample = { bytes: 300, remaining: 90, held: false, replaced: 0, peers: [MIB] };
    watch.judge({ ...sample, now: 100, bytes: 1 });
    expect(watch.judge({ ...sample, now: 3_000 })).toBe('sound');
  });
});

test('the median of an even number is the lower one', () => {
  expect(median([])).toBe(0);
  expect(median([4, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 2])).toBe(2);
});
