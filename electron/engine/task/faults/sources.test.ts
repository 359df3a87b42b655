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

/** Runs until more than `bytes` are on disk, then pauses. */
async function partly(url: string, bytes: number, request = {}): Promise<string> {
  const id = harness.add(url, { connections: 4, ...request });
  await harness.when(id, (snapshot) => snapshot.receivedBytes > bytes);
  await harness.engine.pause(id);
  return id;
}

async function expectFinished(id: string, seed: number): Promise<void> {
  const { status, failure, fileName } = await harness.settled(id);
  expect({ status, failure }).toEqual({ status: 'finished', failure: null });
  expect(await harness.wrongByte(fileName, seed)).toBeNull();
}

describe('changed files', () => {
  test('etag-changed between pause and resume: starts over once, and says so', async () => {
    const url = server.serve('/file.bin', { size: 6 * MIB, seed: 1, bytesPerSecond: 3 * MIB });
    const id = await partly(url, MIB);
    server.change('/file.bin', { seed: 2, bytesPerSecond: null });
    harness.engine.resume(id);
    await expectFinished(id, 2);
    expect(harness.notices()).toContain('source-changed');
    const [last] = server.requests.filter((request) => request.headers['if-range'] !== undefined).slice(-1);
    expect(last?.status).toBeDefined();
  });

  test('etag-changed between two segments: not a byte of the new version is mixed in', async () => {
    const url = server.serve('/file.bin', {
      size: 6 * MIB,
      seed: 1,
      bytesPerSecond: 6 * MIB,
      scenarios: [{ id: 'etag-changed', on: 3, seed: 5 }],
    });
    await expectFinished(harness.add(url, { connections: 4 }), 5);
  });

  test('etag-changed, If-Range ignored by the server: seen all the same', async () => {
    const url = server.serve('/file.bin', {
      size: 6 * MIB,
      seed: 1,
      bytesPerSecond: 6 * MIB,
      scenarios: [{ id: 'etag-changed', on: 3, seed: 5, ignoreIfRange: true }],
    });
    await expectFinished(harness.add(url, { connections: 4 }), 5);
    expect(harness.notices()).toContain('source-changed');
  });

  test('a file that keeps changing: fails instead of going round for ever', async () => {
    const url = server.serve('/file.bin', {
      size: 6 * MIB,
      bytesPerSecond: 4 * MIB,
      scenarios: [2, 5, 8, 11].map((on) => ({ id: 'etag-changed', on, seed: on, ignoreIfRange: true }) as const),
    });
    const { failure } = await harness.settled(harness.add(url, { connections: 4 }));
    expect(failure?.code).toBe('source-changed');
  });

  test('etag-weak: a weak tag is never sent in If-Range, and the bytes are right', async () => {
    const url = server.serve('/file.bin', {
      size: 6 * MIB,
      seed: 1,
      bytesPerSecond: 3 * MIB,
      scenarios: [{ id: 'etag-weak' }],
    });
    const id = await partly(url, MIB);
    harness.engine.resume(id);
    await expectFinished(id, 1);
    expect(server.requests.every((request) => !request.headers['if-range']?.includes('W/'))).toBe(true);
  });

  test('no validator at all, another file of the same size at resume: the overlap gives it away', async () => {
    const url = server.serve('/file.bin', {
      size: 6 * MIB,
      seed: 1,
      bytesPerSecond: 3 * MIB,
      etag: null,
      lastModified: null,
    });
    const id = await partly(url, MIB);
    server.change('/file.bin', { seed: 2, bytesPerSecond: null });
    harness.engine.resume(id);
    await expectFinished(id, 2);
    expect(harness.notices()).toContain('source-changed');
  });

  test('no validator at all, another file behind one segment: the overlap gives it away', async () => {
    const url = server.serve('/file.bin', {
      size: 6 * MIB,
      seed: 1,
      bytesPerSecond: 6 * MIB,
      etag: null,
      lastModified: null,
      scenarios: [
        { id: 'etag-changed', on: 3, seed: 5 },
        { id: 'etag-weak', none: true },
      ],
    });
    await expectFinished(harness.add(url, { connections: 4 }), 5);
  });

  test('captive-portal: a login page for a range is not taken for the file', async () => {
    const url = server.serve('/file.bin', { size: 6 * MIB, seed: 1, bytesPerSecond: 3 * MIB });
    const id = await partly(url, MIB);
    server.change('/file.bin', { scenarios: [{ id: 'captive-portal', times: 1 }] });
    harness.engine.resume(id);
    const { failure, receivedBytes } = await harness.settled(id);
    expect(failure?.code).toBe('not-the-file');
    expect(receivedBytes).toBeGreaterThan(MIB);
    harness.engine.resume(id);
    await harness.settled(id, 'finished');
    await expectFinished(id, 1);
  });
});

