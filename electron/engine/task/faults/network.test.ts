import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startCruelServer, type CruelServer } from '../../testing/index.ts';
import { startHarness, type Harness } from '../../testing/harness.ts';
import { stopwatch } from '../../testing/stopwatch.ts';
import { systemClock, type Clock } from '../ports.ts';

const MIB = 2 ** 20;
let server: CruelServer;
let harness: Harness;
/** The machine has a network. */
let connected = true;
/** Looks for the network without the time between. */
const quick: Clock = {
  ...systemClock,
  after: (ms, callback) => systemClock.after(ms === 2_000 ? 10 : ms, callback),
};

async function start(clock: Clock = systemClock): Promise<void> {
  harness = await startHarness({ clock, network: { connected: () => connected, needed: () => true } });
}

beforeEach(async () => {
  connected = true;
  server = await startCruelServer();
});
afterEach(async () => {
  await harness.close();
  await server.close();
});

const slow = { size: 6 * MIB, seed: 1, bytesPerSecond: 3 * MIB };
const codes = (id: string): string[] => harness.engine.timeline(id).map((entry) => entry.code);

async function expectFinished(id: string): Promise<void> {
  const { status, failure, fileName } = await harness.settled(id);
  expect({ status, failure }).toEqual({ status: 'finished', failure: null });
  expect(await harness.wrongByte(fileName, 1)).toBeNull();
}

describe('reconnect', () => {
  test('sleep-resume, iface-change: every socket goes at once, and it goes on with If-Range', async () => {
    await start();
    const id = harness.add(server.serve('/file.bin', slow), { connections: 4, maxRetries: 0 });
    await harness.when(id, (snapshot) => snapshot.receivedBytes > 2 * MIB);
    const before = server.requests.length;
    harness.engine.reconnect();
    await server.waitFor(
      () => server.requests.slice(0, before).every((request) => request.state !== 'open'),
      'the old connections to be gone',
    );
    server.change('/file.bin', { bytesPerSecond: null });
    await expectFinished(id);
    const after = server.requests.slice(before);
    expect(after.length).toBeGreaterThan(0);
    for (const { headers, range } of after)
      expect([headers['if-range'], range?.start ?? 0]).toEqual([expect.any(String), expect.toSatisfy((n) => n > 0)]);
    expect(codes(id)).toContain('reconnected');
  });

  test('a silent server is asked anew, also before its first reply', async () => {
    await start();
    const url = server.serve('/file.bin', { ...slow, scenarios: [{ id: 'accept-then-silence', on: 1 }] });
    const id = harness.add(url, { maxRetries: 0 });
    await server.waitFor(() => server.requests.length === 1, 'the first request');
    harness.engine.reconnect();
    await expectFinished(id);
  });

  test('a wait for another attempt ends at once', async () => {
    await start();
    const url = server.serve('/file.bin', {
      ...slow,
      bytesPerSecond: null,
      scenarios: [{ id: '503-retry-after', retryAfter: 4, on: 1 }],
    });
    const id = harness.add(url);
    await harness.when(id, (snapshot) => snapshot.retryAt !== null);
    const taken = stopwatch();
    harness.engine.reconnect();
    await expectFinished(id);
    expect(taken()).toBeLessThan(3_000);
  });

  test('a stream that could only begin again is left alone', async () => {
    await start();
    const id = harness.add(server.serve('/file.bin', { ...slow, ranges: false }));
    await harness.when(id, (snapshot) => snapshot.receivedBytes > MIB);
    harness.engine.reconnect();
    await expectFinished(id);
    expect(server.requests).toHaveLength(1);
  });

  test('idle connections are not used again', async () => {
    await start();
    await harness.settled(harness.add(server.serve('/a.bin', { size: 1000, seed: 1 })));
    harness.engine.reconnect();
    await server.waitFor(() => server.openConnections() === 0, 'the idle connection to be gone');
    await expectFinished(harness.add(server.serve('/b.bin', { size: 1000, seed: 1 })));
    expect(server.totalConnections()).toBe(2);
  });
});

describe('offline', () => {
  test('no attempt is made or counted; goes on when the network is back', async () => {
    await start();
    const id = harness.add(server.serve('/file.bin', slow), { connections: 4, maxRetries: 0 });
    await harness.when(id, (snapshot) => snapshot.receivedBytes > MIB);
    harness.engine.setOnline(false);
    const asked = server.requests.length;
    await server.cut();
    const waiting = await harness.when(id, (snapshot) => snapshot.waitingFor === 'network');
    expect(waiting.status).toBe('probing');
    expect(server.requests.length).toBe(asked);
    harness.engine.setOnline(true);
    await expectFinished(id);
    expect(codes(id)).toEqual(expect.arrayContaining(['offline', 'online']));
    expect(harness.engine.get(id)?.waitingFor).toBeNull();
  });

  test('added while offline: nothing is asked; pause ends the wait at once', async () => {
    await start();
    harness.engine.setOnline(false);
    const id = harness.add(server.serve('/file.bin', slow));
    await harness.when(id, (snapshot) => snapshot.waitingFor === 'network');
    await harness.engine.pause(id);
    expect(harness.engine.get(id)).toMatchObject({ status: 'paused', waitingFor: null });
    expect(server.requests).toHaveLength(0);
  });

  test('nobody tells, but there is no interface: looked for, without counting', async () => {
    await start(quick);
    const id = harness.add(server.serve('/file.bin', { ...slow, bytesPerSecond: MIB }), {
      connections: 2,
      maxRetries: 0,
    });
    await harness.when(id, (snapshot) => snapshot.receivedBytes > MIB);
    connected = false;
    await server.cut();
    await harness.when(id, (snapshot) => snapshot.waitingFor === 'network');
    connected = true;
    server.change('/file.bin', { bytesPerSecond: null });
    await expectFinished(id);
  });

  test('no network for too long: the failure is told', async () => {
    await start(quick);
    connected = false;
    const id = harness.add('http://127.0.0.1:1/file.bin', { maxRetries: 0 });
    expect((await harness.settled(id, 'failed')).failure?.code).toBe('connect-refused');
  });
});

test('clock-jump: the wall clock moves no time-out, wait, speed or checkpoint', async () => {
  let jump = 0;
  await start({ ...systemClock, wallNow: () => Date.now() + jump });
  const url = server.serve('/file.bin', { ...slow, scenarios: [{ id: '503-retry-after', retryAfter: 1, on: 2 }] });
  const id = harness.add(url, { connections: 4, idleTimeoutMs: 5_000 });
  for (const hours of [24, -48, 24 * 365]) {
    const seen = harness.engine.get(id)?.receivedBytes ?? 0;
    jump += hours * 3_600_000;
    const { bytesPerSecond } = await harness.when(id, (snapshot) => snapshot.receivedBytes > seen + MIB);
    // By the wall clock it would be a few bytes, or none.
    expect(bytesPerSecond).toBeGreaterThan(MIB / 100);
    expect(bytesPerSecond).toBeLessThan(60 * MIB);
  }
  await expectFinished(id);
  expect(codes(id)).not.toContain('segment-retry');
});

test('clock-jump: a Retry-After date far away by a wrong clock is not waited for', async () => {
  await start({ ...systemClock, wallNow: () => Date.now() - 365 * 86_400_000 });
  const retryAfter = new Date().toUTCString();
  const url = server.serve('/file.bin', { ...slow, scenarios: [{ id: '503-retry-after', retryAfter, times: 99 }] });
  expect((await harness.settled(harness.add(url), 'failed')).failure?.code).toBe('server-busy');
});
