import { describe, expect, test } from 'vitest';
import { eachTest } from '../testing/each-test.ts';
import type { Harness } from '../testing/harness.ts';
import type { CruelServer } from '../testing/index.ts';

const SIZE = 2 * 2 ** 20;
/** Half a minute, over one connection: nothing here may depend on its end. */
const SLOW = { size: SIZE, seed: 4, bytesPerSecond: 2 ** 16 };

let server: CruelServer;
let harness: Harness;
eachTest((given) => {
  ({ server, harness } = given);
});

/** One that moves bytes. */
async function running(): Promise<string> {
  const id = harness.add(server.serve('/a.bin', SLOW), { connections: 1 });
  await harness.when(id, ({ receivedBytes }) => receivedBytes > 0);
  return id;
}
/** The next requests are answered as fast as can be. */
const hurry = (): void => {
  server.change('/a.bin', { bytesPerSecond: null });
};
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => (error as { code?: string }).code,
  );
const states = (id: string): string[] =>
  harness.events.flatMap((event) => (event.type === 'changed' && event.id === id ? [event.to] : []));

describe('a rename while it runs', () => {
  test('two at once: one after the other, and one run', async () => {
    const id = await running();
    hurry();
    const { engine } = harness;
    expect(await Promise.all([engine.rename(id, 'b.bin'), engine.rename(id, 'c.bin')])).toEqual(['b.bin', 'c.bin']);
    await harness.settled(id);
    expect(await harness.files()).toEqual(['c.bin']);
    expect(await harness.wrongByte('c.bin', 4)).toBeNull();
    // Never shown as paused, which nobody asked for.
    expect(states(id)).not.toContain('paused');
    expect(harness.engine.timeline(id).map(({ code }) => code)).not.toContain('paused');
  });

  test('resumed meanwhile: it goes on once', async () => {
    const id = await running();
    hurry();
    const renaming = harness.engine.rename(id, 'b.bin');
    harness.engine.resume(id);
    expect(await renaming).toBe('b.bin');
    expect(await harness.settled(id)).toMatchObject({ status: 'finished', failure: null });
    expect(await harness.wrongByte('b.bin', 4)).toBeNull();
  });

  test('paused meanwhile, at any instant: it is', async () => {
    const id = await running();
    const { engine } = harness;
    for (let turns = 0; turns < 12; turns += 1) {
      engine.resume(id);
      await harness.when(id, ({ status }) => status === 'downloading');
      const renaming = engine.rename(id, `${turns}.bin`);
      for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
      await engine.pause(id);
      expect(await renaming).toBe(`${turns}.bin`);
      expect(engine.get(id)).toMatchObject({ status: 'paused', failure: null });
    }
  });

  test('paused and resumed meanwhile: it goes on', async () => {
    const id = await running();
    hurry();
    const renaming = harness.engine.rename(id, 'b.bin');
    const pausing = harness.engine.pause(id);
    harness.engine.resume(id);
    await Promise.all([renaming, pausing]);
    await harness.settled(id, 'finished');
    expect(await harness.files()).toEqual(['b.bin']);
  });

  test.each([true, false])(
    'cancelled meanwhile (part kept: %s): that wins, and nothing else is left',
    async (keepPart) => {
      const id = await running();
      const renaming = codeOf(harness.engine.rename(id, 'b.bin'));
      await harness.engine.cancel(id, { keepPart });
      expect(await renaming).toBe('bad-option');
      expect(await harness.files()).toEqual(keepPart ? ['a.bin.part', 'a.bin.part.json'] : []);
    },
  );

  test('the program ends meanwhile: it goes on at the next start, under the new name', async () => {
    const id = await running();
    hurry();
    const renaming = harness.engine.rename(id, 'b.bin');
    const restarting = harness.restart();
    await renaming;
    harness = await restarting;
    await harness.settled(id, 'finished');
    expect(await harness.files()).toEqual(['b.bin']);
  });
});

describe('a rename while it waits', () => {
  test('it takes no place meanwhile, and has its turn afterwards', async () => {
    const { engine } = harness;
    engine.configure({ maxActiveDownloads: 1 });
    const first = server.serve('/first', { size: 1000, seed: 1 });
    const held = server.hold('/first', { after: 10 });
    harness.add(first);
    await held.reached;
    const id = harness.add(server.serve('/a.bin', { size: SIZE, seed: 4 }));
    const renaming = engine.rename(id, 'b.bin');
    engine.configure({ maxActiveDownloads: 2 });
    expect(engine.get(id)?.status).toBe('queued');
    expect(await renaming).toBe('b.bin');
    await harness.settled(id, 'finished');
    held.release();
    expect(await harness.wrongByte('b.bin', 4)).toBeNull();
  });

  test('paused meanwhile: it is', async () => {
    const { engine } = harness;
    engine.configure({ maxActiveDownloads: 1 });
    await running();
    const id = harness.add(server.serve('/b.bin', SLOW));
    const renaming = engine.rename(id, 'c.bin');
    await engine.pause(id);
    await renaming;
    expect(engine.get(id)).toMatchObject({ status: 'paused', fileName: 'c.bin' });
  });
});

describe('another link while it runs', () => {
  test('resumed meanwhile: the new link alone is asked', async () => {
    const id = await running();
    const asked = server.requestsFor('/a.bin').length;
    const url = server.serve('/new.bin', { ...SLOW, bytesPerSecond: null });
    const relinking = harness.engine.setUrl(id, url);
    harness.engine.resume(id);
    await relinking;
    expect(await harness.settled(id)).toMatchObject({ status: 'finished', url });
    expect(server.requestsFor('/a.bin')).toHaveLength(asked);
    expect(await harness.wrongByte('a.bin', 4)).toBeNull();
  });

  test('paused meanwhile: it is, and has the new link', async () => {
    const id = await running();
    const url = server.serve('/new.bin', SLOW);
    const relinking = harness.engine.setUrl(id, url);
    await harness.engine.pause(id);
    await relinking;
    expect(harness.engine.get(id)).toMatchObject({ status: 'paused', url });
    expect(server.requestsFor('/new.bin')).toHaveLength(0);
  });

  test('finished meanwhile: refused', async () => {
    const id = harness.add(server.serve('/a.bin', { size: 10, seed: 4 }));
    await harness.settled(id);
    expect(await codeOf(harness.engine.setUrl(id, server.origin))).toBe('bad-option');
  });
});
