import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBridge } from '../bridge.ts';
import type { DownloadSnapshot } from '../../shared/download.ts';
import type { FeedDelta } from '../../shared/ipc/feed.ts';
import { fakeMain, makeDelta, makeDownload } from '../testing/fakes.ts';
import { createAnnouncements } from './announcements.ts';
import { createFeed } from './feed.ts';
import type { Said } from './ui.ts';

const failure = { code: 'connection-lost', detail: '' } as const;
/** Later than what {@link makeDownload} makes. */
const NOW = 1_800_000_000_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function setUp(downloads: readonly DownloadSnapshot[]) {
  const main = fakeMain(downloads);
  const feed = createFeed(createBridge(main.api));
  const said: Said[] = [];
  const stop = createAnnouncements({ feed, ui: { say: (one) => void said.push(one) }, wall: () => NOW }).start();
  feed.start();
  await vi.advanceTimersByTimeAsync(0);
  let sequence = 1;
  const change = (...changed: FeedDelta['changed']): void => {
    main.emit('feed:delta', makeDelta((sequence += 1), { changed }));
  };
  const add = (row: DownloadSnapshot): void => {
    main.emit('feed:delta', makeDelta((sequence += 1), { added: [row] }));
  };
  const remove = (id: string): void => {
    main.emit('feed:delta', makeDelta((sequence += 1), { removed: [id] }));
  };
  return { said, change, add, remove, stop };
}

test('one that ends before it is first heard of is told; what is put back or imported is not', async () => {
  const { said, add, remove } = await setUp([]);
  add(makeDownload({ status: 'finished', createdAt: NOW - 1000 }));
  expect(said).toEqual([]);
  const gone = makeDownload({ fileName: 'gone', status: 'failed', failure, createdAt: NOW + 5 });
  add(gone);
  expect(said).toEqual([{ kind: 'ended', finished: 0, failed: 1, name: 'gone', failure: 'connection-lost' }]);
  await vi.advanceTimersByTimeAsync(3000);
  remove(gone.id);
  add(gone);
  expect(said).toHaveLength(1);
});

test('progress is not told, an ending once, with its name or its reason', async () => {
  const [a, b] = [makeDownload({ fileName: 'a' }), makeDownload({ fileName: 'b' })];
  const { said, change } = await setUp([
    a,
    b,
    makeDownload({ status: 'finished' }),
    makeDownload({ status: 'failed', failure }),
  ]);
  for (let bytes = 0; bytes < 100; bytes += 1) change({ id: a.id, receivedBytes: bytes });
  change({ id: a.id, status: 'verifying' });
  expect(said).toEqual([]);
  change({ id: a.id, status: 'finished' });
  expect(said).toEqual([{ kind: 'ended', finished: 1, failed: 0, name: 'a', failure: null }]);
  await vi.advanceTimersByTimeAsync(3000);
  change({ id: b.id, status: 'failed', failure });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(said.slice(1)).toEqual([{ kind: 'ended', finished: 0, failed: 1, name: 'b', failure: 'connection-lost' }]);
  expect(vi.getTimerCount()).toBe(0);
});

test('what ends soon after another is told together', async () => {
  const rows = Array.from({ length: 50 }, () => makeDownload());
  const { said, change, stop } = await setUp(rows);
  for (const [index, { id }] of rows.entries()) {
    change(index % 10 === 9 ? { id, status: 'failed', failure } : { id, status: 'finished' });
    await vi.advanceTimersByTimeAsync(100);
  }
  await vi.advanceTimersByTimeAsync(3000);
  expect(said).toHaveLength(3);
  expect(said.map((one) => one.kind === 'ended' && [one.finished, one.failed])).toEqual([
    [1, 0],
    [26, 3],
    [18, 2],
  ]);
  stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('what a person stopped, or what was there from the beginning, is not told', async () => {
  const [paused, done] = [makeDownload({ status: 'paused' }), makeDownload({ status: 'finished' })];
  const { said, change } = await setUp([paused, done]);
  change({ id: paused.id, status: 'failed', failure });
  change({ id: done.id, status: 'queued' });
  expect(said).toEqual([]);
});
