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

test('lm-not-strong: a date that is too fresh proves nothing: never in If-Range, overlaps instead', async () => {
  const url = server.serve('/file.bin', {
    size: 6 * MIB,
    seed: 1,
    bytesPerSecond: 3 * MIB,
    scenarios: [{ id: 'lm-not-strong' }],
  });
  const id = harness.add(url, { connections: 2 });
  await harness.when(id, (snapshot) => snapshot.receivedBytes > MIB);
  await harness.engine.pause(id);
  server.change('/file.bin', { bytesPerSecond: null });
  harness.engine.resume(id);
  await harness.settled(id, 'finished');
  expect(await harness.wrongByte('file.bin', 1)).toBeNull();
  expect(server.requests.every(({ headers }) => headers['if-range'] === undefined)).toBe(true);
});

test('two-locations: a blank one leads nowhere', async () => {
  const url = server.serve('/blank', { size: 1, scenarios: [{ id: 'two-locations', locations: [''] }] });
  expect((await harness.settled(harness.add(url))).failure?.code).toBe('redirect-invalid');
});

test('header-flood: thousands of small fields, and a folded one', async () => {
  for (const [form, bytes] of [
    ['many', 400_000],
    ['folded', 0],
  ] as const) {
    const url = server.serve(`/${form}`, { size: 10, seed: 1, scenarios: [{ id: 'header-flood', form, bytes }] });
    const { status, fileName } = await harness.settled(harness.add(url, { maxRetries: 0 }));
    // Folding is old but legal: refused or read, never another file.
    if (status === 'finished') expect(await harness.wrongByte(fileName, 1)).toBeNull();
    if (form === 'many') expect(status).toBe('failed');
  }
});

test('no-content-length: a stream that is reset is not complete', async () => {
  const url = server.serve('/stream.bin', {
    size: 2 * MIB,
    seed: 1,
    ranges: false,
    scenarios: [{ id: 'no-content-length' }, { id: 'conn-reset-mid', after: 500_000 }],
  });
  const { status } = await harness.settled(harness.add(url, { maxRetries: 1 }));
  expect(status).toBe('failed');
  expect(await harness.files()).not.toContain('stream.bin');
});
