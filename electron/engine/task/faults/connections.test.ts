import { expect, test } from 'vitest';
import { eachTest } from '../../testing/each-test.ts';
import { startCruelServer, type CruelServer } from '../../testing/index.ts';
import type { Harness } from '../../testing/harness.ts';

const MIB = 2 ** 20;
let server: CruelServer;
let harness: Harness;

eachTest((given) => {
  ({ server, harness } = given);
});

async function expectWhole(url: string, seed: number, request = {}): Promise<void> {
  const id = harness.add(url, request);
  const { status, failure, fileName } = await harness.settled(id);
  expect({ status, failure }).toEqual({ status: 'finished', failure: null });
  expect(await harness.wrongByte(fileName, seed)).toBeNull();
  expect(await harness.files()).toEqual([fileName]);
}

test('conn-reset-mid: only the broken segment is asked for again, from where it stopped', async () => {
  const url = server.serve('/file.bin', {
    size: 8 * MIB,
    seed: 1,
    bytesPerSecond: 8 * MIB,
    scenarios: [{ id: 'conn-reset-mid', after: 300_000, on: [1, 3], times: 2 }],
  });
  await expectWhole(url, 1, { connections: 4 });
  const resumed = server.requests.filter((request) => (request.range?.start ?? 0) % 65_536 !== 0);
  expect(resumed.length).toBeGreaterThanOrEqual(1);
  for (const request of resumed) expect(request.headers['if-range']).toMatch(/^"/);
});

test('fin-short-body: a body that ends early is never taken for complete', async () => {
  const url = server.serve('/file.bin', {
    size: 4 * MIB,
    seed: 2,
    scenarios: [{ id: 'fin-short-body', after: 100_000, times: 3 }],
  });
  await expectWhole(url, 2, { connections: 2 });
  // It goes on at the very byte.
  expect(server.requests.map(({ range }) => range?.start)).toContain(100_000);
});

for (const form of ['undeclared', 'length', 'range'] as const) {
  test(`long-body (${form}): nothing is written past the segment`, async () => {
    const url = server.serve('/file.bin', {
      size: 4 * MIB,
      seed: 3,
      scenarios: [{ id: 'long-body', form, extra: 5000 }],
    });
    await expectWhole(url, 3, { connections: 4 });
    // What lies behind such a body is nobody's reply.
    expect(server.totalConnections()).toBeGreaterThanOrEqual(server.requests.length);
  });
}

test('5xx-once: the error page is never saved', async () => {
  for (const status of [500, 502, 504] as const) {
    const path = `/once-${String(status)}.bin`;
    const url = server.serve(path, { size: 3 * MIB, seed: 4, scenarios: [{ id: '5xx-once', status, times: 1 }] });
    const id = harness.add(url, { connections: 2 });
    const { fileName, status: state } = await harness.settled(id);
    expect(state).toBe('finished');
    expect(await harness.wrongByte(fileName, 4)).toBeNull();
  }
});

test('5xx for good: fails with its code after the last retry, and leaves no file', async () => {
  const url = server.serve('/never.bin', { size: MIB, seed: 4, scenarios: [{ id: '5xx-once', times: 99 }] });
  const { failure } = await harness.settled(harness.add(url, { maxRetries: 2 }));
  expect(failure?.code).toBe('server-error');
  expect(server.requests).toHaveLength(3);
  expect(await harness.files()).toEqual([]);
});

test('503-retry-after: the server is waited for as long as it asks', async () => {
  const url = server.serve('/busy.bin', {
    size: MIB,
    seed: 5,
    scenarios: [{ id: '503-retry-after', retryAfter: '1', times: 1 }],
  });
  const id = harness.add(url);
  const waiting = await harness.when(id, (snapshot) => snapshot.retryAt !== null, 'the wait to be told');
  expect(waiting.retryAt).toBeGreaterThan(waiting.createdAt + 900);
  expect((await harness.settled(id)).status).toBe('finished');
  const [first, second] = server.requests;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
});

test('503-retry-after beyond all patience: stops with the reason', async () => {
  const url = server.serve('/busy.bin', {
    size: MIB,
    seed: 5,
    scenarios: [{ id: '503-retry-after', retryAfter: '86400' }],
  });
  const { failure } = await harness.settled(harness.add(url));
  expect(failure?.code).toBe('server-busy');
  expect(server.requests).toHaveLength(1);
});

test('a server that allows 4 connections: 4 carry, none of the refused is a failure', async () => {
  const url = server.serve('/few.bin', {
    size: 12 * MIB,
    seed: 6,
    bytesPerSecond: 8 * MIB,
    scenarios: [{ id: 'server-allows-N-connections', limit: 4, status: 503 }],
  });
  await expectWhole(url, 6, { connections: 16 });
  expect(harness.notices()).toContain('connections-refused');
  const refused = server.requests.filter((request) => request.status === 503);
  expect(refused.length).toBeLessThanOrEqual(24);
});

test('stalled-no-fin: a silent socket is dropped and its segment goes on elsewhere', async () => {
  const url = server.serve('/stall.bin', {
    size: 4 * MIB,
    seed: 7,
    scenarios: [{ id: 'stalled-no-fin', after: 50_000, on: [1, 2], times: 2 }],
  });
  await expectWhole(url, 7, { connections: 3, idleTimeoutMs: 300 });
  expect(server.requests.filter((request) => request.state === 'aborted').length).toBeGreaterThanOrEqual(2);
});

test('a server that accepts and never answers: fails as stalled', async () => {
  const url = server.serve('/mute.bin', { size: MIB, seed: 8, scenarios: [{ id: 'accept-then-silence' }] });
  const { failure } = await harness.settled(harness.add(url, { idleTimeoutMs: 100, maxRetries: 1 }));
  expect(failure?.code).toBe('stalled');
});

test('connection refused: fails with its code', async () => {
  const { origin } = server;
  await server.close();
  const { failure } = await harness.settled(harness.add(`${origin}/gone.bin`, { maxRetries: 1 }));
  expect(failure?.code).toBe('connect-refused');
  server = await startCruelServer();
});

test('4xx: refused with the right code, at once, and nothing on disk', async () => {
  const cases = { 401: 'unauthorized', 403: 'forbidden', 404: 'not-found', 410: 'link-expired', 418: 'client-error' };
  for (const [status, code] of Object.entries(cases)) {
    const url = server.serve(`/${status}.bin`, {
      size: 10,
      seed: 1,
      scenarios: [{ id: '5xx-once', status: Number(status) as 500, times: 9 }],
    });
    const { failure } = await harness.settled(harness.add(url));
    expect(failure).toEqual({ code, detail: `HTTP ${status}` });
    expect(server.requestsFor(`/${status}.bin`)).toHaveLength(1);
  }
  expect(await harness.files()).toEqual([]);
});

test('403-midway: what was fetched is kept and a fresh link is asked for', async () => {
  const url = server.serve('/signed.bin', {
    size: 6 * MIB,
    seed: 9,
    bytesPerSecond: 4 * MIB,
    scenarios: [
      { id: '403-midway', afterBytes: MIB },
      { id: 'conn-reset-mid', after: 1_200_000, times: 1 },
    ],
  });
  const { failure, receivedBytes } = await harness.settled(harness.add(url, { connections: 1 }));
  expect(failure?.code).toBe('link-expired');
  expect(receivedBytes).toBeGreaterThan(0);
  expect(await harness.files()).toEqual(['signed.bin.part', 'signed.bin.part.json']);
});

test('header-flood: the reply is refused and the engine lives', async () => {
  for (const form of ['long', 'many', 'nul', 'no-colon'] as const) {
    const url = server.serve(`/${form}.bin`, { size: 1000, seed: 1, scenarios: [{ id: 'header-flood', form }] });
    const { failure } = await harness.settled(harness.add(url, { maxRetries: 0 }));
    // Which of the two the parser says depends on how the bytes arrive.
    expect([form, ['bad-reply', 'connection-lost'].includes(failure?.code ?? '')]).toEqual([form, true]);
  }
  await expectWhole(server.serve('/fine.bin', { size: 1000, seed: 1 }), 1);
});
