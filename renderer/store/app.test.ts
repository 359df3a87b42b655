import { describe, expect, it } from 'vitest';
import { createBridge } from '../bridge.ts';
import type { DownloadSnapshot } from '../../shared/download.ts';
import { FakeFailure, fakeMain, makeDelta, makeDownload, settle } from '../testing/fakes.ts';
import { createApp } from './app.ts';

async function startedApp(downloads: readonly DownloadSnapshot[] = [], handlers = {}) {
  const main = fakeMain(downloads, handlers);
  const clock = { at: 0 };
  const app = createApp(createBridge(main.api), { wall: () => 1_700_000_000_000 + clock.at, steady: () => clock.at }, [
    'en',
  ]);
  app.start();
  await settle();
  const asked = (name: string): unknown[] => main.asked.filter((one) => one.name === name).map((one) => one.request);
  return { main, app, clock, asked };
}

describe('actions', () => {
  it('sends only the downloads that can do it', async () => {
    const running = makeDownload();
    const finished = makeDownload({ status: 'finished' });
    const failed = makeDownload({ status: 'failed' });
    const { app, asked } = await startedApp([running, finished, failed]);
    await app.actions.pause([running.id, finished.id, 'unknown']);
    expect(asked('downloads:pause')).toEqual([{ ids: [running.id] }]);
    await app.actions.pause([finished.id]);
    expect(asked('downloads:pause')).toHaveLength(1);
    await app.actions.resume([running.id, failed.id]);
    expect(asked('downloads:resume')).toEqual([{ ids: [failed.id] }]);
  });

  it('pauses while anything can be paused, else resumes', async () => {
    const running = makeDownload();
    const paused = makeDownload({ status: 'paused' });
    const { app, asked } = await startedApp([running, paused]);
    await app.actions.togglePause(new Set([running.id, paused.id]));
    expect(asked('downloads:pause')).toEqual([{ ids: [running.id] }]);
    await app.actions.togglePause(new Set([paused.id]));
    expect(asked('downloads:resume')).toEqual([{ ids: [paused.id] }]);
  });

  it('cancels what is unfinished and removes what has ended', async () => {
    const running = makeDownload();
    const finished = makeDownload({ status: 'finished' });
    const failed = makeDownload({ status: 'failed' });
    const rows = [running, finished, failed];
    const { app, asked } = await startedApp([running, finished, failed], { 'downloads:cancel': () => [] });
    await app.actions.discard(rows, 'keep');
    expect(asked('downloads:cancel')).toEqual([{ ids: [running.id], keepPart: true }]);
    expect(asked('downloads:remove')).toEqual([{ ids: [finished.id, failed.id], deleteFile: false }]);
    await app.actions.discard(rows, 'delete');
    expect(asked('downloads:cancel')[1]).toEqual({ ids: [running.id, failed.id], keepPart: false });
    expect(asked('downloads:remove')[1]).toEqual({ ids: [finished.id], deleteFile: true });
  });

  it('says which had finished before it could be cancelled, and what gives way then leaves the list', async () => {
    const [a, b] = [makeDownload({ fileName: 'a.iso' }), makeDownload()];
    const { app, asked } = await startedApp([a, b], { 'downloads:cancel': () => [a.id] });
    await app.actions.discard([a, b], 'delete');
    expect(app.ui.store.getState().toasts).toMatchObject([{ tooLate: 1, name: 'a.iso' }]);
    await app.actions.giveWay([a.id, b.id]);
    expect(asked('downloads:remove')).toEqual([{ ids: [a.id], deleteFile: false }]);
  });

  it('tells of a failed command once, with its code', async () => {
    const open = (): never => {
      throw new FakeFailure('part-vanished');
    };
    const { app } = await startedApp([], { 'downloads:open-file': open });
    await Promise.all([app.actions.open('x'), app.actions.open('y')]);
    expect(app.ui.store.getState().toasts).toMatchObject([{ failure: { code: 'part-vanished' } }]);
  });

  it('makes a queue that was removed again, with its downloads, and stopped if it was', async () => {
    const [a, b, other] = [{ queueId: 'q' }, { queueId: 'q' }, {}].map(makeDownload);
    const nothing = (): undefined => undefined;
    const { app, main } = await startedApp(
      [a, b, other].flatMap((row) => row ?? []),
      {
        'queues:remove': nothing,
        'queues:create': () => 'again',
        'queues:stop': nothing,
        'downloads:set-queue': nothing,
      },
    );
    const times = { schedule: [{ days: [1], start: 0, end: 60 }], changedAt: 0 };
    await app.actions.queues.remove({ id: 'q', name: 'Nights', maxActive: 2, started: false, ...times });
    const [toast] = app.ui.store.getState().toasts;
    expect(toast).toMatchObject({ removed: { kind: 'queue', name: 'Nights' } });
    if (toast && 'undo' in toast) toast.undo();
    await settle();
    expect(main.asked.slice(-4)).toEqual([
      { name: 'queues:remove', request: { id: 'q' } },
      { name: 'queues:create', request: { name: 'Nights', maxActive: 2, schedule: times.schedule } },
      { name: 'queues:stop', request: { id: 'again' } },
      { name: 'downloads:set-queue', request: { ids: [a?.id, b?.id], queueId: 'again' } },
    ]);
  });

  it('shows and selects what was added, before its row has come', async () => {
    const first = makeDownload({ status: 'finished' });
    const fresh = makeDownload();
    const { app, main } = await startedApp([first], { 'downloads:add': () => ({ added: [fresh.id], rejected: [] }) });
    app.view.setState({ filter: 'finished', query: 'x' });
    await app.actions.add({ urls: [fresh.url] });
    expect(app.view.getState()).toMatchObject({ filter: 'all', query: '' });
    main.emit('feed:delta', makeDelta(2, { added: [fresh] }));
    expect([...app.selection.getState().selected]).toEqual([fresh.id]);
  });
});

