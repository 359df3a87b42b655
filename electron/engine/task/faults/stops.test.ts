import { describe, expect, test } from 'vitest';
import { eachTest } from '../../testing/each-test.ts';
import { startCruelServer, type CruelServer } from '../../testing/index.ts';
import type { Harness } from '../../testing/harness.ts';
import { stopwatch } from '../../testing/stopwatch.ts';

const MIB = 2 ** 20;
let server: CruelServer;
let harness: Harness;

eachTest((given) => {
  ({ server, harness } = given);
});

const slow = { size: 8 * MIB, seed: 1, bytesPerSecond: 2 * MIB };

/** The command takes effect within 100 ms: the server sees the connection go, and `left` others stay. */
async function expectCutAtOnce(left: number, command: () => Promise<unknown>, at = server): Promise<void> {
  const taken = stopwatch();
  const done = command();
  await at.waitFor(() => at.openConnections() === left, 'the connection to be gone');
  expect(taken()).toBeLessThan(100);
  await done;
}

describe('pause and cancel', () => {
  for (const silence of ['accept-then-silence', 'headers-then-silence'] as const) {
    test(`${silence}: pause and cancel take effect at once`, async () => {
      const url = server.serve('/mute.bin', { size: MIB, seed: 1, scenarios: [{ id: silence }] });
      const paused = harness.add(url);
      const cancelled = harness.add(url);
      await server.waitFor(() => server.requests.length === 2, 'both requests');
      await expectCutAtOnce(1, () => harness.engine.pause(paused));
      expect(harness.engine.get(paused)?.status).toBe('paused');
      await expectCutAtOnce(0, () => harness.engine.cancel(cancelled, { keepPart: false }));
      expect(harness.engine.get(cancelled)).toBeUndefined();
      await harness.engine.cancel(paused, { keepPart: false });
      expect(await harness.files()).toEqual([]);
    });
  }

  test('a server that accepts connections and says nothing, even to TLS: cancelled at once', async () => {
    const mute = await startCruelServer({ mute: true, tls: true });
    const id = harness.add(`${mute.origin}/file.bin`);
    await mute.waitFor(() => mute.totalConnections() > 0, 'a connection');
    const taken = stopwatch();
    await harness.engine.cancel(id, { keepPart: false });
    expect(taken()).toBeLessThan(100);
    await mute.close();
  });

  test('stalled-no-fin in mid-download: pause takes effect at once and keeps what came', async () => {
    const url = server.serve('/stall.bin', {
      size: 4 * MIB,
      seed: 1,
      scenarios: [{ id: 'stalled-no-fin', after: MIB / 2 }],
    });
    const id = harness.add(url, { connections: 2 });
    await harness.when(id, (snapshot) => snapshot.receivedBytes > 0);
    await expectCutAtOnce(0, () => harness.engine.pause(id));
    expect(harness.engine.get(id)?.receivedBytes).toBeGreaterThan(0);
    expect(await harness.files()).toEqual(['stall.bin.part', 'stall.bin.part.json']);
  });

  test('pause stops the bytes on the server too; resume fetches only what is missing', async () => {
    const id = harness.add(server.serve('/file.bin', slow), { connections: 4 });
    await harness.when(id, (snapshot) => snapshot.receivedBytes > 2 * MIB);
    await harness.engine.pause(id);
    await server.waitFor(() => server.openConnections() === 0, 'all connections to be gone');
    const sent = server.bytesSent('/file.bin');
    const kept = harness.engine.get(id)?.receivedBytes ?? 0;
    expect(kept).toBeGreaterThan(2 * MIB);
    harness.engine.resume(id);
    await harness.settled(id);
    expect(await harness.wrongByte('file.bin', 1)).toBeNull();
    const asked = server.requests.filter((request) => request.headers['if-range'] !== undefined);
    expect(asked.length).toBeGreaterThan(0);
    expect(server.bytesSent('/file.bin') - sent).toBeLessThan(8 * MIB);
  });

  test('cancel leaves no file; keeping the part leaves both', async () => {
    const url = server.serve('/file.bin', slow);
    const gone = harness.add(url, { connections: 4 });
    await harness.when(gone, (snapshot) => snapshot.receivedBytes > MIB);
    await harness.engine.cancel(gone, { keepPart: false });
    expect(await harness.files()).toEqual([]);
    const kept = harness.add(url, { connections: 4 });
    await harness.when(kept, (snapshot) => snapshot.receivedBytes > MIB);
    await harness.engine.cancel(kept, { keepPart: true });
    expect(await harness.files()).toEqual(['file.bin.part', 'file.bin.part.json']);
  });

  test('pause-race: commands in any order and number leave no socket, no file and no wrong state', async () => {
    const url = server.serve('/file.bin', { ...slow, latencyMs: 5 });
    const id = harness.add(url, { connections: 4 });
    const { engine } = harness;
    const calls: Promise<void>[] = [];
    for (let index = 0; index < 40; index += 1) {
      calls.push(engine.pause(id));
      if (index % 3 === 0) engine.resume(id);
      if (index % 4 === 0) await server.waitFor(() => true);
    }
    await Promise.all(calls);
    engine.resume(id);
    await harness.when(id, (snapshot) => snapshot.receivedBytes > 0 || snapshot.status === 'downloading');
    await Promise.all([
      engine.cancel(id, { keepPart: false }),
      engine.cancel(id, { keepPart: false }),
      engine.pause(id),
    ]);
    await server.waitFor(() => server.openConnections() === 0, 'all connections to be gone');
    expect(await harness.files()).toEqual([]);
  });

  test('pause during a redirect, before the file is open', async () => {
    const to = server.serve('/real.bin', slow);
    const url = server.serve('/start', { size: 1, latencyMs: 1, scenarios: [{ id: 'redirect-new-target', to }] });
    server.hold('/real.bin', { beforeHead: true });
    const id = harness.add(url);
    await server.waitFor(() => server.requestsFor('/real.bin').length > 0, 'the redirect to be followed');
    await expectCutAtOnce(0, () => harness.engine.pause(id));
    expect(await harness.files()).toEqual([]);
  });

  test('last-bytes-race: many connections over few bytes, again and again', async () => {
    for (let round = 0; round < 12; round += 1) {
      const size = 512 * 1024 + round * 37_123;
      const url = server.serve(`/r${String(round)}.bin`, { size, seed: round + 1, latencyMs: round % 4 });
      const { fileName, status } = await harness.settled(harness.add(url, { connections: 64 }));
      expect(status).toBe('finished');
      expect(await harness.wrongByte(fileName, round + 1)).toBeNull();
    }
  });

  test('shutdown keeps states, so that the next start goes on', async () => {
    const url = server.serve('/file.bin', slow);
    const id = harness.add(url, { connections: 4 });
    const pausedId = harness.add(url, { connections: 2 });
    await harness.when(id, (snapshot) => snapshot.receivedBytes > 2 * MIB);
    await harness.engine.pause(pausedId);
    server.change('/file.bin', { bytesPerSecond: null });
    harness = await harness.restart();
    expect(harness.engine.get(pausedId)?.status).toBe('paused');
    // Which of the two got the plain name depends on whose reply came first.
    const first = await harness.settled(id, 'finished');
    harness.engine.resume(pausedId);
    const second = await harness.settled(pausedId, 'finished');
    expect([first.fileName, second.fileName].sort()).toEqual(['file (1).bin', 'file.bin']);
    expect(await harness.wrongByte(first.fileName, 1)).toBeNull();
    expect(await harness.wrongByte(second.fileName, 1)).toBeNull();
  });
});

