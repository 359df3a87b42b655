import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PieceHashes } from '../../../../shared/pieces.ts';
import { startHarness, type Harness } from '../../testing/harness.ts';
import { seededBytes, seededDigest, startCruelServer, type CruelServer } from '../../testing/index.ts';

const MIB = 2 ** 20;
const SIZE = 6 * MIB;
/** A server for each, as their validators and speeds are their own. */
let origin: CruelServer;
let mirror: CruelServer;
let other: CruelServer;
let harness: Harness;

beforeEach(async () => {
  [origin, mirror, other] = await Promise.all([startCruelServer(), startCruelServer(), startCruelServer()]);
  harness = await startHarness();
});
afterEach(async () => {
  await harness.close();
  await Promise.all([origin.close(), mirror.close(), other.close()]);
});

const slow = { size: SIZE, seed: 1, bytesPerSecond: 2 * MIB };

async function expectFinished(id: string, seed = 1): Promise<void> {
  const { status, failure, fileName } = await harness.settled(id);
  expect({ status, failure }).toEqual({ status: 'finished', failure: null });
  expect(await harness.wrongByte(fileName, seed)).toBeNull();
}

function piecesOf(seed: number, lengthBytes: number): PieceHashes {
  const hashes = Array.from({ length: Math.ceil(SIZE / lengthBytes) }, (_, index) => {
    const start = index * lengthBytes;
    return createHash('sha256')
      .update(seededBytes(seed, start, Math.min(SIZE, start + lengthBytes)))
      .digest('hex');
  });
  return { algorithm: 'sha-256', lengthBytes, hashes };
}

describe('mirrors that are as they should be', () => {
  test('share the work, each held against its own validators', async () => {
    const url = origin.serve('/file.bin', slow);
    const mirrors = [
      mirror.serve('/there.bin', { ...slow, etag: '"another"', lastModified: null }),
      other.serve('/file.bin', { ...slow, etag: null, lastModified: null }),
    ];
    const id = harness.add(url, { mirrors, connections: 6 });
    const seen = new Set<number | null>();
    const stop = harness.engine.subscribe(() => {
      for (const { source } of harness.engine.get(id)?.segments ?? []) seen.add(source);
    });
    await expectFinished(id);
    stop();
    // Each segment says from which of them it comes.
    expect([...seen].filter((source) => source !== null).sort()).toEqual([1, 2, 3]);
    expect(harness.notices()).toEqual([]);
    for (const server of [mirror, other]) expect(server.requests.length).toBeGreaterThan(1);
    const conditions = mirror.requests.map((request) => request.headers['if-range']);
    expect(new Set(conditions)).toEqual(new Set([undefined, '"another"']));
  });

  test('a sample that reaches further than was asked for is cut short', async () => {
    const url = origin.serve('/file.bin', slow);
    const long = { id: 'long-body', form: 'range', extra: 5 * MIB, on: 1 } as const;
    const mirrors = [mirror.serve('/file.bin', { ...slow, scenarios: [long] })];
    await expectFinished(harness.add(url, { mirrors, connections: 4 }));
    expect(harness.notices()).toEqual([]);
    expect(mirror.requests.length).toBeGreaterThan(1);
  });

  test('a slow one gets less', async () => {
    const url = origin.serve('/file.bin', slow);
    const mirrors = [mirror.serve('/file.bin', slow), other.serve('/file.bin', { ...slow, bytesPerSecond: 100_000 })];
    await expectFinished(harness.add(url, { mirrors, connections: 4 }));
    expect(mirror.bytesSent('/file.bin')).toBeGreaterThan(MIB);
    expect(other.bytesSent('/file.bin')).toBeLessThan(MIB);
  });

  test('the user’s headers and credentials stay with the origin of the link', async () => {
    const url = origin.serve('/file.bin', slow);
    const request = {
      mirrors: [mirror.serve('/file.bin', slow)],
      headers: { Cookie: 'a=1', 'X-Token': 'secret' },
      credentials: { user: 'u', password: 'p' },
      connections: 4,
    };
    await expectFinished(harness.add(url, request));
    expect(mirror.requests.length).toBeGreaterThan(1);
    for (const { headers } of mirror.requests) {
      expect(Object.keys(headers)).not.toContain('cookie');
      expect(Object.keys(headers)).not.toContain('x-token');
      expect(Object.keys(headers)).not.toContain('authorization');
    }
    expect(origin.requests[0]?.headers).toMatchObject({ cookie: 'a=1', 'x-token': 'secret' });
  });

  test('named in a Link header: used when a digest proves the file, not without', async () => {
    const there = mirror.serve('/there.bin', slow);
    const link = ['Link', `<${there}>; rel=duplicate; pri=1`] as const;
    const digest = Buffer.from(seededDigest(1, SIZE, 'sha-256'), 'hex').toString('base64');
    const plain = origin.serve('/plain.bin', { ...slow, headers: [link] });
    await expectFinished(harness.add(plain, { connections: 4 }));
    expect(mirror.requests).toHaveLength(0);
    const proved = origin.serve('/proved.bin', { ...slow, headers: [link, ['Repr-Digest', `sha-256=:${digest}:`]] });
    const id = harness.add(proved, { connections: 4 });
    await expectFinished(id);
    expect(mirror.bytesSent('/there.bin')).toBeGreaterThan(MIB);
  });
});

