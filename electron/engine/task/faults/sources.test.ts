import { open, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { encodeCheckpoint } from '../../checkpoint/format.ts';
import { eachTest } from '../../testing/each-test.ts';
import { firstWrongByte, type CruelServer } from '../../testing/index.ts';
import type { Harness } from '../../testing/harness.ts';
import { sourceKeys } from '../known.ts';

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
    expect(server.maxConcurrent('/file.bin')).toBeGreaterThan(1);
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

  test('4gib: on both sides of 4 GiB each byte lies where it belongs, also after a pause', async () => {
    const [start, size] = [2 ** 32 - MIB, 2 ** 32 + MIB + 7];
    const etag = '"big"';
    const url = server.serve('/big.bin', { size, seed: 3, etag });
    const part = join(harness.directory, 'big.bin.part');
    await writeFile(part, '');
    await truncate(part, size);
    // What comes before has come already: nobody waits for 4 GiB.
    const crc = crc32(Buffer.alloc(MIB));
    const checkpoint = {
      ...{ ...sourceKeys(new URL(url)), sizeBytes: size, etag, validator: { kind: 'etag' as const, value: etag } },
      ...{ lastModified: null, mediaType: null, digest: null, overlaps: [], blockSize: MIB, clean: true },
      runs: Array.from({ length: start / MIB }, (_, block) => ({ start: block * MIB, end: (block + 1) * MIB, crc })),
    };
    await writeFile(`${part}.json`, encodeCheckpoint(checkpoint));
    const middle = server.hold('/big.bin', { atOffset: 2 ** 32 + MIB / 2 });
    const end = server.hold('/big.bin', { atOffset: size - 1000 });
    const id = harness.add(url, { connections: 1 });
    await harness.when(id, ({ receivedBytes }) => receivedBytes > 2 ** 32 + MIB / 4);
    await harness.engine.pause(id);
    middle.release();
    harness.engine.resume(id);
    await harness.when(id, ({ receivedBytes }) => receivedBytes > 2 ** 32 + MIB * 0.75);
    await harness.engine.pause(id);
    end.release();
    // The first tells whether it is the same file.
    const [, first, again] = server.requests.map(({ range }) => range?.start);
    expect([first, server.requests.length]).toEqual([start, 3]);
    expect(again).toBeGreaterThan(2 ** 32 + MIB / 4);
    const written = (harness.engine.get(id)?.receivedBytes ?? 0) - start;
    const file = await open(part);
    const { buffer } = await file.read(Buffer.alloc(written), 0, written, start);
    await file.close();
    expect(firstWrongByte(3, start, buffer)).toBeNull();
  });

  test('disk-full, 4gib: more than the disk holds is refused before a byte moves', async () => {
    const url = server.serve('/huge.bin', { size: 2 ** 50, seed: 1 });
    const { failure } = await harness.settled(harness.add(url));
    expect(failure?.code).toBe('disk-full');
    expect(server.bytesSent('/huge.bin')).toBeLessThan(8 * MIB);
  });
});