describe('order', () => {
  test('no more run at once than allowed; the others follow in list order', async () => {
    harness.engine.configure({ maxActiveDownloads: 2 });
    const urls = [1, 2, 3, 4, 5].map((n) => server.serve(`/${String(n)}.bin`, { size: MIB, seed: n }));
    const ids = urls.map((url) => harness.add(url));
    expect(
      harness.engine
        .list()
        .map((download) => download.status)
        .slice(2),
    ).toEqual(['queued', 'queued', 'queued']);
    for (const id of ids) expect((await harness.settled(id)).status).toBe('finished');
    const begun = harness.events.flatMap((event) =>
      event.type === 'changed' && event.to === 'probing' && event.from === 'queued' ? [event.id] : [],
    );
    // The first two begin at once: which of their folders is ready first is up to the disk.
    expect([...begun.slice(0, 2).sort(), ...begun.slice(2)]).toEqual([...ids.slice(0, 2).sort(), ...ids.slice(2)]);
  });

  test('bad links and options are refused before anything is opened', () => {
    const url = server.serve('/file.bin', { size: 1 });
    const refused = (change: object): unknown => {
      try {
        harness.add(url, change);
      } catch (error) {
        return (error as { code?: string }).code;
      }
      return 'taken';
    };
    for (const bad of ['', 'nonsense', 'sftp://x/y', 'file:///etc/passwd', 'javascript:1', 'http://'])
      expect([bad, refused({ url: bad })]).toEqual([bad, 'bad-url']);
    for (const bad of [
      { connections: 0 },
      { connections: 65 },
      { maxRetries: -1 },
      { headers: { 'a b': 'c' } },
      { headers: { a: 'b\r\nc: d' } },
      { headers: { Range: 'bytes=0-' } },
      { checksum: { algorithm: 'md5', hex: 'zz' } },
      { proxy: 'ftp://proxy:1' },
      { limitBytesPerSecond: 0 },
    ]) {
      expect([bad, refused(bad)]).toEqual([bad, 'bad-option']);
    }
    expect(server.requests).toHaveLength(0);
  });
});

describe('limits', () => {
  test('a limit is kept within 5 % over several connections', async () => {
    const url = server.serve('/file.bin', { size: 6 * MIB, seed: 1 });
    const id = harness.add(url, { connections: 4, limitBytesPerSecond: 2 * MIB });
    await harness.when(id, (snapshot) => snapshot.receivedBytes > 0);
    const [begun, taken] = [performance.now(), stopwatch()];
    const bytes = 6 * MIB - (harness.engine.get(id)?.receivedBytes ?? 0);
    await harness.settled(id);
    expect((bytes * 1000) / taken()).toBeGreaterThan(1.9 * MIB);
    expect((bytes * 1000) / (performance.now() - begun)).toBeLessThan(2.1 * MIB);
  });
});