describe('lengths', () => {
  test('no-content-length: one stream, complete at its clean end', async () => {
    const url = server.serve('/stream.bin', {
      size: 3 * MIB,
      seed: 1,
      scenarios: [{ id: 'range-ignored-200' }, { id: 'no-content-length' }],
    });
    const id = harness.add(url, { connections: 4 });
    await expectFinished(id, 1);
    expect(harness.engine.get(id)?.sizeBytes).toBe(3 * MIB);
  });

  test('chunked: one stream', async () => {
    const url = server.serve('/stream.bin', {
      size: 3 * MIB,
      seed: 1,
      scenarios: [{ id: 'range-ignored-200' }, { id: 'chunked' }],
    });
    const id = harness.add(url, { connections: 4 });
    const running = await harness.when(id, (snapshot) => snapshot.segmentable !== null);
    expect(running.segmentable).toBe('no-length');
    await expectFinished(id, 1);
  });

  test('chunked, closed early or with nonsense for a size: a failure, never a short file', async () => {
    for (const fault of ['close', 'bad-size'] as const) {
      const url = server.serve(`/${fault}.bin`, {
        size: 3 * MIB,
        seed: 1,
        etag: null,
        lastModified: null,
        ranges: false,
        scenarios: [{ id: 'range-ignored-200' }, { id: 'chunked', after: MIB, fault }],
      });
      const { status } = await harness.settled(harness.add(url, { maxRetries: 1 }));
      expect([fault, status]).toEqual([fault, 'failed']);
    }
    expect((await harness.files()).filter((name) => !name.includes('.part'))).toEqual([]);
  });

  for (const form of ['200', '416'] as const) {
    test(`zero-byte (${form}): an empty file`, async () => {
      const url = server.serve('/empty.bin', { size: 0, scenarios: [{ id: 'zero-byte', form }] });
      const { status, sizeBytes } = await harness.settled(harness.add(url));
      expect([status, sizeBytes]).toEqual(['finished', 0]);
      expect(await harness.files()).toEqual(['empty.bin']);
    });
  }

  test('4gib: a length that cannot be held exactly is refused, not rounded', async () => {
    const url = server.serve('/huge.bin', { size: 10, scenarios: [{ id: '4gib', announce: '9007199254740993' }] });
    const { status } = await harness.settled(harness.add(url, { maxRetries: 0 }));
    expect(status).toBe('failed');
    expect(await harness.files()).toEqual([]);
  });

  test('disk-full, 4gib: more than the disk holds is refused before a byte moves', async () => {
    const url = server.serve('/huge.bin', { size: 2 ** 50, seed: 1 });
    const { failure } = await harness.settled(harness.add(url));
    expect(failure?.code).toBe('disk-full');
    expect(server.bytesSent('/huge.bin')).toBeLessThan(8 * MIB);
  });
});

