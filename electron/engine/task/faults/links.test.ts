import { describe, expect, test } from 'vitest';
import { eachTest } from '../../testing/each-test.ts';
import { startCruelServer, type CruelServer } from '../../testing/index.ts';
import type { Harness } from '../../testing/harness.ts';

const MIB = 2 ** 20;
let server: CruelServer;
let harness: Harness;

eachTest((given) => {
  ({ server, harness } = given);
});

const spec = { size: 6 * MIB, seed: 1, bytesPerSecond: 3 * MIB };
const unvalidated = { etag: null, lastModified: null };

/** A download whose link expires in the middle. */
async function expired(changes = {}, request = {}): Promise<string> {
  const url = server.serve('/old.bin', { ...spec, ...changes });
  const id = harness.add(`${url}?signature=one`, { connections: 2, ...request });
  await harness.when(id, (snapshot) => snapshot.receivedBytes > 2 * MIB);
  await harness.engine.pause(id);
  server.change('/old.bin', { scenarios: [{ id: '403-midway' }] });
  harness.engine.resume(id);
  const { failure } = await harness.settled(id, 'failed');
  expect(failure?.code).toBe('link-expired');
  return id;
}

async function expectFinishedFrom(path: string, id: string): Promise<void> {
  const { failure } = await harness.settled(id);
  expect(failure).toBeNull();
  expect(await harness.wrongByte('old.bin', 1)).toBeNull();
  // What was there was not fetched again.
  expectContinued(path);
}

/** No request went back to the beginning of the file, but perhaps the very first. */
function expectContinued(path: string, skip = 0): void {
  const starts = server.requestsFor(path).map((request) => request.range?.start ?? 0);
  expect(starts.length).toBeGreaterThan(skip);
  for (const start of starts.slice(skip)) expect(start).toBeGreaterThan(MIB / 2);
}

describe('403-midway, then a fresh link', () => {
  test('the same strong validator: goes on', async () => {
    const id = await expired({ etag: '"v1"' });
    const url = server.serve('/fresh/elsewhere', { ...spec, etag: '"v1"', bytesPerSecond: null });
    await harness.engine.setUrl(id, url);
    await expectFinishedFrom('/fresh/elsewhere', id);
    expect(harness.engine.get(id)?.url).toBe(url);
    expect(harness.engine.timeline(id).map((entry) => entry.code)).toContain('link-replaced');
  });

  test('no validator, the same bytes: goes on', async () => {
    const id = await expired(unvalidated);
    const url = server.serve('/fresh', { ...spec, ...unvalidated, bytesPerSecond: null });
    await harness.engine.setUrl(id, url);
    await expectFinishedFrom('/fresh', id);
  });

  test('a server that has lost its validators, the same bytes: goes on', async () => {
    const id = await expired();
    const url = server.serve('/fresh', { ...spec, ...unvalidated, bytesPerSecond: null });
    await harness.engine.setUrl(id, url);
    await expectFinishedFrom('/fresh', id);
  });

  for (const [what, before, after] of [
    ['another validator', { etag: '"v1"' }, { etag: '"v2"' }],
    ['another size', unvalidated, { ...unvalidated, size: 5 * MIB }],
    ['other bytes', unvalidated, { ...unvalidated, seed: 2 }],
    ['a whole reply, and nothing to compare', unvalidated, { ...unvalidated, ranges: false, seed: 2 }],
  ] as const) {
    test(`${what}: told, and nothing is lost`, async () => {
      const id = await expired(before);
      const kept = harness.engine.get(id)?.receivedBytes ?? 0;
      expect(kept).toBeGreaterThan(2 * MIB);
      const wrong = server.serve('/wrong', { ...spec, bytesPerSecond: null, ...after });
      await harness.engine.setUrl(id, wrong);
      const { failure, receivedBytes } = await harness.settled(id, 'failed');
      expect([failure?.code, receivedBytes]).toEqual(['link-mismatch', kept]);
      // Also not by trying again, or after a restart.
      harness.engine.resume(id);
      expect((await harness.settled(id, 'failed')).failure?.code).toBe('link-mismatch');
      harness = await harness.restart();
      const right = server.serve('/right', { ...spec, bytesPerSecond: null, ...before });
      await harness.engine.setUrl(id, right);
      await harness.settled(id, 'finished');
      expect(await harness.wrongByte('old.bin', 1)).toBeNull();
      expectContinued('/right');
    });
  }

  test('while it runs; what belongs to the old origin stays there', async () => {
    const other = await startCruelServer();
    const id = harness.add(server.serve('/old.bin', { ...spec, etag: '"v1"' }), {
      headers: { Cookie: 'marker', Accept: 'text/x-fine' },
      credentials: { user: 'me', password: 'marker' },
    });
    await harness.when(id, (snapshot) => snapshot.receivedBytes > MIB);
    await harness.engine.setUrl(id, other.serve('/new.bin', { ...spec, etag: '"v1"', bytesPerSecond: null }));
    await harness.settled(id, 'finished');
    expect(await harness.wrongByte('old.bin', 1)).toBeNull();
    expect(JSON.stringify(other.requests.map((request) => request.rawHeaders))).not.toMatch(/marker|authorization/i);
    expect(other.requests[0]?.headers['accept']).toBe('text/x-fine');
    await other.close();
  });

  test('the fresh link has expired too: asked for again', async () => {
    const id = await expired();
    await harness.engine.setUrl(id, server.serve('/fresh', { ...spec, scenarios: [{ id: '403-midway' }] }));
    expect((await harness.settled(id, 'failed')).failure?.code).toBe('link-expired');
  });

  test('what is no link, or too late, is refused', async () => {
    const id = harness.add(server.serve('/file.bin', { size: 1000 }));
    await harness.settled(id, 'finished');
    await expect(harness.engine.setUrl(id, 'nonsense')).rejects.toMatchObject({ code: 'bad-url' });
    await expect(harness.engine.setUrl(id, server.origin)).rejects.toMatchObject({ code: 'bad-option' });
    await expect(harness.engine.setUrl('gone', server.origin)).rejects.toMatchObject({ code: 'bad-option' });
  });
});

describe('a fresh link added under the same name', () => {
  async function leftBehind(changes: object): Promise<void> {
    const id = await expired(changes, { fileName: 'mine.bin' });
    await harness.engine.cancel(id, { keepPart: true });
  }
  const fresh = (changes: object): string =>
    harness.add(server.serve('/t0ken/fresh', { ...spec, bytesPerSecond: null, ...changes }), { fileName: 'mine.bin' });

  for (const [what, changes] of [
    ['by its strong validator', { etag: '"v1"' }],
    ['by its bytes', unvalidated],
  ] as const) {
    test(`goes on with what is there, proved ${what}`, async () => {
      await leftBehind(changes);
      const { status } = await harness.settled(fresh(changes));
      expect(status).toBe('finished');
      expect(await harness.wrongByte('mine.bin', 1)).toBeNull();
      expect(await harness.files()).toEqual(['mine.bin']);
      expectContinued('/t0ken/fresh', 1);
    });
  }

  test('another version gets another name, and the part is kept', async () => {
    await leftBehind({ etag: '"v1"' });
    const { fileName } = await harness.settled(fresh({ etag: '"v2"', seed: 2 }), 'finished');
    expect(fileName).toBe('mine (1).bin');
    expect(await harness.files()).toContain('mine.bin.part');
  });
});
