// @vitest-environment node
import { expect, it } from 'vitest';
import { createBridge } from '../bridge.ts';
import { fakeMain, makeDelta, makeDownload, settle } from '../testing/fakes.ts';
import { createApp } from './app.ts';

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
