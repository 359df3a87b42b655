import type { writev as Writev } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { eachTest } from '../../testing/each-test.ts';
import type { Harness } from '../../testing/harness.ts';
import type { CruelServer } from '../../testing/index.ts';

type Done = (error: NodeJS.ErrnoException | null, written: number, buffers: readonly NodeJS.ArrayBufferView[]) => void;
/** What the disk does with a write instead of making it; `null`: makes it. */
type Fault = (buffers: readonly Uint8Array[], write: (buffers: readonly Uint8Array[]) => void, done: Done) => void;
const disk = vi.hoisted(() => ({ fault: null as Fault | null }));

vi.mock('node:fs', async (original) => {
  const fs = await original<{ writev: typeof Writev }>();
  const writev = (fd: number, buffers: readonly Uint8Array[], position: number, done: Done): void => {
    const write = (some: readonly Uint8Array[]): void => {
      fs.writev(fd, some, position, done);
    };
    if (disk.fault) disk.fault(buffers, write, done);
    else write(buffers);
  };
  return { ...fs, writev };
});

const MIB = 2 ** 20;
let server: CruelServer;
let harness: Harness;
eachTest((given) => ({ server, harness } = given));
afterEach(() => {
  disk.fault = null;
});

describe('quota-eio', () => {
  for (const [system, code] of [
    ['EIO', 'disk-failed'],
    ['EDQUOT', 'disk-full'],
  ] as const) {
    test(`${system}: not a byte counts that was not written; resumed, the file is whole`, async () => {
      let writes = 0;
      disk.fault = (buffers, write, done) => {
        writes += 1;
        if (writes < 6) write(buffers);
        else done(Object.assign(new Error(`${system}: bad disk, write`), { code: system }), 0, buffers);
      };
      const id = harness.add(server.serve('/file.bin', { size: 6 * MIB, seed: 1 }), { connections: 2 });
      const { failure, receivedBytes } = await harness.settled(id);
      expect(failure?.code).toBe(code);
      expect(receivedBytes).toBeLessThan(6 * MIB);
      disk.fault = null;
      harness.engine.resume(id);
      await harness.settled(id, 'finished');
      expect(await harness.wrongByte('file.bin', 1)).toBeNull();
    });
  }

  test("in the very last writes, when every byte has been received: the failure is the disk's", async () => {
    disk.fault = (buffers, _write, done) => {
      const error = Object.assign(new Error('EDQUOT: no room, write'), { code: 'EDQUOT' });
      setTimeout(done, 100, error, 0, buffers);
    };
    const id = harness.add(server.serve('/file.bin', { size: MIB, seed: 1 }), { connections: 2 });
    expect((await harness.settled(id)).failure?.code).toBe('disk-full');
    disk.fault = null;
    harness.engine.resume(id);
    await harness.settled(id, 'finished');
    expect(await harness.wrongByte('file.bin', 1)).toBeNull();
  });

  test('short writes: the rest follows', async () => {
    disk.fault = (buffers, write) => {
      const [first] = buffers;
      write(first && first.length > 1 ? [first.subarray(0, Math.ceil(first.length / 3))] : buffers);
    };
    const id = harness.add(server.serve('/file.bin', { size: 2 * MIB, seed: 1 }), { connections: 2 });
    expect((await harness.settled(id)).failure).toBeNull();
    expect(await harness.wrongByte('file.bin', 1)).toBeNull();
  });

  test('a disk that takes nothing is an error, not a wait for ever', async () => {
    disk.fault = (buffers, _write, done) => {
      done(null, 0, buffers);
    };
    const id = harness.add(server.serve('/file.bin', { size: 2 * MIB, seed: 1 }));
    expect((await harness.settled(id)).failure?.code).toBe('disk-failed');
  });
});

describe('bottleneck', () => {
  const size = 64 * MIB;
  const expectHeldUpBy = async (what: string, id: string): Promise<void> => {
    await harness.when(id, (snapshot) => snapshot.bottleneck === what, `a verdict of ${what}`);
    await harness.engine.pause(id);
    expect(harness.engine.get(id)?.bottleneck).toBeNull();
  };

  test('a server that gives each connection little', async () => {
    await expectHeldUpBy('server', harness.add(server.serve('/file.bin', { size, bytesPerSecond: 512 * 1024 })));
  });

  test('a link that is full with few connections', async () => {
    server.limitLink(4 * MIB);
    await expectHeldUpBy('link', harness.add(server.serve('/file.bin', { size })));
  });

  test('a slow disk', async () => {
    disk.fault = (buffers, write) => setTimeout(write, 100, buffers);
    await expectHeldUpBy('disk', harness.add(server.serve('/file.bin', { size }), { connections: 2 }));
  });

  test('a limit of the user', async () => {
    const request = { connections: 4, limitBytesPerSecond: 2 * MIB };
    await expectHeldUpBy('limit', harness.add(server.serve('/file.bin', { size }), request));
  });
});