describe('app', () => {
  it('lets go of selected rows that leave the list', async () => {
    const [a, b] = [makeDownload(), makeDownload()];
    const { app, main } = await startedApp([a, b]);
    app.selection.setState({ selected: new Set([a.id, b.id]), cursor: b.id, anchor: b.id });
    main.emit('feed:delta', makeDelta(2, { removed: [b.id] }));
    expect([...app.selection.getState().selected]).toEqual([a.id]);
    expect(app.selection.getState().cursor).toBe(a.id);
  });

  it('shows a changed setting at once and takes it back when it is refused', async () => {
    const { app, main } = await startedApp();
    main.handlers['settings:update'] = () => {
      throw new FakeFailure('bad-option');
    };
    const change = app.actions.changeSettings({ density: 'compact' });
    expect(app.settings.store.getState().settings.density).toBe('compact');
    await change;
    expect(app.settings.store.getState().settings.density).toBe('comfortable');
    expect(app.ui.store.getState().toasts).toHaveLength(1);
  });

  it('follows settings changed elsewhere, and the language', async () => {
    const { app, main } = await startedApp();
    main.emit('settings:changed', { ...app.settings.store.getState().settings, language: 'zh-CN', theme: 'dark' });
    expect(app.settings.store.getState().settings.theme).toBe('dark');
    await settle();
    expect(app.i18n.language).toBe('zh-CN');
  });

  it('opens the add sheet when asked, and puts new text after what is there', async () => {
    const { app, main } = await startedApp();
    main.emit('add:open', { text: 'https://a.example/1' });
    main.emit('add:open', { text: 'https://a.example/2\n' });
    expect(app.ui.store.getState().sheet).toEqual({ kind: 'add' });
    expect(app.adding.store.getState().text).toBe('https://a.example/1\nhttps://a.example/2');
  });

  it('asks for free space as downloads run, but not with every delta', async () => {
    const a = makeDownload();
    const { app, main, clock, asked } = await startedApp([a]);
    expect(app.ui.store.getState().freeBytes).toBe(412e9);
    const before = asked('folders:free-space').length;
    for (let sequence = 2; sequence < 12; sequence += 1) {
      clock.at += 100;
      main.emit('feed:delta', makeDelta(sequence, { changed: [{ id: a.id, receivedBytes: sequence }] }));
    }
    expect(asked('folders:free-space')).toHaveLength(before);
    clock.at += 20_000;
    main.emit('feed:delta', makeDelta(12, { changed: [{ id: a.id, receivedBytes: 99 }] }));
    expect(asked('folders:free-space')).toHaveLength(before + 1);
  });

  it('samples speeds once a second and forgets what finished', async () => {
    const a = makeDownload({ bytesPerSecond: 5 });
    const { app, main, clock } = await startedApp([a]);
    for (let sequence = 2; sequence < 32; sequence += 1) {
      clock.at += 100;
      main.emit('feed:delta', makeDelta(sequence, { changed: [{ id: a.id, receivedBytes: sequence }] }));
    }
    expect(app.history.of(a.id)).toEqual([5, 5, 5, 5]);
    expect(app.history.store.getState().total).toEqual([5, 5, 5, 5]);
    clock.at += 1000;
    main.emit('feed:delta', makeDelta(32, { changed: [{ id: a.id, status: 'finished', bytesPerSecond: 0 }] }));
    expect(app.history.of(a.id)).toEqual([]);
  });
});

describe('settings', () => {
  it('keep the parts that did not change: what is computed from them is not computed again', async () => {
    const { app, main } = await startedApp();
    const before = app.settings.store.getState().settings;
    const answer = structuredClone({ ...before, maxActiveDownloads: before.maxActiveDownloads + 1 });
    main.emit('settings:changed', answer);
    const { settings } = app.settings.store.getState();
    expect(settings).toEqual(answer);
    expect(settings.categories).toBe(before.categories);
  });
});
