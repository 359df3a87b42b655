import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../../checkpoint/format.ts';
import { eachTest } from '../../testing/each-test.ts';
import { seededDigest, type CruelServer } from '../../testing/index.ts';
import { startHarness, type Harness } from '../../testing/harness.ts';

const MIB = 2 ** 20;
let server: CruelServer;
let harness: Harness;

eachTest((given) => {
  ({ server, harness } = given);
});

async function partly(url: string, bytes: number, request = {}): Promise<string> {
  const id = harness.add(url, { connections: 4, ...request });
  await harness.when(id, (snapshot) => snapshot.receivedBytes > bytes);
  await harness.engine.pause(id);
  return id;
}

async function expectFinished(id: string, seed: number, from = harness): Promise<string> {
  const { status, failure, fileName } = await from.settled(id);
  expect({ status, failure }).toEqual({ status: 'finished', failure: null });
  expect(await from.wrongByte(fileName, seed)).toBeNull();
  return fileName;
}

const slow = { size: 6 * MIB, seed: 1, bytesPerSecond: 3 * MIB };

describe('names', () => {
  test('target-appears: a file that took the name meanwhile is never touched', async () => {
    const url = server.serve('/file.bin', slow);
    const id = await partly(url, MIB);
    await writeFile(join(harness.directory, 'file.bin'), 'mine');
    server.change('/file.bin', { bytesPerSecond: null });
    harness.engine.resume(id);
    await harness.settled(id);
    expect(await readFile(join(harness.directory, 'file.bin'), 'utf8')).toBe('mine');
    expect(await harness.files()).toEqual(['file (1).bin', 'file.bin']);
    expect(await harness.wrongByte('file (1).bin', 1)).toBeNull();
    expect(harness.notices()).toContain('renamed');
  });

  test('a taken name: numbered, overwritten or refused, as the policy says', async () => {
    const url = server.serve('/file.bin', { size: 1000, seed: 1 });
    const taken = join(harness.directory, 'file.bin');
    await writeFile(taken, 'mine');
    expect((await harness.settled(harness.add(url))).fileName).toBe('file (1).bin');
    for (const conflictPolicy of ['fail', 'skip'] as const) {
      const { failure } = await harness.settled(harness.add(url, { conflictPolicy }));
      expect(failure?.code).toBe('name-taken');
    }
    expect(await readFile(taken, 'utf8')).toBe('mine');
    await expectFinished(harness.add(url, { conflictPolicy: 'overwrite' }), 1);
    expect(await harness.files()).toEqual(['file (1).bin', 'file.bin']);
    expect((await stat(taken)).size).toBe(1000);
  });

  test('dup-url: the same link twice at once gives two whole files', async () => {
    const url = server.serve('/file.bin', slow);
    const ids = [harness.add(url, { connections: 2 }), harness.add(url, { connections: 2 })];
    for (const id of ids) await expectFinished(id, 1);
    expect(await harness.files()).toEqual(['file (1).bin', 'file.bin']);
  });

  test('name-traversal and name-long: the file lies in the folder, and its parts fit the file system', async () => {
    const headers = [
      'attachment; filename="../../../etc/passwd"',
      "attachment; filename*=UTF-8''..%2f..%2fx.sh",
      `attachment; filename="${'n'.repeat(400)}.iso"`,
    ];
    for (const [index, contentDisposition] of headers.entries()) {
      const url = server.serve(`/f${String(index)}`, { size: 2 * MIB, seed: 1, contentDisposition });
      const name = await expectFinished(harness.add(url), 1);
      expect(name).not.toMatch(/[/\\]/);
      expect(await harness.files()).toContain(name);
    }
    expect((await harness.files()).length).toBe(3);
  });

  test('a part file of another program is left alone', async () => {
    await writeFile(join(harness.directory, 'file.bin.part'), 'of a browser');
    const url = server.serve('/file.bin', { size: 1000, seed: 1 });
    expect((await harness.settled(harness.add(url))).fileName).toBe('file (1).bin');
    expect(await readFile(join(harness.directory, 'file.bin.part'), 'utf8')).toBe('of a browser');
  });

  test('a symbolic link under the part name leads no write elsewhere', async () => {
    const victim = join(harness.directory, 'victim');
    await writeFile(victim, 'mine');
    await symlink(victim, join(harness.directory, 'file.bin.part'));
    const url = server.serve('/file.bin', { size: 1000, seed: 1 });
    await harness.settled(harness.add(url));
    expect(await readFile(victim, 'utf8')).toBe('mine');
  });
});

