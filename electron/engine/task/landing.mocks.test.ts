import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { eachTest } from '../testing/each-test.ts';
import type { Harness } from '../testing/harness.ts';
import type { CruelServer } from '../testing/index.ts';
import type * as FinalName from '../write/final-name.ts';
import { PartFile } from '../write/part-file.ts';

/** Called once the file has its name, before anybody is told. */
let published: () => void = () => undefined;
vi.mock('../write/final-name.ts', async (original) => {
  const real = await original<typeof FinalName>();
  const publish: typeof real.publish = async (...args) => {
    await real.publish(...args);
    published();
  };
  return { ...real, publish };
});

const SIZE = 2 * 2 ** 20;
let server: CruelServer;
let harness: Harness;
eachTest((given) => ({ server, harness } = given));
afterEach(() => {
  vi.restoreAllMocks();
  published = () => undefined;
});

/** Adds a download and does `act` when every byte is on disk and looked at for the last time. */
async function atLastLook<Result>(act: (id: string) => Promise<Result>): Promise<Result> {
  const { assertInPlace } = PartFile.prototype;
  let looks = 0;
  return new Promise((resolve, reject) => {
    vi.spyOn(PartFile.prototype, 'assertInPlace').mockImplementation(async function (this: PartFile, bytes) {
      const length = await assertInPlace.call(this, bytes);
      // The first look is before it is cut to its length.
      if (bytes === SIZE && (looks += 1) === 2) act(id).then(resolve, reject);
      return length;
    });
    const id = harness.add(server.serve('/a.bin', { size: SIZE, seed: 4 }));
  });
}

/** Adds a download and does `act` when its file has its name, and nobody knows yet. */
async function atPublished<Result>(act: (id: string) => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    published = () => {
      act(id).then(resolve, reject);
    };
    const id = harness.add(server.serve('/a.bin', { size: SIZE, seed: 4 }));
  });
}

describe('stopped when every byte is there, before the file has its name', () => {
  test('cancelled: nothing is left', async () => {
    await atLastLook((id) => harness.engine.cancel(id, { keepPart: false }));
    expect(await harness.files()).toEqual([]);
    expect(harness.engine.list()).toEqual([]);
  });

  test('removed: the part stays, and back on the list it goes on from there', async () => {
    const record = await atLastLook((id) => harness.engine.remove(id));
    expect(await harness.files()).toEqual(['a.bin.part', 'a.bin.part.json']);
    const sent = server.bytesSent('/a.bin');
    const [id = ''] = harness.engine.putBack(record ? [record] : []);
    await harness.settled(id, 'finished');
    expect(await harness.files()).toEqual(['a.bin']);
    expect(server.bytesSent('/a.bin')).toBe(sent);
  });
});

describe('stopped too late', () => {
  test('cancelled: it is back on the list with its file, finished, also at the next start', async () => {
    let id = '';
    const kept = await atPublished((added) => harness.engine.cancel((id = added), { keepPart: false }));
    expect(kept).toBeNull();
    expect(await harness.files()).toEqual(['a.bin']);
    expect(harness.engine.get(id)).toMatchObject({ status: 'finished', fileName: 'a.bin' });
    expect(harness.engine.record(id)?.discarding).toBeUndefined();
    expect(await harness.wrongByte('a.bin', 4)).toBeNull();
    harness = await harness.restart();
    expect(harness.engine.get(id)?.status).toBe('finished');
  });

  test('removed: put back it is finished, and nothing is fetched again', async () => {
    const record = await atPublished((id) => harness.engine.remove(id));
    expect(harness.engine.list()).toEqual([]);
    const [id = ''] = harness.engine.putBack(record ? [record] : []);
    expect(harness.engine.get(id)).toMatchObject({ status: 'finished', fileName: 'a.bin' });
    expect(await harness.files()).toEqual(['a.bin']);
  });
});

test('the name of a finished file is not given away twice when its entry leaves the list', async () => {
  const url = server.serve('/a.bin', { size: SIZE, seed: 4 });
  const first = harness.add(url);
  await harness.settled(first, 'finished');
  await rm(harness.engine.path(first) ?? '');
  server.change('/a.bin', { bytesPerSecond: SIZE });
  const second = harness.add(url);
  await harness.when(second, ({ receivedBytes }) => receivedBytes > 0);
  await harness.engine.remove(first);
  const third = harness.add(url);
  await harness.when(third, ({ receivedBytes }) => receivedBytes > 0);
  expect(harness.engine.get(second)?.fileName).toBe('a.bin');
  expect(harness.engine.get(third)?.fileName).toBe('a (1).bin');
});
