import { afterEach, expect, it } from 'vitest';
import type { TimelineEntry } from '../../../shared/timeline.ts';
import { makeDelta, makeDownload, makeSegment } from '../../testing/fakes.ts';
import { press, render, type, type Rendered } from '../../testing/render.tsx';
import { Window } from '../Window.tsx';

let view: Rendered | null = null;
afterEach(() => {
  view?.unmount();
  view = null;
});

async function open(row: ReturnType<typeof makeDownload>, handlers: Parameters<typeof render>[2] = {}) {
  const shown = await render(<Window />, [row], handlers);
  view = shown;
  await shown.does(() => {
    press(shown.get('download-list'), 'Home');
  });
  return shown;
}

it('tells what happened, the newest first, and asks again when the row changes', async () => {
  const row = makeDownload({ bottleneck: 'disk' });
  const entries: TimelineEntry[] = [{ at: Date.now() - 5, code: 'started', params: {} }];
  const { get, does, main, emit } = await open(row, { 'downloads:timeline': () => entries });
  expect(get('verdict').textContent).toContain('The disk is the limit.');
  expect(main.asked.some(({ name }) => name === 'downloads:timeline')).toBe(false);
  await does(() => {
    get('tab-timeline').dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }));
  });
  expect(get('timeline').textContent).toContain('Began.');
  entries.push({ at: Date.now(), code: 'connections-refused', params: { refused: 9, holding: 8 } });
  await emit('feed:delta', makeDelta(2, { changed: [{ id: row.id, receivedBytes: 5 }] }));
  await does(() => undefined);
  expect(get('timeline').querySelector('li span')?.textContent).toBe('Server refused a 9th connection: holding at 8.');
});

it('shows host, attempts and when a segment is tried again', async () => {
  const segments = [
    makeSegment({ id: 1, end: 400, position: 100, host: 'cdn.example', httpVersion: '2', bytesPerSecond: 5000 }),
    makeSegment({ id: 2, start: 400, state: 'waiting', attempts: 3, retryAt: Date.now() + 7_000_000 }),
  ];
  const { get } = await open(makeDownload({ segments, activeConnections: 1 }));
  const table = get('segment-table');
  expect(get('segment-host').dataset['tip']).toBe('cdn.example');
  expect(get('segment-http').textContent).toBe('2');
  expect(table.textContent).toContain('receiving 5.00 kB/s');
  expect(table.textContent).toContain('3 attempts');
  expect(table.textContent).toContain('again in 2 h');
});

it('limits a download, and refuses what is no limit', async () => {
  const row = makeDownload({ limitBytesPerSecond: 1_500_000 });
  const { app, get, all, does, main } = await open(row, { 'downloads:set-limit': () => undefined });
  await does(() => {
    app.ui.openLimit([row.id]);
  });
  expect(get('limit')).toHaveProperty('value', '1.5');
  await does(() => {
    type(get('limit'), 'fast');
  });
  expect(get('limit-go')).toHaveProperty('disabled', true);
  await does(() => {
    type(get('limit'), '2');
  });
  await does(() => {
    get('limit-go').click();
  });
  expect(main.asked.at(-1)).toEqual({
    name: 'downloads:set-limit',
    request: { ids: [row.id], bytesPerSecond: 2_000_000 },
  });
  expect(all('limit-dialog')).toEqual([]);
});

it('turns slow mode on with one click, and shows what holds over all', async () => {
  const { get, does, main } = await open(makeDownload());
  expect(get('limit-now').textContent).toBe('No limit');
  await does(() => {
    get('slow-mode').click();
  });
  expect(main.asked.at(-1)).toEqual({ name: 'settings:update', request: { slowMode: true } });
  expect(get('slow-mode').getAttribute('aria-pressed')).toBe('true');
  expect(get('limit-now').textContent).toBe('Slow mode, 100 kB/s');
  await does(() => {
    get('limit-now').click();
  });
  await does(() => {
    type(get('limit'), '5');
  });
  await does(() => {
    get('limit-go').click();
  });
  expect(main.asked.at(-1)?.request).toEqual({ limitBytesPerSecond: 5_000_000, slowLimitBytesPerSecond: 100_000 });
});

it('arranges from the context menu', async () => {
  const row = makeDownload({ status: 'queued' });
  const done = (): undefined => undefined;
  const handlers = { 'downloads:set-priority': done, 'downloads:move': done };
  const { get, does, main, app } = await open(row, handlers);
  const choose = async (menu: string, item: string): Promise<void> => {
    await does(() => get('download-row').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, button: 2 })));
    await does(() => get('row-menu').querySelector<HTMLElement>(`[data-action="${menu}"]`)?.click());
    await does(() => document.querySelector<HTMLElement>(`.menu [data-action="${item}"]`)?.click());
  };
  await choose('priority', 'high');
  expect(main.asked.at(-1)).toEqual({ name: 'downloads:set-priority', request: { ids: [row.id], priority: 'high' } });
  await choose('move', 'top');
  expect(main.asked.at(-1)).toEqual({ name: 'downloads:move', request: { ids: [row.id], place: 'top' } });
  expect(app.view.getState().sort).toEqual({ by: 'order', descending: false });
});
