import { describe, expect, test } from 'vitest';
import { refuseRamp, startRamp, stepRamp, type RampState } from './ramp.ts';

/** Runs the ramp against a link: bytes per second by the number of connections. Returns the levels it went through. */
function climb(rateAt: (connections: number) => number, ms: number, refusedBeyond = Infinity): number[] {
  let state: RampState = startRamp('auto', 0, 0);
  const levels = [state.wanted];
  let bytes = 0;
  for (let now = 100; now <= ms; now += 100) {
    const carrying = Math.min(state.wanted, refusedBeyond);
    bytes += rateAt(carrying) / 10;
    state = stepRamp(state, { now, bytes, carrying });
    if (state.wanted > refusedBeyond) state = refuseRamp(state, refusedBeyond, now);
    if (state.wanted !== levels.at(-1)) levels.push(state.wanted);
  }
  return levels;
}

describe('auto connections', () => {
  test('rise to 16 while every connection is capped by the server', () => {
    expect(climb((n) => n * 8e6, 10_000)).toEqual([1, 2, 4, 8, 16]);
  });

  test('stay low when one connection fills the link', () => {
    expect(climb(() => 1e9, 10_000)).toEqual([1, 2, 1]);
  });

  test('hold at the plateau', () => {
    expect(climb((n) => Math.min(n, 5) * 1e7, 15_000)).toEqual([1, 2, 4, 8, 16, 8]);
  });

  test('a refusal is the ceiling from then on', () => {
    expect(climb((n) => n * 8e6, 60_000, 3)).toEqual([1, 2, 3]);
  });

  test('a fixed number is taken at once, and lowered only by a refusal', () => {
    const state = startRamp(16, 0, 0);
    expect(state.wanted).toBe(16);
    expect(stepRamp(state, { now: 5000, bytes: 1, carrying: 16 }).wanted).toBe(16);
    const refused = refuseRamp(state, 4, 100);
    expect(refused.wanted).toBe(4);
    expect(stepRamp(refused, { now: 20_000, bytes: 9e9, carrying: 4 }).wanted).toBe(4);
  });

  test('a refusal is forgiven after a while, and each time later', () => {
    let state = refuseRamp(startRamp(8, 0, 0), 1, 0);
    const raised: [ms: number, wanted: number][] = [];
    for (let now = 100; now <= 300_000; now += 100) {
      const next = stepRamp(state, { now, bytes: now, carrying: state.wanted });
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

  test('connections that never carry do not stop the climb for ever', () => {
    const state = stepRamp(startRamp('auto', 0, 0), { now: 2_999, bytes: 0, carrying: 0 });
    expect(state.carryingSince).toBeNull();
    expect(stepRamp(state, { now: 3_000, bytes: 0, carrying: 0 }).carryingSince).toBe(3_000);
  });
});
