import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeCheckpoint } from '../../checkpoint/format.ts';
import { firstWrongByte, seededBytes, startCruelServer } from '../../testing/index.ts';
import { startHarness } from '../../testing/harness.ts';
import { sourceKeys } from '../known.ts';

const SIZE = 600_000;
const offset = fc.oneof(fc.nat(SIZE), fc.constantFrom(0, 65_536, SIZE, SIZE + 1, 2 ** 40, Number.MAX_SAFE_INTEGER));
const run = fc.tuple(offset, offset, fc.nat()).map(([start, end, crc]) => ({ start, end, crc }));

test('state-corrupt: a forged checkpoint with a right digest never ends the engine, and its lies are found', async () => {
  const server = await startCruelServer();
  const url = server.serve('/file.bin', { size: SIZE, seed: 5 });
  const harness = await startHarness();
  let turn = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        sizeBytes: fc.constantFrom(SIZE, null, SIZE - 1),
        validator: fc.constantFrom(
          null,
          { kind: 'etag' as const, value: '"5-927c0"' },
          { kind: 'etag' as const, value: 'x\r\ny: z' },
        ),
        mediaType: fc.constantFrom(null, '../../etc/passwd'),
        blockSize: fc.constantFrom(1, 65_536, 2 ** 20, 2 ** 40),
        runs: fc.array(run, { maxLength: 4 }),
        overlaps: fc.array(run, { maxLength: 2 }),
        partBytes: fc.constantFrom(0, 1000, SIZE, SIZE + 5),
        etag: fc.constantFrom(null, '"5-927c0"', 'W/"x"'),
      }),
      async ({ partBytes, ...forged }) => {
        turn += 1;
        const directory = join(harness.directory, String(turn));
        await mkdir(directory);
        const part = join(directory, 'file.bin.part');
        await writeFile(part, seededBytes(77, 0, partBytes));
        const checkpoint = { ...forged, ...sourceKeys(new URL(url)), lastModified: null, digest: null, clean: false };
        await writeFile(`${part}.json`, encodeCheckpoint(checkpoint));
        const id = harness.add(url, { directory, maxRetries: 1 });
        const { status, fileName } = await harness.settled(id);
        // A header that cannot be sent may end it; what is finished is right.
        if (status === 'finished') {
          expect(firstWrongByte(5, 0, await readFile(join(directory, fileName)))).toBeNull();
          expect(await readdir(directory)).toEqual([fileName]);
        } else expect(await readdir(directory)).not.toContain('file.bin');
        await harness.engine.cancel(id, { keepPart: false });
      },
    ),
    { numRuns: 20 },
  );
  await harness.close();
  await server.close();
});
