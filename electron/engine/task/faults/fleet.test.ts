import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startCruelServer, type CruelServer } from '../../testing/index.ts';
import { startHarness, type Harness } from '../../testing/harness.ts';
import { stopwatch } from '../../testing/stopwatch.ts';

const MIB = 2 ** 20;
let server: CruelServer;
let harness: Harness;

beforeEach(async () => {
  server = await startCruelServer();
});
afterEach(async () => {
  await harness.close();
  await server.close();
});

/** The default policy with windows that a test can wait for. */
const SPEED = { floorRate: 1024, floorWindowMs: 300, peerShare: 0.25, peerWindowMs: 60_000 };

async function expectWhole(id: string, seed: number): Promise<void> {
  const { status, failure, fileName } = await harness.settled(id);
  expect({ status, failure }).toEqual({ status: 'finished', failure: null });
  expect(await harness.wrongByte(fileName, seed)).toBeNull();
}

describe('slow-loris', () => {
  test('on one of several connections: its segment goes on elsewhere, the others are left alone', async () => {
    harness = await startHarness({ speed: SPEED });
    const url = server.serve('/drip.bin', {
      size: 8 * MIB,
      seed: 1,
      bytesPerSecond: 3 * MIB,
      scenarios: [{ id: 'slow-loris', after: 100_000, bytesPerSecond: 100, on: 2 }],
    });
    await expectWhole(harness.add(url, { connections: 3 }), 1);
    expect(server.requests[1]?.state).toBe('aborted');
    expect(
      harness.events.filter((event) => event.type === 'changed' && event.from !== event.to && event.to === 'probing'),
    ).toHaveLength(1);
  });

  test('on the only connection: it goes on over another one from where it was, and no attempt counts as failed', async () => {
    harness = await startHarness({ speed: SPEED });
    const url = server.serve('/drip.bin', {
      size: 4 * MIB,
      seed: 2,
      scenarios: [{ id: 'slow-loris', after: 300_000, bytesPerSecond: 100, on: [1, 2, 3] }],
    });
    await expectWhole(harness.add(url, { connections: 1, maxRetries: 0 }), 2);
    expect(server.requests).toHaveLength(4);
    expect(server.requests[3]?.range?.start).toBeGreaterThanOrEqual(900_000);
  });

  test('a file that drips on every connection is not asked for again and again', async () => {
    harness = await startHarness({ speed: { ...SPEED, floorWindowMs: 150 } });
    const url = server.serve('/all.bin', {
      size: MIB,
      seed: 3,
      scenarios: [{ id: 'slow-loris', after: 0, bytesPerSecond: 300 }],
    });
    const id = harness.add(url, { connections: 1 });
    // 150, 300, 600 and 1200 ms: each window is twice as long as the one before.
    await server.waitFor(() => server.requests.length >= 4, 'four attempts');
    const [first, , , fourth] = server.requests;
    expect((fourth?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1000);
    await harness.engine.pause(id);
  });
});

test('a connection far slower than the others is replaced; when all are alike slow, none is', async () => {
  harness = await startHarness({ speed: { ...SPEED, floorWindowMs: 60_000, peerWindowMs: 400 } });
  const slow = (number: number): boolean => number === 3;
  const uneven = server.serve('/uneven.bin', {
    size: 16 * MIB,
    seed: 4,
    bytesPerSecond: ({ number }) => (slow(number) ? MIB / 4 : 3 * MIB),
  });
  await expectWhole(harness.add(uneven, { connections: 4 }), 4);
  const third = server.requestsFor('/uneven.bin')[2];
  expect(third?.state).toBe('aborted');
  const even = server.serve('/even.bin', { size: MIB, seed: 5, bytesPerSecond: MIB / 4 });
  await expectWhole(harness.add(even, { connections: 4 }), 5);
  expect(server.requestsFor('/even.bin').length).toBeLessThanOrEqual(8);
});

test('last-bytes-race: a tail too small to split is raced for, and no byte is written twice', async () => {
  harness = await startHarness();
  const url = server.serve('/tail.bin', {
    size: 2 * MIB,
    seed: 6,
    bytesPerSecond: ({ number }) => (number === 1 ? 50_000 : 8 * MIB),
  });
  const taken = stopwatch();
  await expectWhole(harness.add(url, { connections: 2 }), 6);
  const [first, ...others] = server.requestsFor('/tail.bin');
  // The first connection alone would take more than five seconds for the least segment.
  expect(taken()).toBeLessThan(4_000);
  expect(first?.state).toBe('aborted');
  expect(others.some((request) => (request.range?.start ?? MIB) < 256 * 1024)).toBe(true);
});

describe('a server that allows 4 connections', () => {
  const few = (size: number): string =>
    server.serve('/few.bin', {
      size,
      seed: 7,
      bytesPerSecond: 2 * MIB,
      scenarios: [{ id: 'server-allows-N-connections', limit: 4, status: 503 }],
    });
  const refused = (): number => server.requests.filter((request) => request.status === 503).length;

  for (const connections of [16, 'auto'] as const) {
    test(`${String(connections)}: four carry, few are refused, and the host is remembered`, async () => {
      harness = await startHarness();
      const url = few(16 * MIB);
      await expectWhole(harness.add(url, { connections }), 7);
      expect(server.maxConcurrent('/few.bin')).toBeGreaterThanOrEqual(4);
      expect(refused()).toBeLessThanOrEqual(20);
      const told = harness.events.flatMap((event) => (event.type === 'notice' ? [event.detail] : []));
      expect(told.at(-1)).toBe('HTTP 503: holding at 4');
      const before = refused();
      await expectWhole(harness.add(url, { connections, fileName: 'again.bin' }), 7);
      expect(refused() - before).toBeLessThanOrEqual(4);
    });
  }
});
