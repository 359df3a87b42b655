import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SluiceError } from '../../../shared/failures.ts';
import type { Priority } from '../../../shared/queue.ts';
import { eachTest } from '../testing/each-test.ts';
import { startCruelServer, type CruelServer } from '../testing/cruel-server.ts';
import { startHarness, type Harness } from '../testing/harness.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { firstWrongByte } from '../testing/seeded.ts';

let server: CruelServer;
let harness: Harness;
eachTest((given) => {
  ({ server, harness } = given);
});

const SIZE = 64 * 1024;
/** Serves a file that answers, and stands still until it is let go. */
function serveHeld(name: string) {
  const url = server.serve(`/${name}`, { size: SIZE, seed: 3 });
  const hold = server.hold(`/${name}`, { after: 1_000 });
  return { url, hold };
}
const names = (): string[] => harness.engine.list().map(({ fileName }) => fileName);
const running = (): string[] =>
  harness.engine.list().flatMap(({ status, fileName }) => (status === 'queued' ? [] : [fileName]));
const order = (): string[] =>
  harness.events.flatMap((event) =>
    event.type === 'changed' && event.from === 'queued' ? [harness.engine.get(event.id)?.fileName ?? '?'] : [],
  );

describe('the list', () => {
  test('moves are shown, told and survive a restart; what runs is the first that waits', async () => {
    harness.engine.configure({ maxActiveDownloads: 1 });
    const held = serveHeld('a');
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) =>
      harness.add(name === 'a' ? held.url : server.serve(`/${name}`, { size: SIZE, seed: 3 })),
    ) as [string, string, string, string];
    await held.hold.reached;
    harness.engine.move([d], { before: b });
    expect(names()).toEqual(['a', 'd', 'b', 'c']);
    expect(harness.events.at(-1)).toEqual({ type: 'arranged', id: d, moved: true });
    harness.engine.setPriority([c], 'high');
    held.hold.release();
    for (const id of [a, b, c, d]) await harness.settled(id);
    expect(order()).toEqual(['a', 'c', 'd', 'b']);
    harness = await harness.restart();
    expect(names()).toEqual(['a', 'd', 'b', 'c']);
    expect(harness.engine.get(c)?.priority).toBe('high');
  });

  test('one that comes back to a place that was given away gets one of its own', async () => {
    const ids = ['a', 'b', 'c', 'd'].map((name) =>
      harness.engine.add(
        { url: server.serve(`/${name}`, { size: SIZE, seed: 3 }), directory: harness.directory },
        { paused: true },
      ),
    );
    const [a = '', b = '', , d = ''] = ids;
    const record = harness.engine.record(b);
    await harness.engine.remove(b);
    harness.engine.move([d], { after: a });
    expect(harness.engine.record(d)?.position).toBe(record?.position);
    expect(harness.engine.putBack(record ? [record] : [])).toEqual([b]);
    expect(new Set(ids.map((id) => harness.engine.record(id)?.position)).size).toBe(4);
    expect(harness.events.at(-1)).toEqual({ type: 'arranged', id: b, moved: true });
    for (const id of ids) harness.engine.resume(id);
    for (const id of ids) await harness.settled(id);
    const shown = names();
    harness = await harness.restart();
    expect(names()).toEqual(shown);
  });

  test('one that failed keeps its place: tried again, it goes before those behind it', async () => {
    harness.engine.configure({ maxActiveDownloads: 1 });
    const held = serveHeld('b');
    const a = harness.add(`${server.origin}/a`);
    harness.add(held.url);
    const c = harness.add(server.serve('/c', { size: SIZE, seed: 3 }));
    await harness.settled(a, 'failed');
    await held.hold.reached;
    server.serve('/a', { size: SIZE, seed: 3 });
    harness.engine.resume(a);
    expect(names()).toEqual(['a', 'b', 'c']);
    held.hold.release();
    await harness.settled(c);
    expect(order()).toEqual(['a', 'b', 'a', 'c']);
  });

  test('a host has no more than its share, the others go on', async () => {
    harness.engine.configure({ maxActiveDownloads: 3, maxActivePerHost: 2 });
    const other = await startCruelServer();
    const held = ['a', 'b', 'c'].map(serveHeld);
    const ids = held.map(({ url }) => harness.add(url));
    const d = harness.add(other.serve('/d', { size: SIZE, seed: 3 }));
    await harness.settled(d, 'finished');
    expect(running()).toEqual(['a', 'b', 'd']);
    for (const { hold } of held) hold.release();
    for (const id of ids) await harness.settled(id, 'finished');
    await other.close();
  });

  test('10,000 downloads of one link are added at once, and one runs', () => {
    harness.engine.configure({ maxActiveDownloads: 1, maxActivePerHost: 1 });
    const url = serveHeld('a').url;
    const priorities: Priority[] = ['low', 'normal', 'high'];
    for (let nth = 0; nth < 10_000; nth += 1) {
      harness.engine.add({ url, directory: harness.directory }, { priority: priorities[nth % 3] });
    }
    expect(harness.engine.list()).toHaveLength(10_000);
  });
});

