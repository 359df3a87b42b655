import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eachTest } from '../../testing/each-test.ts';
import type { CruelServer } from '../../testing/index.ts';
import type { Harness } from '../../testing/harness.ts';

const MIB = 2 ** 20;
let server: CruelServer;
let harness: Harness;

eachTest((given) => {
  ({ server, harness } = given);
});

for (const ranges of [true, false]) {
  test(`gzip-range (${ranges ? 'also of ranges' : 'whole replies'}): one stream, never a coded part, stored decoded`, async () => {
    const url = server.serve('/file.bin', { size: 3 * MIB, seed: 1, ranges, scenarios: [{ id: 'gzip-range' }] });
    const id = harness.add(url, { connections: 4 });
    const { status, failure, sizeBytes } = await harness.settled(id);
    expect({ status, failure, sizeBytes }).toEqual({ status: 'finished', failure: null, sizeBytes: 3 * MIB });
    expect(await harness.wrongByte('file.bin', 1)).toBeNull();
    expect(server.requests[0]?.headers['accept-encoding']).toBe('identity');
    expect(server.requests.length).toBeLessThanOrEqual(2);
    expect(await harness.files()).toEqual(['file.bin']);
  });
}

test('gzip-range, broken off and slowed down by a limit: begins again and ends right', async () => {
  const url = server.serve('/file.bin', {
    size: MIB,
    seed: 1,
    ranges: false,
    scenarios: [{ id: 'gzip-range' }, { id: 'conn-reset-mid', after: 500_000, times: 1 }],
  });
  const { status, failure } = await harness.settled(harness.add(url, { limitBytesPerSecond: 4 * MIB }));
  expect({ status, failure }).toEqual({ status: 'finished', failure: null });
  expect((await readFile(join(harness.directory, 'file.bin'))).length).toBe(MIB);
  expect(await harness.wrongByte('file.bin', 1)).toBeNull();
});

for (const form of ['corrupt', 'truncated', 'bomb'] as const) {
  test(`bad-gzip (${form}): fails, and nothing under the final name`, async () => {
    const url = server.serve('/file.bin', { size: MIB, seed: 1, scenarios: [{ id: 'bad-gzip', form }] });
    const { status, failure } = await harness.settled(harness.add(url, { maxRetries: 0 }));
    expect([status, failure?.code]).toEqual(['failed', 'content-encoded']);
    expect(await harness.files()).not.toContain('file.bin');
  });
}

test('a coding that nobody knows is refused', async () => {
  const headers = [['Content-Encoding', 'zstd, gzip']] as const;
  const url = server.serve('/file.bin', { size: 1000, seed: 1, ranges: false, headers });
  const { failure } = await harness.settled(harness.add(url));
  expect(failure?.code).toBe('content-encoded');
  expect(await harness.files()).toEqual([]);
});
