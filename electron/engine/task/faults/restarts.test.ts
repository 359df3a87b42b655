import { cp, link, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { crc32 } from 'node:zlib';
import { decodeCheckpoint, encodeCheckpoint } from '../../checkpoint/format.ts';
import { Journal } from '../../checkpoint/journal.ts';
import { eachTest } from '../../testing/each-test.ts';
import { seededBytes, seededDigest, type CruelServer } from '../../testing/index.ts';
import { startHarness, type Harness } from '../../testing/harness.ts';
import { stopwatch } from '../../testing/stopwatch.ts';
import type { DownloadRecord } from '../../types.ts';
import { systemClock } from '../ports.ts';

const MIB = 2 ** 20;
let server: CruelServer;
let harness: Harness;

eachTest((given) => {
  ({ server, harness } = given);
});

const slow = { size: 6 * MIB, seed: 1, bytesPerSecond: 3 * MIB };

async function partly(url: string, bytes: number, request = {}): Promise<string> {
  const id = harness.add(url, { connections: 4, ...request });
  await harness.when(id, (snapshot) => snapshot.receivedBytes > bytes);
  await harness.engine.pause(id);
  return id;
}

function recordOf(id: string, change: Partial<DownloadRecord> = {}): DownloadRecord {
  const record = harness.engine.record(id);
  if (!record) throw new Error('No such download');
  return { ...record, ...change };
}

test('stopped while the blocks of an unclean part are checked: nothing on disk is touched', async () => {
  const url = server.serve('/file.bin', { ...slow, size: 64 * MIB, bytesPerSecond: 64 * MIB });
  const id = await partly(url, 40 * MIB);
  const json = join(harness.directory, 'file.bin.part.json');
  const checkpoint = decodeCheckpoint(await readFile(json, 'utf8'));
  if (!checkpoint) throw new Error('No checkpoint');
  await writeFile(json, encodeCheckpoint({ ...checkpoint, clean: false }));
  harness.engine.resume(id);
  await harness.when(id, (snapshot) => snapshot.status === 'probing');
  await harness.engine.pause(id);
  expect(decodeCheckpoint(await readFile(json, 'utf8'))?.runs).toEqual(checkpoint.runs);
  harness.engine.resume(id);
  await harness.settled(id, 'finished');
  expect(await harness.wrongByte('file.bin', 1)).toBeNull();
});

test('paused while verifying, killed while verifying: the next run lands the file', async () => {
  const size = 48 * MIB;
  const checksum = { algorithm: 'sha-512', hex: seededDigest(1, size, 'sha-512') } as const;
  const url = server.serve('/file.bin', { size, seed: 1 });
  const id = harness.add(url, { checksum });
  await harness.when(id, (snapshot) => snapshot.status === 'verifying');
  const verifying = recordOf(id);
  await harness.engine.pause(id);
  expect(harness.engine.get(id)?.status).toBe('paused');
  const copy = await startHarness();
  await cp(harness.directory, copy.directory, { recursive: true });
  const killed = await startHarness(
    {},
    {
      directory: copy.directory,
      records: [{ ...verifying, request: { ...verifying.request, directory: copy.directory } }],
    },
  );
  const asked = server.requests.length;
  expect((await killed.settled(id)).failure).toBeNull();
  harness.engine.resume(id);
  await harness.settled(id, 'finished');
  expect(server.requests.length).toBe(asked);
  for (const each of [harness, killed]) {
    expect(await each.files()).toEqual(['file.bin']);
    expect(await each.wrongByte('file.bin', 1)).toBeNull();
  }
  await killed.engine.shutdown();
  await copy.close();
});

test('resumed twice at once: fetched once', async () => {
  const id = harness.add(server.serve('/file.bin', slow));
  harness.engine.resume(id);
  harness.engine.resume(id);
  await harness.settled(id, 'finished');
  harness.engine.resume(id);
  expect(await harness.files()).toEqual(['file.bin']);
});

test('paused from within a listener', async () => {
  const id = harness.add(server.serve('/file.bin', slow), { connections: 2 });
  const paused = new Promise<void>((resolve, reject) => {
    harness.engine.subscribe((event) => {
      if (event.type === 'changed' && event.to === 'downloading') harness.engine.pause(id).then(resolve, reject);
    });
  });
  await paused;
  expect(harness.engine.get(id)?.status).toBe('paused');
  await server.waitFor(() => server.openConnections() === 0, 'the connection to be gone');
});

test('killed between the final name and its record, a small file: the final file is left as it is', async () => {
  const url = server.serve('/small.bin', { size: 900_000, seed: 1 });
  const id = harness.add(url);
  await harness.settled(id, 'finished');
  const final = join(harness.directory, 'small.bin');
  await link(final, `${final}.part`);
  const asked = server.requests.length;
  const record = recordOf(id, { status: 'downloading', finishedAt: null });
  const again = await startHarness({}, { directory: harness.directory, records: [record] });
  expect((await again.settled(id)).status).toBe('finished');
  expect(server.requests).toHaveLength(asked);
  expect(await again.files()).toEqual(['small.bin']);
  expect(await again.wrongByte('small.bin', 1)).toBeNull();
  // Another program's record of it is not there: the same link again never writes through the other name.
  await link(final, `${final}.part`);
  const other = again.add(url);
  expect((await again.settled(other)).fileName).toBe('small (1).bin');
  expect((await stat(final)).size).toBe(900_000);
  await again.engine.shutdown();
});

test('an old file of the same size is not taken for the one that was published', async () => {
  const checksum = { algorithm: 'md5', hex: '0'.repeat(32) } as const;
  const url = server.serve('/file.bin', { size: 2 * MIB, seed: 1 });
  const final = join(harness.directory, 'file.bin');
  await writeFile(final, seededBytes(77, 0, 2 * MIB));
  const id = harness.add(url, { checksum, conflictPolicy: 'overwrite' });
  await harness.settled(id, 'failed');
  const json = `${final}.part.json`;
  const whole = await readFile(json);
  await harness.engine.shutdown();
  const elsewhere = await startHarness();
  await writeFile(join(elsewhere.directory, 'file.bin'), seededBytes(77, 0, 2 * MIB));
  await writeFile(join(elsewhere.directory, 'file.bin.part.json'), whole);
  const record = recordOf(id, { status: 'downloading', failure: null });
  const next = await startHarness(
    {},
    {
      directory: elsewhere.directory,
      records: [{ ...record, request: { ...record.request, directory: elsewhere.directory } }],
    },
  );
  expect((await next.settled(id)).failure?.code).toBe('checksum-mismatch');
  await next.engine.shutdown();
  await elsewhere.close();
});

test('a paused download owns its part file: another link of the same name gets another', async () => {
  const url = server.serve('/dl', { ...slow, contentDisposition: 'attachment; filename="file.bin"' });
  const first = await partly(`${url}?id=1`, MIB);
  server.change('/dl', { seed: 2, bytesPerSecond: null });
  const second = harness.add(`${url}?id=2`);
  expect((await harness.settled(second)).fileName).toBe('file (1).bin');
  // The same after a restart, when the first one is only on the list.
  harness = await harness.restart();
  const third = harness.add(`${url}?id=3`);
  expect((await harness.settled(third)).fileName).toBe('file (2).bin');
  expect(await harness.wrongByte('file (1).bin', 2)).toBeNull();
  expect((await stat(join(harness.directory, 'file.bin.part'))).size).toBeGreaterThan(MIB);
  await harness.engine.cancel(first, { keepPart: false });
  expect(await harness.files()).toEqual(['file (1).bin', 'file (2).bin']);
});

test('one folder by two names: two files', async () => {
  const real = join(harness.directory, 'real');
  const alias = join(harness.directory, 'alias');
  await mkdir(real);
  await symlink(real, alias);
  const url = server.serve('/file.bin', slow);
  const ids = [harness.add(url, { directory: real }), harness.add(url, { directory: alias })];
  const names = [];
  for (const id of ids) names.push((await harness.settled(id, 'finished')).fileName);
  expect(names.sort()).toEqual(['file (1).bin', 'file.bin']);
});

test('a symbolic link under the name of the checkpoint’s temporary file leads no write elsewhere', async () => {
  const victim = join(harness.directory, 'victim');
  await writeFile(victim, 'mine');
  const id = await partly(server.serve('/file.bin', slow), MIB);
  await symlink(victim, join(harness.directory, 'file.bin.part.json.tmp'));
  harness.engine.resume(id);
  await harness.settled(id, 'finished');
  expect(await readFile(victim, 'utf8')).toBe('mine');
});

test('no validators: what one segment must still prove is not forgotten by a pause', async () => {
  // One node of many serves an old version: its range is complete and wrong, its neighbour not there yet.
  const url = server.serve('/file.bin', {
    ...slow,
    etag: null,
    lastModified: null,
    bytesPerSecond: (request) => (request.number === 2 ? null : 2 * MIB),
    scenarios: [
      { id: 'etag-changed', on: 2, seed: 9 },
      { id: 'etag-weak', none: true },
    ],
  });
  const id = harness.add(url, { connections: 2 });
  await server.waitFor(() => server.requests[1]?.state === 'complete', 'the wrong half');
  await harness.when(id, (snapshot) =>
    snapshot.segments.some((segment) => segment.start > 0 && segment.state === 'done'),
  );
  await harness.engine.pause(id);
  server.change('/file.bin', { seed: 1, bytesPerSecond: null, scenarios: [{ id: 'etag-weak', none: true }] });
  harness.engine.resume(id);
  await harness.settled(id, 'finished');
  expect(await harness.wrongByte('file.bin', 1)).toBeNull();
});

test('a limit that is lifted wakes every connection soon', async () => {
  harness.engine.configure({ limitBytesPerSecond: 2_000 });
  const id = harness.add(server.serve('/file.bin', { size: 4 * MIB, seed: 1 }), { connections: 4 });
  await harness.when(id, (snapshot) => snapshot.receivedBytes > 0);
  harness.engine.configure({ limitBytesPerSecond: undefined });
  const taken = stopwatch();
  await harness.settled(id, 'finished');
  expect(taken()).toBeLessThan(5_000);
});

test('shutdown right after pause and cancel: the pause is kept, and the cancelled parts are gone', async () => {
  const url = server.serve('/file.bin', slow);
  const paused = harness.add(url, { connections: 2 });
  const cancelled = harness.add(url, { connections: 2 });
  for (const id of [paused, cancelled]) await harness.when(id, (snapshot) => snapshot.receivedBytes > MIB);
  void harness.engine.pause(paused);
  void harness.engine.cancel(cancelled, { keepPart: false });
  await harness.engine.shutdown();
  expect(harness.engine.record(paused)?.status).toBe('paused');
  // The paused one's alone, whichever of the two names it got.
  const kept = harness.engine.record(paused)?.fileName ?? '';
  expect(await harness.files()).toEqual([`${kept}.part`, `${kept}.part.json`]);
});

test('killed with every byte on disk, before the last overlaps were compared: they are compared before it is landed', async () => {
  const size = 2 * MIB;
  const url = server.serve('/file.bin', { size, seed: 1, scenarios: [{ id: 'etag-weak', none: true }] });
  const id = await partly(url, 0, { limitBytesPerSecond: 2 * MIB });
  const part = join(harness.directory, 'file.bin.part');
  const checkpoint = decodeCheckpoint(await readFile(`${part}.json`, 'utf8'));
  if (!checkpoint) throw new Error('No checkpoint');
  // The second half is of another version; the overlap before it shows that.
  const bytes = Buffer.concat([seededBytes(2, 0, MIB), seededBytes(1, MIB, size)]);
  const journal = new Journal(checkpoint.blockSize, crc32);
  journal.append(0, [bytes]);
  const overlaps = [{ start: MIB - 4096, end: MIB, crc: crc32(seededBytes(1, MIB - 4096, MIB)) }];
  await writeFile(part, bytes);
  await writeFile(`${part}.json`, encodeCheckpoint({ ...checkpoint, runs: journal.runs(), overlaps }));
  harness.engine.setLimit([id], null);
  harness.engine.resume(id);
  await harness.settled(id, 'finished');
  expect(await harness.wrongByte('file.bin', 1)).toBeNull();
});

test('a small file that begins again leaves no old checkpoint beside its new bytes', async () => {
  // Without ticks: before the first checkpoint in passing.
  const still = await startHarness({ clock: { ...systemClock, every: () => () => undefined } });
  const url = server.serve('/file.bin', { size: 900_000, seed: 1, bytesPerSecond: MIB });
  const first = server.hold('/file.bin', { after: 600_000 });
  const id = still.add(url, { connections: 1, writeBufferBytes: 16 * 1024 });
  await first.reached;
  await still.engine.pause(id);
  first.release();
  const json = join(still.directory, 'file.bin.part.json');
  expect(decodeCheckpoint(await readFile(json, 'utf8'))?.runs).not.toEqual([]);
  server.change('/file.bin', { seed: 2 });
  const second = server.hold('/file.bin', { after: 100_000 });
  still.engine.resume(id);
  await second.reached;
  // The server may be ahead of the disk; without ticks nothing but the start over itself clears it.
  await expect.poll(async () => decodeCheckpoint(await readFile(json, 'utf8'))?.runs).toEqual([]);
  second.release();
  await still.settled(id, 'finished');
  expect(await still.wrongByte('file.bin', 2)).toBeNull();
  await still.close();
});