describe('folders', () => {
  test('readonly-dir: a folder that cannot be is refused before the network is asked', async () => {
    const file = join(harness.directory, 'a-file');
    await writeFile(file, '');
    const url = server.serve('/file.bin', { size: 1000 });
    for (const directory of [file, join(file, 'below'), '/proc/nowhere']) {
      const { failure } = await harness.settled(harness.add(url, { directory }));
      expect([directory, failure?.code]).toEqual([directory, 'folder-unwritable']);
    }
    expect(server.requests).toHaveLength(0);
  });

  test('a missing folder is made', async () => {
    const directory = join(harness.directory, 'new', 'folder');
    const id = harness.add(server.serve('/file.bin', { size: 1000, seed: 1 }), { directory });
    expect((await harness.settled(id)).status).toBe('finished');
    expect((await stat(join(directory, 'file.bin'))).size).toBe(1000);
  });

  test('part file and checkpoint moved to another folder are resumed there', async () => {
    const url = server.serve('/file.bin', slow);
    const id = await partly(url, 2 * MIB);
    await harness.engine.cancel(id, { keepPart: true });
    const moved = join(harness.directory, 'moved');
    await mkdir(moved);
    for (const name of ['file.bin.part', 'file.bin.part.json'])
      await rename(join(harness.directory, name), join(moved, name));
    const before = server.bytesSent('/file.bin');
    const again = harness.add(url, { directory: moved, connections: 2 });
    await harness.settled(again);
    const whole = createHash('sha256')
      .update(await readFile(join(moved, 'file.bin')))
      .digest('hex');
    expect(whole).toBe(seededDigest(1, 6 * MIB, 'sha-256'));
    expect(server.bytesSent('/file.bin') - before).toBeLessThan(6 * MIB);
  });
});

describe('part file and checkpoint', () => {
  test('target-deleted: a part file removed while running is never made a file full of holes', async () => {
    const id = harness.add(server.serve('/file.bin', slow), { connections: 4 });
    await harness.when(id, (snapshot) => snapshot.receivedBytes > MIB);
    await rm(join(harness.directory, 'file.bin.part'));
    const { failure } = await harness.settled(id);
    expect(failure?.code).toBe('part-vanished');
    expect((await harness.files()).includes('file.bin')).toBe(false);
  });

  test('target-deleted, then retried: begins again and ends whole', async () => {
    const id = await partly(server.serve('/file.bin', slow), MIB);
    await rm(join(harness.directory, 'file.bin.part'));
    server.change('/file.bin', { bytesPerSecond: null });
    harness.engine.resume(id);
    await expectFinished(id, 1);
  });

  for (const [what, damage] of Object.entries({
    torn: (text: string) => text.slice(0, text.length / 2),
    edited: (text: string) => text.replace('"sizeBytes":6291456', '"sizeBytes":6291455'),
    'from the future': (text: string) => text.replace('"version":1', '"version":99'),
    empty: () => '',
    nonsense: () => '\0\0{]',
  })) {
    test(`state-corrupt (${what}): begins again, and says so`, async () => {
      const id = await partly(server.serve('/file.bin', slow), MIB);
      const path = join(harness.directory, 'file.bin.part.json');
      await writeFile(path, damage(await readFile(path, 'utf8')));
      server.change('/file.bin', { bytesPerSecond: null });
      harness.engine.resume(id);
      await expectFinished(id, 1);
      expect(harness.notices()).toContain('checkpoint-damaged');
    });
  }

  test('a part file cut shorter than its checkpoint is not trusted', async () => {
    const id = await partly(server.serve('/file.bin', slow), MIB);
    await truncate(join(harness.directory, 'file.bin.part'), 1000);
    server.change('/file.bin', { bytesPerSecond: null });
    harness.engine.resume(id);
    await expectFinished(id, 1);
  });

  test('power-loss: after an unclean end a torn block is found by its CRC, and it alone is fetched again', async () => {
    const url = server.serve('/file.bin', { ...slow, size: 8 * MIB, bytesPerSecond: 4 * MIB });
    const id = await partly(url, 4 * MIB, { connections: 1 });
    const json = join(harness.directory, 'file.bin.part.json');
    const checkpoint = decodeCheckpoint(await readFile(json, 'utf8'));
    if (!checkpoint) throw new Error('The checkpoint cannot be read');
    await writeFile(json, encodeCheckpoint({ ...checkpoint, clean: false }));
    const part = await open(join(harness.directory, 'file.bin.part'), 'r+');
    await part.write(Buffer.from('torn'), 0, 4, 2 * MIB + 77);
    await part.close();
    const before = server.requests.length;
    harness.engine.resume(id);
    await expectFinished(id, 1);
    const [first, ...others] = server.requests.slice(before);
    expect(first?.range?.start).toBe(2 * MIB);
    for (const request of others) expect(request.range?.start).toBeGreaterThanOrEqual(4 * MIB);
  });

  test('killed between the final name and its record, without hard links: not fetched again', async () => {
    const url = server.serve('/file.bin', slow);
    const id = await partly(url, MIB);
    const record = harness.engine.record(id);
    server.change('/file.bin', { bytesPerSecond: null });
    const path = join(harness.directory, 'file.bin.part.json');
    let whole = '';
    // Told before the checkpoint goes: what a kill right then leaves.
    harness.engine.subscribe((event) => {
      if (event.type === 'changed' && event.to === 'finished') whole = readFileSync(path, 'utf8');
    });
    harness.engine.resume(id);
    await harness.settled(id);
    if (!record) throw new Error('The download has no record');
    await writeFile(path, whole);
    const asked = server.requests.length;
    const again = await startHarness(
      {},
      { directory: harness.directory, records: [{ ...record, status: 'downloading' }] },
    );
    expect((await again.settled(id)).status).toBe('finished');
    expect(server.requests.length).toBe(asked);
    expect(await again.files()).toEqual(['file.bin']);
    await again.engine.shutdown();
  });

  test('no link, path or secret is in the checkpoint', async () => {
    const url = `${server.serve('/file.bin', slow)}?token=marker`;
    await partly(url, MIB, { headers: { Cookie: 'marker' }, credentials: { user: 'marker', password: 'marker' } });
    const text = await readFile(join(harness.directory, 'file.bin.part.json'), 'utf8');
    expect(text).not.toContain('marker');
    expect(text).not.toContain('127.0.0.1');
    expect(text).not.toContain(harness.directory);
  });

  test('resume false begins again', async () => {
    const url = server.serve('/file.bin', slow);
    const id = await partly(url, MIB);
    await harness.engine.cancel(id, { keepPart: true });
    server.change('/file.bin', { bytesPerSecond: null });
    await expectFinished(harness.add(url, { resume: false }), 1);
    expect(await harness.files()).toEqual(['file.bin']);
  });
});