describe('redirects', () => {
  test('redirect-loop: stops after 20 with a clear failure', async () => {
    const url = server.serve('/loop', { size: 1, scenarios: [{ id: 'redirect-loop', length: 2 }] });
    const { failure } = await harness.settled(harness.add(url));
    expect(failure?.code).toBe('redirect-loop');
    expect(server.requests.length).toBe(21);
  });

  test('redirect-cross-host-auth: no secret reaches the other origin', async () => {
    const other = await startCruelServer();
    const to = other.serve('/real.bin', { size: MIB, seed: 3 });
    const url = server.serve('/start', { size: 1, scenarios: [{ id: 'redirect-cross-host-auth', to }] });
    const headers = {
      Cookie: 'session=marker',
      'X-Api-Key': 'marker',
      'Proxy-Authorization': 'marker',
      Accept: 'text/x-fine',
    };
    const id = harness.add(url, { headers, credentials: { user: 'me', password: 'marker' } });
    await expectFinished(id, 3);
    expect(server.requests[0]?.headers['authorization']).toBe(`Basic ${btoa('me:marker')}`);
    expect(server.requests[0]?.headers['cookie']).toBe('session=marker');
    for (const request of other.requests) {
      expect(JSON.stringify(request.rawHeaders)).not.toMatch(/marker|authorization|cookie/i);
      expect(request.headers['accept']).toBe('text/x-fine');
    }
    await other.close();
  });

  test('credentials in the link are used for its origin and kept out of the snapshot', async () => {
    const url = server.serve('/file.bin', { size: MIB, seed: 1 }).replace('http://', 'http://me:p%40ss@');
    const id = harness.add(url);
    await expectFinished(id, 1);
    expect(server.requests[0]?.headers['authorization']).toBe(`Basic ${btoa('me:p@ss')}`);
    expect(JSON.stringify(harness.engine.get(id))).not.toContain('p%40ss');
  });

  test('redirect-downgrade: https to http is refused unless it is allowed', async () => {
    const secure = await startCruelServer({ tls: true });
    const to = server.serve('/plain.bin', { size: MIB, seed: 4 });
    const url = secure.serve('/start', { size: 1, scenarios: [{ id: 'redirect-downgrade', to }] });
    const trust = { certificateAuthorities: secure.certificate ?? undefined };
    const refused = await harness.settled(harness.add(url, trust));
    expect(refused.failure?.code).toBe('redirect-refused');
    expect(server.requests).toHaveLength(0);
    await expectFinished(harness.add(url, { ...trust, allowDowngrade: true }), 4);
    await secure.close();
  });

  test('redirects to other schemes, and two-locations, are refused', async () => {
    for (const to of ['file:///etc/passwd', 'ftp://127.0.0.1/x', 'data:,x', 'javascript:x']) {
      const url = server.serve('/start', { size: 1, scenarios: [{ id: 'redirect-cross-host-auth', to }] });
      const { failure } = await harness.settled(harness.add(url));
      expect([to, failure?.code]).toEqual([to, 'redirect-invalid']);
    }
    const url = server.serve('/two', { size: 1, scenarios: [{ id: 'two-locations', locations: ['/a', '/b'] }] });
    expect((await harness.settled(harness.add(url))).failure?.code).toBe('redirect-invalid');
  });

  test('redirect-new-target: segments go to the address that was found, each proved against the others', async () => {
    const one = await startCruelServer();
    const two = await startCruelServer();
    const spec = { size: 4 * MIB, seed: 7, etag: '"same"', bytesPerSecond: 4 * MIB };
    const to = [one.serve('/a.bin', spec), two.serve('/b.bin', spec)];
    const url = server.serve('/start', { size: 1, scenarios: [{ id: 'redirect-new-target', to }] });
    await expectFinished(harness.add(url, { connections: 4 }), 7);
    expect(server.requests).toHaveLength(1);
    await one.close();
    await two.close();
  });

  test('tls-error: an untrusted certificate is refused, and nothing is asked', async () => {
    for (const tls of [true, 'expired', 'wrong-host'] as const) {
      const secure = await startCruelServer({ tls });
      const url = secure.serve('/file.bin', { size: MIB, seed: 1 });
      const trust = tls === true ? {} : { certificateAuthorities: secure.certificate ?? undefined };
      const { failure } = await harness.settled(harness.add(url, trust));
      expect([tls, failure?.code]).toEqual([tls, 'tls-invalid']);
      expect(secure.requests).toHaveLength(0);
      await secure.close();
    }
  });
});
