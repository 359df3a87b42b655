import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBridge } from '../bridge.ts';
import { FakeFailure, fakeMain, makeDelta, makeDownload, settle } from '../testing/fakes.ts';
import { createFeed } from './feed.ts';

const snapshotsAsked = (main: ReturnType<typeof fakeMain>): number =>
  main.asked.filter(({ name }) => name === 'feed:snapshot').length;

async function startedFeed(main: ReturnType<typeof fakeMain>) {
  const feed = createFeed(createBridge(main.api));
  feed.start();
  await settle();
  return feed;
}

describe('feed', () => {
  it('takes the snapshot, then applies deltas to it', async () => {
    const [a, b] = [makeDownload(), makeDownload()];
    const main = fakeMain([a, b]);
    const feed = await startedFeed(main);
    main.emit('feed:delta', makeDelta(2, { changed: [{ id: a.id, receivedBytes: 500 }] }));
    expect(feed.row(a.id)?.receivedBytes).toBe(500);
    expect(feed.store.getState()).toMatchObject({ phase: 'ready', sequence: 2 });
  });

  it('keeps the identity of rows that did not change', async () => {
    const [a, b] = [makeDownload(), makeDownload()];
    const main = fakeMain([a, b]);
    const feed = await startedFeed(main);
    const before = feed.row(b.id);
    main.emit('feed:delta', makeDelta(2, { changed: [{ id: a.id, receivedBytes: 500 }] }));
    expect(feed.row(b.id)).toBe(before);
    expect(feed.store.getState().downloads[1]).toBe(before);
    expect(feed.store.getState().downloads[0]).toBe(feed.row(a.id));
  });

  it('asks for a new snapshot once when deltas are missing, however many follow', async () => {
    const a = makeDownload();
    const main = fakeMain([a]);
    const feed = await startedFeed(main);
    main.handlers['feed:snapshot'] = () => ({ sequence: 5, downloads: [a] });
    for (const sequence of [5, 6, 7]) main.emit('feed:delta', makeDelta(sequence));
    await settle();
    expect(snapshotsAsked(main)).toBe(2);
    expect(feed.store.getState().sequence).toBe(7);
  });

  it('does not ask over and over when the numbers never fit', async () => {
    const main = fakeMain([makeDownload()]);
    await startedFeed(main);
    for (const sequence of [5, 6, 9]) main.emit('feed:delta', makeDelta(sequence));
    await settle();
    expect(snapshotsAsked(main)).toBe(2);
  });

  it('applies deltas that came while the snapshot was under way, and none it already has', async () => {
    const a = makeDownload();
    const main = fakeMain([a], { 'feed:snapshot': () => ({ sequence: 7, downloads: [a] }) });
    const feed = createFeed(createBridge(main.api));
    feed.start();
    main.emit('feed:delta', makeDelta(7, { changed: [{ id: a.id, receivedBytes: 1 }] }));
    main.emit('feed:delta', makeDelta(8, { changed: [{ id: a.id, receivedBytes: 800 }] }));
    await settle();
    expect(feed.store.getState().sequence).toBe(8);
    expect(feed.row(a.id)?.receivedBytes).toBe(800);
    expect(snapshotsAsked(main)).toBe(1);
  });

  it('keeps rows that a new snapshot repeats, and takes over those that it changes', async () => {
    const [a, b] = [makeDownload(), makeDownload()];
    const main = fakeMain([a, b]);
    const feed = await startedFeed(main);
    const before = feed.row(a.id);
    const replaced = { sequence: 9, downloads: [structuredClone(a), { ...b, receivedBytes: 3 }] };
    main.handlers['feed:snapshot'] = () => replaced;
    main.emit('feed:delta', makeDelta(9));
    await settle();
    expect(feed.row(a.id)).toBe(before);
    expect(feed.row(b.id)?.receivedBytes).toBe(3);
    expect(feed.store.getState().sequence).toBe(9);
  });

  it('treats a malformed delta as lost', async () => {
    const main = fakeMain([makeDownload()]);
    await startedFeed(main);
    main.emit('feed:delta', { sequence: 2, changed: 'nonsense' });
    await settle();
    expect(snapshotsAsked(main)).toBe(2);
  });

  it('drops removed rows and follows a new order', async () => {
    const [a, b, c] = [makeDownload(), makeDownload(), makeDownload()];
    const main = fakeMain([a, b, c]);
    const feed = await startedFeed(main);
    main.emit('feed:delta', makeDelta(2, { removed: [b.id], order: [c.id, a.id] }));
    expect(feed.row(b.id)).toBeUndefined();
    expect(feed.store.getState().downloads.map(({ id }) => id)).toEqual([c.id, a.id]);
    main.emit('feed:delta', makeDelta(3, { changed: [{ id: a.id, receivedBytes: 7 }] }));
    expect(feed.row(a.id)?.receivedBytes).toBe(7);
  });

  it('counts shape and statuses only when they change', async () => {
    const a = makeDownload();
    const main = fakeMain([a]);
    const feed = await startedFeed(main);
    const counters = () => {
      const { shape, statuses } = feed.store.getState();
      return { shape, statuses };
    };
    const first = counters();
    main.emit('feed:delta', makeDelta(2, { changed: [{ id: a.id, receivedBytes: 5 }] }));
    expect(counters()).toEqual(first);
    main.emit('feed:delta', makeDelta(3, { changed: [{ id: a.id, status: 'paused' }] }));
    expect(counters()).toEqual({ shape: first.shape, statuses: first.statuses + 1 });
    main.emit('feed:delta', makeDelta(4, { changed: [{ id: a.id, fileName: 'b.iso' }] }));
    expect(counters()).toEqual({ shape: first.shape + 1, statuses: first.statuses + 2 });
  });

  it('sums up what runs', async () => {
    const a = makeDownload({ bytesPerSecond: 10, activeConnections: 4, receivedBytes: 400 });
    const main = fakeMain([a, makeDownload({ status: 'paused' }), makeDownload({ status: 'finished' })]);
    const feed = await startedFeed(main);
    expect(feed.totals()).toMatchObject({
      counts: { all: 3, active: 1, queued: 0, paused: 1, finished: 1, failed: 0 },
      bytesPerSecond: 10,
      connections: 4,
      bytesLeft: 600,
      canPause: true,
      canResume: true,
    });
    main.emit('feed:delta', makeDelta(2, { changed: [{ id: a.id, receivedBytes: 1000, bytesPerSecond: 0 }] }));
    expect(feed.totals()).toMatchObject({ bytesPerSecond: 0, bytesLeft: 0 });
  });

  describe('when the main process is in trouble', () => {
    beforeEach(() => {
      vi.useFakeTimers();
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    it('says so after a while without an answer, and recovers when one comes', async () => {
      let answer: (value: unknown) => void = () => undefined;
      const main = fakeMain();
      const api = { ...main.api, command: () => new Promise<unknown>((resolve) => (answer = resolve)) };
      const feed = createFeed(createBridge(api));
      feed.start();
      expect(feed.store.getState().phase).toBe('loading');
      await vi.advanceTimersByTimeAsync(5000);
      expect(feed.store.getState().phase).toBe('silent');
      answer({ ok: true, value: { sequence: 1, downloads: [] } });
      await vi.advanceTimersByTimeAsync(0);
      expect(feed.store.getState().phase).toBe('ready');
    });

    it('shows why it failed, and tries again when asked or when a delta shows that it lives', async () => {
      const main = fakeMain([makeDownload()]);
      const snapshot = main.handlers['feed:snapshot'];
      main.handlers['feed:snapshot'] = () => {
        throw new FakeFailure('disk-failed');
      };
      const feed = createFeed(createBridge(main.api));
      feed.start();
      await vi.advanceTimersByTimeAsync(0);
      expect(feed.store.getState()).toMatchObject({ phase: 'failed', failure: { code: 'disk-failed' } });
      if (snapshot) main.handlers['feed:snapshot'] = snapshot;
      main.emit('feed:delta', makeDelta(2));
      await vi.advanceTimersByTimeAsync(0);
      expect(feed.store.getState().phase).toBe('ready');
      expect(feed.store.getState().downloads).toHaveLength(1);
    });
  });
});
