import { describe, expect, it, vi } from 'vitest';
import type { DownloadSnapshot } from '../../shared/download.ts';
import { createBridge } from '../bridge.ts';
import { en } from '../i18n/en/index.ts';
import { fakeMain, makeDelta, makeDownload, settle } from '../testing/fakes.ts';
import { createApp } from './app.ts';
import { createFeed } from './feed.ts';
import { createGroups } from './groups.ts';
import { createHeldOrder } from './held-order.ts';
import { createSettings } from './settings.ts';
import { keepPlaces } from './order.ts';
import { createView } from './view.ts';
import { createVisible } from './visible.ts';

async function setUp(downloads: readonly DownloadSnapshot[]) {
  const main = fakeMain(downloads);
  const feed = createFeed(createBridge(main.api));
  const view = createView();
  let time = 0;
  let held = false;
  const visible = createVisible({
    ...{ feed, view, now: () => time, isHeld: () => held },
    groups: createGroups(feed, createSettings(createBridge(main.api))),
    statusNames: () => en.status,
  });
  feed.start();
  visible.start();
  await settle();
  const names = (): string[] => visible.store.getState().ids.map((id) => feed.row(id)?.fileName ?? '');
  const pass = (ms: number): void => void (time += ms);
  const hold = (): void => void (held = true);
  const release = (): void => {
    held = false;
    visible.release();
  };
  return { main, view, visible, names, pass, hold, release };
}

