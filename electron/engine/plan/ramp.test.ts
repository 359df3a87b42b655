import { describe, expect, test } from 'vitest';
import { acceptRamp, farRamp, refuseRamp, startRamp, stepRamp, type RampState } from './ramp.ts';

const auto = (): RampState => startRamp('auto', { now: 0, bytes: 0 }, null);
const fixed = (connections: number): RampState => startRamp(connections, { now: 0, bytes: 0 }, null);

interface Link {
  /** Bytes per second by the number of connections. */
  readonly rateAt: (connections: number) => number;
  readonly refusedBeyond?: number;
  /** From a request to its first byte. */
  readonly headMs?: number;
}

/** Runs the ramp against a link in steps of 100 ms. */
function climb(link: Link, ms: number, state = auto()): { levels: number[]; bytes: number } {
  const { rateAt, refusedBeyond = Infinity, headMs = 0 } = link;
  const levels = [state.wanted];
  let bytes = 0;
  let carrying = Math.min(state.wanted, refusedBeyond);
  let since = -headMs;
  for (let now = 100; now <= ms; now += 100) {
    if (now - since > headMs) carrying = Math.min(state.wanted, refusedBeyond);
    bytes += rateAt(carrying) / 10;
    state = stepRamp(state, { now, bytes, carrying });
    if (state.wanted > refusedBeyond) state = refuseRamp(state, refusedBeyond, now);
    if (state.wanted !== levels.at(-1)) {
      levels.push(state.wanted);
      since = now;
    }
  }
  return { levels, bytes };
}

describe('auto connections', () => {
  test('rise to 16 while every connection is capped by the server, and lose less than 7.5 % of 2 GiB by it', () => {
    const capped: Link = { rateAt: (n) => n * 8 * 2 ** 20 };
    const { levels } = climb(capped, 2_000);
    expect(levels).toEqual([2, 8, 16]);
    const sixteen = 2 ** 31 / (16 * 8 * 2 ** 20);
    expect(climb(capped, sixteen * 1075).bytes).toBeGreaterThanOrEqual(2 ** 31);
  });

  test('rise over a long line, where a head takes 200 ms', () => {
    expect(climb({ rateAt: (n) => n * 1e6, headMs: 200 }, 3_000).levels).toEqual([2, 8, 16]);
  });

  test('begin higher on a far server, and come down again when it was only late and is fast', () => {
    expect(farRamp(auto(), 20).wanted).toBe(2);
    const far = farRamp(auto(), 200);
    expect(climb({ rateAt: (n) => n * 1e6, headMs: 200 }, 3_000, far).levels).toEqual([8, 16]);
    expect(climb({ rateAt: () => 1e9 }, 6_000, far).levels).toEqual([8, 2, 4, 2]);
    expect(farRamp(startRamp('auto', { now: 0, bytes: 0 }, 3), 200).wanted).toBe(3);
    expect(farRamp(fixed(4), 200).wanted).toBe(4);
  });

  test('rise although a server gives the bytes of the first second at once', () => {
    // As nginx does with limit_rate: 12 MiB within 100 ms of each new connection, and then nothing for a second.
    const each = 12 * 2 ** 20;
    let state = auto();
    const opened: number[] = [];
    let bytes = 0;
    const levels = [state.wanted];
    for (let now = 100; now <= 4_000; now += 100) {
      const fresh = state.wanted - opened.length;
      for (let index = 0; index < fresh; index += 1) opened.push(now);
      bytes += fresh > 0 ? fresh * each : 0;
      for (const at of opened) if (now - at >= 1_000) bytes += each / 10;
      state = stepRamp(state, { now, bytes, carrying: opened.length });
      if (state.wanted !== levels.at(-1)) levels.push(state.wanted);
    }
    expect(levels).toEqual([2, 8, 16]);
  });

  test('stay low when one connection fills the link', () => {
    expect(climb({ rateAt: () => 1e9 }, 3_000).levels).toEqual([2, 4, 2]);
  });

  test('stay low when a program that has just started gets faster by itself', () => {
    let turn = 0;
    const warming: Link = { rateAt: () => 4e8 * (1 - 0.6 * Math.exp(-turn++ / 8)) };
    expect(Math.max(...climb(warming, 10_000).levels)).toBeLessThanOrEqual(4);
  });

  test('stay low when speeds are noisy and one connection fills the link', () => {
    let turn = 0;
    const noisy: Link = { rateAt: () => 1e9 * (turn++ % 3 === 0 ? 0.7 : 1.1) };
    expect(Math.max(...climb(noisy, 30_000).levels)).toBeLessThanOrEqual(4);
  });

  test('hold at the plateau', () => {
    expect(climb({ rateAt: (n) => Math.min(n, 5) * 1e7 }, 4_000).levels).toEqual([2, 8, 16, 8]);
  });

  test('a plateau is looked at again, ever less often', () => {
    const { levels } = climb({ rateAt: () => 1e9 }, 60_000);
    expect(levels.filter((level) => level === 4)).toHaveLength(5);
  });

  test('a refusal is the ceiling from then on', () => {
    expect(climb({ rateAt: (n) => n * 8e6, refusedBeyond: 3 }, 19_000).levels).toEqual([2, 3]);
  });

  test('what the host allowed earlier is the ceiling to begin with', () => {
    expect(climb({ rateAt: (n) => n * 8e6 }, 19_000, startRamp('auto', { now: 0, bytes: 0 }, 3)).levels).toEqual([
      2, 3,
    ]);
    expect(startRamp(16, { now: 0, bytes: 0 }, 4).wanted).toBe(4);
    expect(startRamp(2, { now: 0, bytes: 0 }, 4).wanted).toBe(2);
  });

  test('connections that never carry do not stop the climb for ever', () => {
    const state = stepRamp(auto(), { now: 2_900, bytes: 0, carrying: 0 });
    expect(state.watch).toBeNull();
    expect(stepRamp(state, { now: 3_000, bytes: 0, carrying: 0 }).watch).not.toBeNull();
  });
});

