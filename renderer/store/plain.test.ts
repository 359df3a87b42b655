// @vitest-environment node
import { afterEach, expect, it, vi } from 'vitest';
import type { DownloadSnapshot } from '../../shared/download.ts';
import { createBridge } from '../bridge.ts';
import { fakeMain, makeDelta, makeDownload, settle } from '../testing/fakes.ts';
import { createApp } from './app.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('runs on plain Node: no document, no window, no React', async () => {
  expect([typeof document, typeof window]).toEqual(['undefined', 'undefined']);
  const [slow, fast] = [makeDownload(), makeDownload({ status: 'paused' })];
  const main = fakeMain([slow, fast]);
  const app = createApp(createBridge(main.api), { wall: () => 0, steady: () => 0 }, ['en']);
  const stop = app.start();
  await settle();
  expect(app.feed.store.getState().phase).toBe('ready');
  expect(app.i18n.t('status.paused')).toBe('Paused');
  main.emit('feed:delta', makeDelta(2, { changed: [{ id: slow.id, status: 'finished' }], removed: [fast.id] }));
  expect(app.visible.getState().ids).toEqual([slow.id]);
  expect(app.feed.totals().counts).toMatchObject({ all: 1, finished: 1 });
  await app.actions.pauseAll();
  expect(main.asked.at(-1)?.name).toBe('downloads:pause-all');
  stop();
  main.emit('feed:delta', makeDelta(3, { removed: [slow.id] }));
  expect(app.visible.getState().ids).toEqual([slow.id]);
});

it('keeps no timer, and nothing of a thousand downloads that came and went', async () => {
  vi.useFakeTimers();
  const main = fakeMain([makeDownload({ status: 'finished' }), makeDownload()]);
  const app = createApp(createBridge(main.api), { wall: () => 0, steady: () => 0 }, ['en']);
  const stop = app.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(app.feed.store.getState().phase).toBe('ready');
  expect(vi.getTimerCount()).toBe(0);
  let sequence = 1;
  for (let round = 0; round < 1000; round += 1) {
    const download: DownloadSnapshot = makeDownload();
    main.emit('feed:delta', makeDelta((sequence += 1), { added: [download] }));
    app.selection.setState({ selected: new Set([download.id]), cursor: download.id, anchor: download.id });
    main.emit('feed:delta', makeDelta((sequence += 1), { removed: [download.id] }));
    expect(app.feed.row(download.id)).toBeUndefined();
  }
  expect(app.feed.totals().counts.all).toBe(2);
  expect([...app.selection.getState().selected].filter((id) => !app.feed.row(id))).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
  stop();
});