describe('mirrors that are not', () => {
  test('404-then-mirror: one that has no file is dropped, the others go on', async () => {
    const url = origin.serve('/file.bin', slow);
    const mirrors = [
      mirror.serve('/file.bin', { ...slow, scenarios: [{ id: '404-then-mirror' }] }),
      other.serve('/file.bin', slow),
    ];
    await expectFinished(harness.add(url, { mirrors, connections: 4 }));
    expect(harness.notices()).toEqual(['source-dropped']);
    expect(mirror.requests).toHaveLength(1);
    expect(other.bytesSent('/file.bin')).toBeGreaterThan(MIB);
  });

  test('404-then-mirror: the link itself has no file, a mirror has', async () => {
    const url = origin.serve('/file.bin', { ...slow, scenarios: [{ id: '404-then-mirror' }] });
    const mirrors = [mirror.serve('/there.bin', { ...slow, bytesPerSecond: null })];
    await expectFinished(harness.add(url, { mirrors, connections: 4 }));
    expect(harness.notices()).toEqual(['source-dropped']);
  });

  test('404-then-mirror: fails only when all have failed', async () => {
    const gone = { ...slow, scenarios: [{ id: '404-then-mirror' } as const] };
    const url = origin.serve('/file.bin', gone);
    const mirrors = [mirror.serve('/file.bin', gone), other.serve('/file.bin', gone)];
    const { failure } = await harness.settled(harness.add(url, { mirrors }));
    expect(failure?.code).toBe('not-found');
    for (const server of [origin, mirror, other]) expect(server.requests).toHaveLength(1);
  });

  test('403-midway on the link: a mirror goes on from what is there', async () => {
    const url = origin.serve('/file.bin', { ...slow, scenarios: [{ id: '403-midway', afterBytes: 2 * MIB }] });
    const there = mirror.serve('/there.bin', slow);
    const id = harness.add(url, { connections: 2, mirrors: [there] });
    await expectFinished(id);
    expect(origin.bytesSent('/file.bin') + mirror.bytesSent('/there.bin')).toBeLessThan(1.5 * SIZE);
  });

  test('another size: dropped before it brings a byte', async () => {
    const url = origin.serve('/file.bin', slow);
    const mirrors = [mirror.serve('/file.bin', { ...slow, size: SIZE + 1 })];
    await expectFinished(harness.add(url, { mirrors, connections: 4 }));
    expect(harness.notices()).toEqual(['source-dropped']);
    expect(mirror.requests).toHaveLength(1);
  });

  test('other bytes of the same size: the sample gives it away', async () => {
    const url = origin.serve('/file.bin', slow);
    const mirrors = [mirror.serve('/file.bin', { ...slow, seed: 2, etag: null, lastModified: null })];
    await expectFinished(harness.add(url, { mirrors, connections: 4 }));
    expect(harness.notices()).toEqual(['source-dropped']);
    expect(mirror.bytesSent('/file.bin')).toBeLessThanOrEqual(64 * 1024);
  });

  test('other bytes after the sample: overlaps give it away, and only what it brought is fetched again', async () => {
    const url = origin.serve('/file.bin', slow);
    const mirrors = [
      mirror.serve('/file.bin', {
        ...slow,
        etag: null,
        lastModified: null,
        scenarios: [
          { id: 'etag-changed', from: 2, seed: 9 },
          { id: 'etag-weak', none: true },
        ],
      }),
    ];
    await expectFinished(harness.add(url, { mirrors, connections: 4 }));
    expect(harness.notices()).toEqual(['source-dropped']);
    expect(origin.bytesSent('/file.bin')).toBeLessThan(1.3 * SIZE);
  });

  test('the size the user expects is another than the link’s: the mirror has it', async () => {
    const url = origin.serve('/file.bin', { ...slow, size: SIZE + 5 });
    const mirrors = [mirror.serve('/there.bin', { ...slow, bytesPerSecond: null })];
    await expectFinished(harness.add(url, { mirrors, sizeBytes: SIZE }));
    expect(harness.notices()).toEqual(['source-dropped']);
  });
});