describe('a fixed number', () => {
  test('is taken at once, and lowered only by a refusal', () => {
    const state = fixed(16);
    expect(state.wanted).toBe(16);
    expect(stepRamp(state, { now: 5000, bytes: 1, carrying: 16 }).wanted).toBe(16);
    const refused = refuseRamp(state, 4, 100);
    expect(refused.wanted).toBe(4);
    expect(stepRamp(refused, { now: 20_000, bytes: 9e9, carrying: 4 }).wanted).toBe(4);
  });

  test('a refusal is forgiven after a while, and each time later', () => {
    let state = refuseRamp(fixed(8), 1, 0);
    const raised: [ms: number, wanted: number][] = [];
    for (let now = 100; now <= 300_000; now += 100) {
      const next = stepRamp(state, { now, bytes: now, carrying: Math.min(2, state.wanted) });
      if (next.wanted > state.wanted) raised.push([now, next.wanted]);
      // Never more than two are taken.
      state = next.wanted > 2 ? refuseRamp(next, 2, now) : next;
    }
    expect(raised).toEqual([
      [20_000, 2],
      [60_000, 4],
      [140_000, 4],
      [300_000, 4],
    ]);
  });

  test('a server that refuses what it has carried before is believed the fifth time in a row', () => {
    let state = stepRamp(refuseRamp(fixed(16), 4, 0), { now: 100, bytes: 1, carrying: 4 });
    const wanted: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      state = refuseRamp(state, 3, 200);
      wanted.push(state.wanted);
    }
    expect(wanted).toEqual([4, 4, 4, 4, 3]);
    state = acceptRamp(refuseRamp(fixed(4), 3, 0));
    expect(state.flaps).toBe(0);
  });
});