describe('queues', () => {
  test('stopping one lets its downloads wait with what they have; starting it goes on from there', async () => {
    const id = harness.engine.queues.create({ name: 'Films' });
    const held = serveHeld('a');
    const a = harness.engine.add({ url: held.url, directory: harness.directory }, { queueId: id });
    await harness.when(a, ({ receivedBytes }) => receivedBytes > 0);
    await harness.engine.queues.stop(id);
    expect(harness.engine.get(a)).toMatchObject({ status: 'queued', queueId: id, failure: null });
    expect(harness.engine.get(a)?.receivedBytes).toBeGreaterThan(0);
    expect(server.openConnections()).toBe(0);
    const b = harness.add(server.serve('/b', { size: SIZE, seed: 3 }));
    await harness.settled(b, 'finished');
    expect(harness.engine.get(a)?.status).toBe('queued');
    held.hold.release();
    harness.engine.queues.start(id);
    await harness.settled(a, 'finished');
    expect(await harness.wrongByte('a', 3)).toBeNull();
    expect(server.requestsFor('/a').at(-1)?.headers['range']).not.toBe('bytes=0-');
  });

  test('a pause is a pause, whatever the queue does before or after', async () => {
    const { queues } = harness.engine;
    const id = queues.create({ name: 'Films' });
    const a = harness.engine.add({ url: serveHeld('a').url, directory: harness.directory }, { queueId: id });
    await harness.when(a, ({ receivedBytes }) => receivedBytes > 0);
    const pausing = harness.engine.pause(a);
    await Promise.all([pausing, queues.stop(id)]);
    queues.start(id);
    expect(harness.engine.get(a)?.status).toBe('paused');
    harness.engine.resume(a);
    const requests = server.requestsFor('/a').length;
    await server.waitFor(() => server.requestsFor('/a').length > requests, 'another request');
    await Promise.all([queues.stop(id), harness.engine.pause(a)]);
    expect(harness.engine.get(a)?.status).toBe('paused');
  });

  test('no more than its own number run; a removed one leaves its downloads to the default queue', async () => {
    const id = harness.engine.queues.create({ name: 'Films', maxActive: 1 });
    const held = ['a', 'b'].map(serveHeld);
    const ids = held.map(({ url }) => harness.engine.add({ url, directory: harness.directory }, { queueId: id }));
    await held[0]?.hold.reached;
    expect(running()).toEqual(['a']);
    harness.engine.queues.remove(id);
    await held[1]?.hold.reached;
    expect(harness.engine.list().map(({ queueId }) => queueId)).toEqual(['default', 'default']);
    for (const { hold } of held) hold.release();
    for (const one of ids) await harness.settled(one, 'finished');
  });

  test('handed over to a stopped queue, a running download waits', async () => {
    const id = harness.engine.queues.create({ name: 'Later' });
    await harness.engine.queues.stop(id);
    const a = harness.add(serveHeld('a').url);
    await harness.when(a, ({ receivedBytes }) => receivedBytes > 0);
    harness.engine.setQueue([a, 'gone'], id);
    await harness.when(a, ({ status }) => status === 'queued');
    expect(() => harness.engine.setQueue([a], 'gone')).toThrow(SluiceError);
    expect(() => harness.engine.add({ url: 'http://h/', directory: '/d' }, { queueId: 'gone' })).toThrow(SluiceError);
  });

  test('what was in a queue that is gone comes back in the default one; two in one place stay neighbours', () => {
    const id = harness.add('http://h/a');
    const record = harness.engine.record(id);
    if (!record) throw new Error('No record');
    const others = ['x', 'y', 'z'].map((other, nth) => ({
      ...record,
      id: other,
      fileName: other,
      status: 'paused' as const,
      queueId: 'gone',
      position: record.position + (nth === 0 ? 9 : 5),
    }));
    harness.engine.restore(others);
    expect(names()).toEqual(['a', 'y', 'z', 'x']);
    expect(harness.engine.get('x')?.queueId).toBe('default');
  });
});

