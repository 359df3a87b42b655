import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { firstWrongByte, startCruelServer, type CruelServer } from '../../testing/index.ts';
import { startHarness, type Harness } from '../../testing/harness.ts';
import { systemClock, type Clock } from '../ports.ts';

const MIB = 2 ** 20;
/** Looks at a full volume without the time between. */
const quick: Clock = {
  ...systemClock,
  after: (ms, callback) => systemClock.after(ms === 5_000 ? 30 : ms, callback),
};

let server: CruelServer;
let harness: Harness;
beforeEach(async () => {
  server = await startCruelServer();
  harness = await startHarness({ clock: quick });
});
afterEach(async () => {
  await harness.close();
  await server.close();
});

const slow = { size: 6 * MIB, seed: 1, bytesPerSecond: 6 * MIB };

/** A file system of 16 MiB, or `null` where this user may not mount one. */
function mountSmall(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-small-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
}
const small = process.platform === 'linux' && process.getuid?.() === 0 ? mountSmall() : null;
if (small === null) process.stderr.write('disk-full is not tested: a small file system cannot be mounted here.\n');

describe.skipIf(small === null)('disk-full on a file system of 16 MiB', () => {
  const root = small ?? '';
  let directory: string;
  let round = 0;
  const ballast = join(root, 'ballast');
  beforeEach(() => {
    directory = join(root, String((round += 1)));
    mkdirSync(directory);
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
    rmSync(ballast, { force: true });
  });
  afterAll(() => {
    execFileSync('umount', [root]);
    rmSync(root, { recursive: true });
  });

  const expectFile = async (name: string, seed: number): Promise<void> => {
    expect(firstWrongByte(seed, 0, await readFile(join(directory, name)))).toBeNull();
  };

  test('in the middle: all downloads of the volume stop, others run on, and all end whole after space is freed', async () => {
    const urls = [1, 2].map((seed) => server.serve(`/${String(seed)}.bin`, { ...slow, seed, bytesPerSecond: 2 * MIB }));
    const ids = urls.map((url) => harness.add(url, { directory, connections: 2 }));
    const elsewhere = harness.add(server.serve('/3.bin', { ...slow, seed: 3 }), { connections: 2 });
    for (const id of [...ids, elsewhere]) await harness.when(id, (snapshot) => snapshot.receivedBytes > 2 * MIB);
    // Somebody else fills it.
    let full = false;
    while (!full) {
      try {
        writeFileSync(ballast, Buffer.alloc(256 * 1024), { flag: 'a' });
      } catch {
        full = true;
      }
    }
    for (const id of ids) {
      const { failure, receivedBytes } = await harness.when(id, (snapshot) => snapshot.status === 'failed');
      expect(failure?.code).toBe('disk-full');
      expect(receivedBytes).toBeGreaterThan(0);
    }
    await server.waitFor(
      () => server.concurrent('/1.bin') + server.concurrent('/2.bin') === 0,
      'their connections to be gone',
    );
    await harness.settled(elsewhere, 'finished');
    const before = server.requests.length;
    await rm(ballast);
    for (const id of ids) await harness.when(id, (snapshot) => snapshot.status === 'finished');
    for (const seed of [1, 2]) await expectFile(`${String(seed)}.bin`, seed);
    for (const id of ids) expect(harness.engine.timeline(id).map(({ code }) => code)).toContain('space-freed');
    // What was on disk was not fetched again.
    for (const { range } of server.requests.slice(before)) expect(range?.start ?? 0).toBeGreaterThan(0);
  });

  test('a file that does not fit stops nobody else; it starts when it fits, or is left when the user pauses it', async () => {
    writeFileSync(ballast, Buffer.alloc(8 * MIB));
    const fits = harness.add(server.serve('/1.bin', { ...slow, size: 4 * MIB }), { directory });
    await harness.when(fits, (snapshot) => snapshot.receivedBytes > 0);
    const big = server.serve('/big.bin', { size: 9 * MIB, seed: 2 });
    const [waiting, left] = [harness.add(big, { directory }), harness.add(big, { directory })];
    for (const id of [waiting, left]) expect((await harness.settled(id)).failure?.code).toBe('disk-full');
    await harness.engine.pause(left);
    await harness.settled(fits, 'finished');
    await rm(ballast);
    await harness.when(waiting, (snapshot) => snapshot.status === 'finished');
    expect(harness.engine.get(left)?.status).toBe('paused');
    await harness.engine.cancel(left, { keepPart: false });
  });

  test('kept over a restart, and resumed by hand', async () => {
    writeFileSync(ballast, Buffer.alloc(12 * MIB));
    const id = harness.add(server.serve('/1.bin', slow), { directory });
    await harness.settled(id, 'failed');
    harness = await harness.restart();
    expect(harness.engine.get(id)?.failure?.code).toBe('disk-full');
    await rm(ballast);
    harness.engine.resume(id);
    await harness.settled(id, 'finished');
    await expectFile('1.bin', 1);
  });
});

describe('target-deleted while running', () => {
  const part = (): string => join(harness.directory, 'file.bin.part');
  const spoils: Record<string, () => Promise<void>> = {
    renamed: () => rename(part(), `${part()}.moved`),
    replaced: async () => {
      await rm(part());
      await writeFile(part(), 'another');
    },
    truncated: () => truncate(part(), 1000),
  };
  for (const [what, spoil] of Object.entries(spoils)) {
    test(`${what}: never a file full of holes`, async () => {
      const id = harness.add(server.serve('/file.bin', { ...slow, bytesPerSecond: 2 * MIB }), { connections: 2 });
      await harness.when(id, (snapshot) => snapshot.receivedBytes > MIB);
      await spoil();
      expect((await harness.settled(id)).failure?.code).toBe('part-vanished');
      expect(await harness.files()).not.toContain('file.bin');
    });
  }

  test('cut and grown again between two looks, in the last moment', async () => {
    const url = server.serve('/file.bin', { size: 900_000, seed: 1 });
    const held = server.hold('/file.bin', { after: 800_000 });
    const id = harness.add(url, { connections: 1, writeBufferBytes: 64 * 1024 });
    await held.reached;
    await harness.when(id, (snapshot) => snapshot.receivedBytes >= 700_000);
    await truncate(part(), 0);
    held.release();
    expect((await harness.settled(id)).failure?.code).toBe('part-vanished');
    expect(await harness.files()).not.toContain('file.bin');
  });
});

describe.skipIf(process.getuid?.() === 0 && small === null)('readonly-dir', () => {
  test('made unwritable later: told at the latest when the file gets its name, and the part is kept', async () => {
    const id = harness.add(server.serve('/file.bin', { ...slow, bytesPerSecond: 3 * MIB }), { connections: 2 });
    await harness.when(id, (snapshot) => snapshot.receivedBytes > MIB);
    const { directory } = harness;
    const readonly = process.getuid?.() === 0;
    if (readonly) {
      execFileSync('mount', ['--bind', directory, directory]);
      execFileSync('mount', ['-o', 'remount,bind,ro', directory]);
    } else await chmod(directory, 0o555);
    try {
      expect((await harness.settled(id)).failure?.code).toBe('folder-unwritable');
      expect(await harness.files()).toContain('file.bin.part');
    } finally {
      if (readonly) execFileSync('umount', [directory]);
      else await chmod(directory, 0o755);
    }
  });
});
