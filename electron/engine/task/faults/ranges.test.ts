import { expect, test } from 'vitest';
import { eachTest } from '../../testing/each-test.ts';
import { type CruelServer, type Scenario } from '../../testing/index.ts';
import type { Harness } from '../../testing/harness.ts';

const MIB = 2 ** 20;
let server: CruelServer;
let harness: Harness;

eachTest((given) => {
  ({ server, harness } = given);
});

/** Downloads 6 MiB over 4 connections from a server with these faults; the bytes must be right. */
async function survive(scenarios: readonly Scenario[], spec = {}): Promise<void> {
  const url = server.serve('/file.bin', { size: 6 * MIB, seed: 1, scenarios, bytesPerSecond: 12 * MIB, ...spec });
  const { status, failure, fileName } = await harness.settled(harness.add(url, { connections: 4 }));
  expect({ status, failure }).toEqual({ status: 'finished', failure: null });
  expect(await harness.wrongByte(fileName, 1)).toBeNull();
  expect(await harness.files()).toEqual(['file.bin']);
  for (const { headers } of server.requests) expect(headers['range'] ?? '').not.toContain(',');
}

test('range-ignored-200 from the first request: one stream, and it says why', async () => {
  const url = server.serve('/file.bin', {
    size: 3 * MIB,
    seed: 1,
    ranges: false,
  });
  const id = harness.add(url, { connections: 4 });
  const running = await harness.when(id, (snapshot) => snapshot.segmentable !== null);
  expect(running.segmentable).toBe('no-ranges');
  expect((await harness.settled(id)).status).toBe('finished');
  expect(await harness.wrongByte('file.bin', 1)).toBeNull();
  expect(server.requests).toHaveLength(1);
});

test('range-ignored-200 on further connections: they are dropped and the first carries on', async () => {
  await survive([{ id: 'range-ignored-200', from: 2 }]);
  expect(harness.notices()).toContain('ranges-ignored');
});

test('ignores-range-on-extra-connections: the bytes are right all the same', async () => {
  await survive([{ id: 'ignores-range-on-extra-connections', allowed: 1 }]);
});

test('range-ignored-200 at a resume: starts over on this one stream, and says so', async () => {
  const url = server.serve('/file.bin', { size: 6 * MIB, seed: 1, bytesPerSecond: 6 * MIB });
  const id = harness.add(url, { connections: 2 });
  await harness.when(id, (snapshot) => snapshot.receivedBytes > MIB);
  await harness.engine.pause(id);
  server.change('/file.bin', { bytesPerSecond: null, scenarios: [{ id: 'range-ignored-200' }] });
  harness.engine.resume(id);
  expect((await harness.settled(id)).status).toBe('finished');
  // The body that came is used from its first byte: no further request.
  expect(server.requests.filter((request) => request.status === 200)).toHaveLength(1);
  expect(harness.notices()).toContain('ranges-ignored');
  expect(await harness.wrongByte('file.bin', 1)).toBeNull();
});

test('206-wrong-start: not a byte of the reply is used', () => survive([{ id: '206-wrong-start', from: 2 }]));

test('206-wrong-start once a right one was seen: tried again', () =>
  survive([{ id: '206-wrong-start', on: [5, 6], times: 2 }]));

test('206-no-content-range on further connections', () => survive([{ id: '206-no-content-range', from: 2 }]));

test('206-no-content-range everywhere: one stream without a Range', async () => {
  await survive([{ id: '206-no-content-range' }]);
  expect(harness.notices()).toContain('ranges-broken');
  expect(server.requests.at(-1)?.headers['range']).toBeUndefined();
});

test('206-no-content-range, malformed', () => survive([{ id: '206-no-content-range', value: 'bytes 5-x/9', from: 2 }]));

test('206-multipart: rejected', () => survive([{ id: '206-multipart', from: 2 }]));

test('206-wrong-total: taken for another version, started over once', async () => {
  await survive([{ id: '206-wrong-total', on: [2], times: 1 }]);
  expect(harness.notices()).toContain('source-changed');
});

test('206-wrong-total for ever: fails with what it means', async () => {
  const url = server.serve('/file.bin', {
    size: 3 * MIB,
    seed: 1,
    scenarios: [{ id: '206-wrong-total', from: 2, by: 7 }],
  });
  const { status, failure } = await harness.settled(harness.add(url, { connections: 4 }));
  expect([status, failure?.code]).toEqual(['failed', 'source-changed']);
});

test('206-short-range: what came is kept and the rest is asked for', async () => {
  await survive([{ id: '206-short-range', bytes: 200_000 }]);
  expect(server.requests.length).toBeGreaterThan(20);
});

test('206-unasked: a partial reply to a plain request is bad content', async () => {
  const url = server.serve('/file.bin', {
    size: 3 * MIB,
    seed: 1,
    scenarios: [{ id: '206-no-content-range' }, { id: '206-unasked', on: (request) => request.range === null }],
  });
  const { failure } = await harness.settled(harness.add(url));
  expect(failure?.code).toBe('range-broken');
  expect(await harness.files()).toEqual([]);
});

test('416-complete: everything is there already, and the server says so', async () => {
  // Without a length only the server can tell that a cut stream had reached its end.
  const url = server.serve('/stream.bin', {
    size: 2 * MIB,
    seed: 1,
    scenarios: [
      { id: 'range-ignored-200', on: [1] },
      { id: 'chunked', on: [1], atOffset: 2 * MIB, fault: 'close' },
    ],
  });
  const { status, failure, sizeBytes } = await harness.settled(harness.add(url));
  expect({ status, failure, sizeBytes }).toEqual({ status: 'finished', failure: null, sizeBytes: 2 * MIB });
  expect(server.requests.at(-1)?.status).toBe(416);
  expect(await harness.wrongByte('stream.bin', 1)).toBeNull();
});

test('416-other: starts over', async () => {
  const url = server.serve('/file.bin', { size: 6 * MIB, seed: 1, bytesPerSecond: 6 * MIB });
  const id = harness.add(url, { connections: 2 });
  await harness.when(id, (snapshot) => snapshot.receivedBytes > MIB);
  await harness.engine.pause(id);
  server.change('/file.bin', { bytesPerSecond: null, scenarios: [{ id: '416-other', times: 1 }] });
  harness.engine.resume(id);
  expect((await harness.settled(id)).status).toBe('finished');
  expect(await harness.wrongByte('file.bin', 1)).toBeNull();
});