describe('checksums', () => {
  test('every algorithm: right is finished, wrong is kept under its part name', async () => {
    for (const algorithm of ['md5', 'sha-1', 'sha-256', 'sha-512', 'crc32'] as const) {
      const url = server.serve(`/${algorithm}.bin`, { size: 2 * MIB + 3, seed: 4 });
      const hex = seededDigest(4, 2 * MIB + 3, algorithm);
      await expectFinished(harness.add(url, { checksum: { algorithm, hex: hex.toUpperCase() } }), 4);
    }
    const url = server.serve('/bad.bin', { size: 2 * MIB, seed: 4 });
    const { status, failure } = await harness.settled(
      harness.add(url, { checksum: { algorithm: 'md5', hex: '0'.repeat(32) } }),
    );
    expect([status, failure?.code]).toEqual(['failed', 'checksum-mismatch']);
    expect(failure?.detail).toContain(seededDigest(4, 2 * MIB, 'md5'));
    expect((await harness.files()).filter((name) => name.startsWith('bad'))).toEqual([
      'bad.bin.part',
      'bad.bin.part.json',
    ]);
  });

  test('checksum-mismatch retried: everything is fetched again, not only verified', async () => {
    const checksum = { algorithm: 'sha-256', hex: seededDigest(9, 2 * MIB, 'sha-256') } as const;
    const url = server.serve('/file.bin', { size: 2 * MIB, seed: 4, etag: '"same"' });
    const id = harness.add(url, { checksum });
    await harness.settled(id, 'failed');
    server.change('/file.bin', { seed: 9 });
    // Also when it is paused while it waits for its place.
    harness.engine.configure({ maxActiveDownloads: 0 });
    harness.engine.resume(id);
    await harness.engine.pause(id);
    harness.engine.resume(id);
    harness.engine.configure({ maxActiveDownloads: 1 });
    await harness.settled(id, 'finished');
    expect(await harness.wrongByte('file.bin', 9)).toBeNull();
  });
});
