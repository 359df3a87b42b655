import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from './format.ts';
import { Journal } from './journal.ts';
import { CheckpointStore } from './store.ts';

const offset = fc.oneof(fc.nat(4_000_000), fc.maxSafeNat());
const run = fc.record({ start: offset, end: offset, crc: fc.integer({ min: 0, max: 0xffffffff }) });

/** Of the right shape and with a right digest, and of whatever content: what somebody who wants to do harm writes. */
const forged: fc.Arbitrary<Checkpoint> = fc.record({
  sizeBytes: fc.option(offset),
  etag: fc.option(fc.string({ unit: 'binary' })),
  lastModified: fc.option(fc.string()),
  validator: fc.option(
    fc.record({ kind: fc.constantFrom('etag' as const, 'last-modified' as const), value: fc.string() }),
  ),
  digest: fc.option(fc.record({ algorithm: fc.constantFrom('sha-256' as const, 'md5' as const), hex: fc.string() })),
  sourceKey: fc.string(),
  linkKey: fc.string(),
  mediaType: fc.option(fc.string()),
  blockSize: fc.oneof(fc.constantFrom(1, 4096, 2 ** 20), fc.integer({ min: 1, max: 2 ** 40 })),
  runs: fc.array(run, { maxLength: 6 }),
  overlaps: fc.array(run, { maxLength: 3 }),
  clean: fc.boolean(),
});

test('any text is nothing or a checkpoint, never an error', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), forged.map(encodeCheckpoint)), (text) => {
      const read = decodeCheckpoint(text);
      if (read?.sizeBytes !== null) {
        for (const { end } of read?.runs ?? []) expect(end).toBeLessThanOrEqual(read?.sizeBytes ?? 0);
      }
    }),
  );
});

test('runs of any content: refused, or ranges in normal form that hold as many bytes as they say', () => {
  fc.assert(
    fc.property(forged, ({ blockSize, runs }) => {
      let journal: Journal;
      try {
        journal = Journal.restore(blockSize, crc32, runs);
      } catch {
        return;
      }
      let before = -1;
      let bytes = 0;
      for (const { start, end } of journal.ranges()) {
        expect(start).toBeGreaterThan(before);
        expect(end).toBeGreaterThan(start);
        before = end;
        bytes += end - start;
      }
      expect(bytes).toBe(journal.coveredBytes);
    }),
  );
});

test('any bytes in the file: damaged or found, never an error', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-checkpoint-'));
  const store = new CheckpointStore(join(directory, 'x.part.json'));
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      await writeFile(store.path, bytes);
      expect((await store.load()).kind).toBe('damaged');
    }),
    { numRuns: 50 },
  );
  await rm(directory, { recursive: true });
});