describe('a cancel that was cut off by a kill', () => {
  async function pausedMidway() {
    const url = server.serve('/a', { size: 2 ** 22, seed: 3, bytesPerSecond: 2 ** 20 });
    const id = harness.add(url, { connections: 1 });
    await harness.when(id, ({ receivedBytes }) => receivedBytes > 2 ** 18);
    await harness.engine.pause(id);
    expect(await harness.files()).toEqual(['a.part', 'a.part.json']);
    const record = harness.engine.record(id);
    if (!record) throw new Error('No record');
    return { id, record };
  }

  test('is ended at the next start: nothing is listed, nothing is left', async () => {
    const { id, record } = await pausedMidway();
    const after = await startHarness({}, { directory: harness.directory, records: [{ ...record, discarding: true }] });
    expect(after.engine.list()).toEqual([]);
    await after.engine.shutdown();
    expect(after.events).toEqual([{ type: 'discarded', id }]);
    expect(after.engine.record(id)).toBeUndefined();
    expect(await harness.files()).toEqual([]);
  });

  test('does not touch the part file of another download that has the name by now', async () => {
    const { record } = await pausedMidway();
    const files = await harness.files();
    const records = [{ ...record, id: 'old', discarding: true }, record];
    const after = await startHarness({}, { directory: harness.directory, records });
    await after.engine.shutdown();
    expect(after.events).toContainEqual({ type: 'discarded', id: 'old' });
    expect(await harness.files()).toEqual(files);
  });
});

describe('limits', () => {
  /** Runs virtual time, in which only waits for a limit pass: bytes take as long as the limit says. */
  async function timeOf(clock: ManualClock, over: () => boolean): Promise<number> {
    const begun = clock.now();
    while (!over()) {
      for (let turns = 0; turns < 3; turns += 1) await new Promise((resolve) => setImmediate(resolve));
      clock.advance(5);
    }
    return clock.now() - begun;
  }

  test.each([
    [100_000, 500_000],
    [1_000_000, 5_000_000],
  ])('%i bytes per second over real connections: five seconds for %i bytes, within 5 percent', async (rate, size) => {
    await harness.close();
    const clock = new ManualClock();
    harness = await startHarness({ clock });
    harness.engine.configure({ limitBytesPerSecond: rate });
    const ids = ['a', 'b'].map((name) =>
      harness.add(server.serve(`/${name}`, { size: size / 2, seed: 3 }), { connections: 4 }),
    );
    const over = (): boolean => ids.every((id) => harness.engine.get(id)?.status === 'finished');
    const ms = await timeOf(clock, over);
    // At most: bytes never come sooner. Virtual time goes on while sockets work, so more of it may pass.
    expect(ms).toBeGreaterThan(5_000 * 0.95);
    expect(firstWrongByte(3, 0, await readFile(join(harness.directory, 'a')))).toBeNull();
  });

  test('a download’s own limit changes while it runs, and is kept', async () => {
    const a = harness.add(server.serve('/a', { size: 40 * SIZE, seed: 3 }), { limitBytesPerSecond: 1_000 });
    await harness.when(a, ({ receivedBytes }) => receivedBytes > 0);
    expect(harness.engine.get(a)).toMatchObject({ limitBytesPerSecond: 1_000 });
    expect(() => harness.engine.setLimit([a], 0)).toThrow(SluiceError);
    harness.engine.setLimit([a, 'gone'], null);
    await harness.settled(a, 'finished');
    expect(harness.engine.record(a)?.request.limitBytesPerSecond).toBeUndefined();
    harness.engine.setLimit([a], 5_000);
    expect(harness.engine.record(a)?.request.limitBytesPerSecond).toBe(5_000);
  });

  test('the global limit is lifted at once for those who wait', async () => {
    harness.engine.configure({ limitBytesPerSecond: 1_000 });
    const a = harness.add(server.serve('/a', { size: 40 * SIZE, seed: 3 }), { connections: 4 });
    await harness.when(a, ({ receivedBytes }) => receivedBytes > 0);
    harness.engine.configure({ limitBytesPerSecond: null });
    await harness.settled(a, 'finished');
    expect(await harness.wrongByte('a', 3)).toBeNull();
  });
});