describe('pieces', () => {
  test('a bad one alone is fetched again', async () => {
    const pieces = piecesOf(1, 100_000);
    const url = origin.serve('/file.bin', {
      ...slow,
      bytesPerSecond: null,
      scenarios: [{ id: 'wrong-bytes', offset: 2_050_000, times: 1 }],
    });
    const id = harness.add(url, {
      connections: 1,
      pieces,
      checksum: { algorithm: 'sha-256', hex: seededDigest(1, SIZE, 'sha-256') },
    });
    await expectFinished(id);
    expect(harness.notices()).toEqual(['pieces-damaged']);
    expect(origin.requests.map(({ range }) => range?.start)).toEqual([0, 2_000_000]);
    expect(origin.bytesSent('/file.bin')).toBeLessThan(SIZE + 200_000);
  });

  test('from another source when there is one', async () => {
    const url = origin.serve('/file.bin', {
      ...slow,
      bytesPerSecond: null,
      scenarios: [{ id: 'wrong-bytes', offset: 2_050_000 }],
    });
    const mirrors = [mirror.serve('/there.bin', { ...slow, bytesPerSecond: null })];
    await expectFinished(harness.add(url, { connections: 1, pieces: piecesOf(1, 100_000), mirrors }));
    expect(harness.notices()).toEqual(['pieces-damaged', 'source-dropped']);
    expect(mirror.bytesSent('/there.bin')).toBeLessThan(MIB);
  });

  test('not for ever', async () => {
    const url = origin.serve('/file.bin', { ...slow, bytesPerSecond: null });
    const { failure } = await harness.settled(harness.add(url, { pieces: piecesOf(2, MIB) }));
    expect(failure?.code).toBe('checksum-mismatch');
    expect(await harness.files()).not.toContain('file.bin');
  });
});

describe('announced digests', () => {
  const announce = (name: string, seed: number): readonly (readonly [string, string])[] => [
    [name, `sha-256=:${Buffer.from(seededDigest(seed, SIZE, 'sha-256'), 'hex').toString('base64')}:`],
  ];

  test('one that matches is shown as proved, and where it came from', async () => {
    const url = origin.serve('/file.bin', { size: SIZE, headers: announce('Repr-Digest', 1) });
    const id = harness.add(url);
    await expectFinished(id);
    expect(harness.engine.get(id)).toMatchObject({
      checksum: { algorithm: 'sha-256', hex: seededDigest(1, SIZE, 'sha-256') },
      checksumOrigin: 'announced',
    });
  });

  test('checksum-mismatch: one that does not keeps the final name away', async () => {
    const url = origin.serve('/file.bin', { size: SIZE, headers: announce('Repr-Digest', 2) });
    const { failure } = await harness.settled(harness.add(url));
    expect(failure?.code).toBe('checksum-mismatch');
    expect(failure?.detail).toContain('announced by the server');
    expect(await harness.files()).not.toContain('file.bin');
  });

  test('the user’s own goes before it', async () => {
    const url = origin.serve('/file.bin', { size: SIZE, headers: announce('Repr-Digest', 2) });
    const checksum = { algorithm: 'md5', hex: seededDigest(1, SIZE, 'md5') } as const;
    const id = harness.add(url, { checksum });
    await expectFinished(id);
    expect(harness.engine.get(id)).toMatchObject({ checksum, checksumOrigin: 'given' });
  });

  test('Content-Digest of a part says nothing of the file; of the whole it does', async () => {
    const headers = announce('Content-Digest', 2);
    await expectFinished(harness.add(origin.serve('/part.bin', { size: SIZE, headers })));
    const whole = origin.serve('/whole.bin', { size: SIZE, headers, ranges: false });
    expect((await harness.settled(harness.add(whole))).failure?.code).toBe('checksum-mismatch');
  });

  test('known from the first reply still holds after a pause and a restart', async () => {
    const url = origin.serve('/file.bin', { ...slow, headers: announce('Repr-Digest', 2) });
    const id = harness.add(url, { connections: 2 });
    await harness.when(id, (snapshot) => snapshot.receivedBytes > 2 * MIB);
    origin.change('/file.bin', { headers: [], bytesPerSecond: null });
    await harness.engine.pause(id);
    const next = await harness.restart();
    next.engine.resume(id);
    expect((await next.settled(id)).failure?.code).toBe('checksum-mismatch');
    await next.close();
  });
});