describe('visible', () => {
  const rows = [
    makeDownload({ fileName: 'b2.iso', status: 'finished', sizeBytes: 10, host: 'one.example' }),
    makeDownload({ fileName: 'b10.iso', status: 'downloading', sizeBytes: 30 }),
    makeDownload({ fileName: 'A.zip', status: 'verifying', sizeBytes: 20, url: 'https://x.example/path/c' }),
    makeDownload({ fileName: 'c.bin', status: 'failed', sizeBytes: null }),
  ];

  it('shows the newest first', async () => {
    const { names } = await setUp(rows);
    expect(names()).toEqual(['c.bin', 'A.zip', 'b10.iso', 'b2.iso']);
  });

  it('sorts names as people count, and sizes with unknown ones last', async () => {
    const { names, view } = await setUp(rows);
    view.setState({ sort: { by: 'name', descending: false } });
    expect(names()).toEqual(['A.zip', 'b2.iso', 'b10.iso', 'c.bin']);
    view.setState({ sort: { by: 'size', descending: true } });
    expect(names()).toEqual(['b10.iso', 'A.zip', 'b2.iso', 'c.bin']);
    view.setState({ sort: { by: 'size', descending: false } });
    expect(names()).toEqual(['b2.iso', 'A.zip', 'b10.iso', 'c.bin']);
    view.setState({ sort: { by: 'state', descending: false } });
    expect(names()).toEqual(['b10.iso', 'A.zip', 'c.bin', 'b2.iso']);
  });

  it('counts every running state as active', async () => {
    const { names, view } = await setUp(rows);
    view.setState({ filter: 'active' });
    expect(names()).toEqual(['A.zip', 'b10.iso']);
  });

  it('finds words in name, host, link and the name of the state', async () => {
    const { names, view } = await setUp(rows);
    view.setState({ query: 'B2' });
    expect(names()).toEqual(['b2.iso']);
    view.setState({ query: 'path zip' });
    expect(names()).toEqual(['A.zip']);
    view.setState({ query: 'one.example' });
    expect(names()).toEqual(['b2.iso']);
    view.setState({ query: 'failed' });
    expect(names()).toEqual(['c.bin']);
    view.setState({ query: 'nothing of the kind' });
    expect(names()).toEqual([]);
  });

  it('tells nobody about mere progress, and follows status changes', async () => {
    const { main, names, view, visible } = await setUp(rows);
    view.setState({ filter: 'active' });
    const listener = vi.fn();
    visible.store.subscribe(listener);
    const id = rows[1]?.id ?? '';
    main.emit('feed:delta', makeDelta(2, { changed: [{ id, receivedBytes: 9 }] }));
    expect(listener).not.toHaveBeenCalled();
    main.emit('feed:delta', makeDelta(3, { changed: [{ id, status: 'paused' }] }));
    expect(names()).toEqual(['A.zip']);
  });

  it('sorted by a figure that moves, takes the order anew only now and again', async () => {
    const slow = makeDownload({ fileName: 'b', bytesPerSecond: 5 });
    const { main, names, view, pass } = await setUp([makeDownload({ fileName: 'a', bytesPerSecond: 9 }), slow]);
    const { id } = slow;
    pass(5000);
    view.setState({ sort: { by: 'speed', descending: true } });
    expect(names()).toEqual(['a', 'b']);
    main.emit('feed:delta', makeDelta(2, { changed: [{ id, bytesPerSecond: 20 }] }));
    expect(names()).toEqual(['a', 'b']);
    pass(2000);
    main.emit('feed:delta', makeDelta(3, { changed: [{ id, bytesPerSecond: 21 }] }));
    expect(names()).toEqual(['b', 'a']);
  });

  it('shows in a category what was chosen for it and what the rules sort into it', async () => {
    const { main, names, view } = await setUp(rows);
    view.setState({ group: { kind: 'category', id: 'disk-images' } });
    expect(names()).toEqual(['b10.iso', 'b2.iso']);
    const ids = rows.map(({ id }) => id);
    const [gone = '', moved = '', come = ''] = ids;
    main.emit(
      'feed:delta',
      makeDelta(2, {
        changed: [
          { id: moved, categoryId: 'video' },
          { id: come, categoryId: 'disk-images' },
          { id: gone, categoryId: 'a category that is gone' },
        ],
      }),
    );
    expect(names()).toEqual(['A.zip', 'b2.iso']);
    main.emit('feed:delta', makeDelta(3, { changed: [{ id: come, categoryId: null }] }));
    expect(names()).toEqual(['b2.iso']);
  });

  it('moves no row while the order is held, puts what comes at the end, and takes the order anew after', async () => {
    const [a, b] = [
      makeDownload({ fileName: 'a', bytesPerSecond: 9 }),
      makeDownload({ fileName: 'b', bytesPerSecond: 5 }),
    ];
    const { main, names, view, pass, hold, release } = await setUp([a, b]);
    view.setState({ sort: { by: 'speed', descending: true } });
    hold();
    pass(5000);
    const c = makeDownload({ fileName: 'c', bytesPerSecond: 70 });
    main.emit('feed:delta', makeDelta(2, { added: [c], changed: [{ id: b.id, bytesPerSecond: 20 }] }));
    expect(names()).toEqual(['a', 'b', 'c']);
    main.emit('feed:delta', makeDelta(3, { changed: [{ id: a.id, status: 'finished', bytesPerSecond: 0 }] }));
    expect(names()).toEqual(['a', 'b', 'c']);
    release();
    expect(names()).toEqual(['c', 'b', 'a']);
    // Another order is a wish, also of who points at the column's name.
    hold();
    view.setState({ sort: { by: 'speed', descending: false } });
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  it('is held while it is pointed at, while rows are dragged, and by keys until the focus leaves', async () => {
    const { ui } = createApp(createBridge(fakeMain().api), { wall: () => 0, steady: () => 0 }, ['en']);
    const held = createHeldOrder(ui);
    const stop = held.start();
    const holds = (): boolean => ui.store.getState().holdsOrder;
    held.note({ pointer: true });
    held.note({ keys: true });
    held.note({ pointer: false });
    expect(holds()).toBe(true);
    held.note({ keys: false });
    expect(holds()).toBe(false);
    ui.store.setState({ dragged: ['a'] });
    expect(holds()).toBe(true);
    ui.store.setState({ dragged: [] });
    expect(holds()).toBe(false);
    held.note({ pointer: true });
    stop();
    expect(holds()).toBe(false);
    await settle();
  });

  it('puts what is added in its place', async () => {
    const { main, names } = await setUp(rows);
    main.emit('feed:delta', makeDelta(2, { added: [makeDownload({ fileName: 'new.iso' })] }));
    expect(names()[0]).toBe('new.iso');
  });
});

describe('keepPlaces', () => {
  it('drops what is gone, keeps the others among each other in their new versions, and puts what came at the end', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => makeDownload({ id }));
    const fresh = makeDownload({ id: 'c', bytesPerSecond: 7 });
    const came = makeDownload({ id: 'z' });
    if (!a || !b || !c) throw new Error('Three were made.');
    expect(keepPlaces([c, b, a], [a, came, fresh])).toEqual([fresh, a, came]);
    expect(keepPlaces([], [a, b])).toEqual([a, b]);
  });
});
