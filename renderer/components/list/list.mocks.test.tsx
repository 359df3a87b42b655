import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import { makeDelta, makeDownload, makeSegment } from '../../testing/fakes.ts';
import { IN_ORDER } from '../../store/view.ts';
import { press, render, type Rendered } from '../../testing/render.tsx';
import { ListPane } from './ListPane.tsx';

const drawn = vi.hoisted(() => ({ rows: [] as string[] }));

// Every row draws its figures exactly when it is drawn itself.
vi.mock('./RowFigures.tsx', () => ({
  RowFigures: ({ download }: { download: DownloadSnapshot }) => {
    drawn.rows.push(download.id);
    return null;
  },
}));

let view: Rendered | null = null;
afterEach(() => {
  view?.unmount();
  view = null;
});

const rowIds = (): string[] => (view?.all('download-row') ?? []).map((row) => row.dataset['id'] ?? '');
const selected = (): string[] =>
  (view?.all('download-row') ?? []).filter((row) => row.ariaSelected === 'true').map((row) => row.dataset['id'] ?? '');

describe('list', () => {
  it('draws only the rows in sight of ten thousand', async () => {
    view = await render(
      <ListPane />,
      Array.from({ length: 10_000 }, () => makeDownload({ status: 'finished' })),
    );
    expect(view.get('download-list').getAttribute('aria-rowcount')).toBe('10000');
    expect(rowIds().length).toBeLessThan(30);
    expect(rowIds().length).toBeGreaterThan(5);
  });

  it('offers a new link before Retry where the old one has expired, and only there', async () => {
    const failed = (code: 'link-expired' | 'connection-lost') =>
      makeDownload({ status: 'failed', failure: { code, detail: '' } });
    const [expired, lost] = [failed('link-expired'), failed('connection-lost')];
    view = await render(<ListPane />, [expired, lost]);
    const offered = (id: string): (string | undefined)[] =>
      [...document.querySelectorAll<HTMLElement>(`[data-id="${id}"] [data-action]`)].map(
        (button) => button.dataset['action'],
      );
    expect(offered(expired.id)).toEqual(['relink', 'retry']);
    expect(offered(lost.id)).toEqual(['retry']);
    await view.does(() => {
      document.querySelector<HTMLElement>(`[data-id="${expired.id}"] [data-action="relink"]`)?.click();
    });
    expect(view.app.ui.store.getState().sheet).toEqual({ kind: 'relink', id: expired.id });
  });

  it('draws only the row again that a delta changes', async () => {
    const [a, b, c] = [makeDownload(), makeDownload(), makeDownload()];
    view = await render(<ListPane />, [a, b, c]);
    drawn.rows.length = 0;
    await view.emit('feed:delta', makeDelta(2, { changed: [{ id: b.id, receivedBytes: 5 }] }));
    expect(drawn.rows).toEqual([b.id]);
  });

  it('draws no row again for a snapshot that says the same', async () => {
    const rows = [makeDownload(), makeDownload()];
    view = await render(<ListPane />, rows);
    drawn.rows.length = 0;
    await view.emit('feed:delta', makeDelta(9));
    expect(view.main.asked.filter(({ name }) => name === 'feed:snapshot')).toHaveLength(2);
    expect(drawn.rows).toEqual([]);
  });

  it('draws only the rows again whose selection changes', async () => {
    const [a, b, c] = [makeDownload(), makeDownload(), makeDownload()];
    view = await render(<ListPane />, [a, b, c]);
    const list = view.get('download-list');
    await view.does(() => {
      press(list, 'Home');
    });
    drawn.rows.length = 0;
    await view.does(() => {
      press(list, 'ArrowDown');
    });
    expect(new Set(drawn.rows)).toEqual(new Set([c.id, b.id]));
  });

  it('says why a download failed, and offers to retry', async () => {
    const failed = makeDownload({ status: 'failed', failure: { code: 'disk-full', detail: 'ENOSPC' } });
    view = await render(<ListPane />, [failed]);
    expect(view.get('row-state').textContent).toBe('The disk is full. Free some space, then resume.');
    const retry = view.get('download-row').querySelector<HTMLElement>('[data-action="retry"]');
    await view.does(() => retry?.click());
    expect(view.main.asked.at(-1)).toEqual({ name: 'downloads:resume', request: { ids: [failed.id] } });
  });

  it('shows where each segment is', async () => {
    const segments = [
      makeSegment({ end: 500, position: 200 }),
      makeSegment({ id: 2, start: 500, position: 500, state: 'waiting' }),
    ];
    view = await render(<ListPane />, [makeDownload({ segments, receivedBytes: 200, activeConnections: 1 })]);
    const bar = view.get('segment-bar');
    expect(bar.dataset).toMatchObject({ segments: '2', positions: '0-200-500 500-500-1000' });
    expect(bar.getAttribute('aria-label')).toContain('20 %, 200 B of 1.00 kB, 2 segments');
  });

  it('hands the files of finished rows over to the system when they are dragged', async () => {
    const [done, open] = [makeDownload({ status: 'finished' }), makeDownload({ status: 'paused' })];
    view = await render(<ListPane />, [done, open], { 'downloads:drag-out': () => undefined });
    const row = document.querySelector<HTMLElement>(`[data-id="${done.id}"]`);
    const drag = new Event('dragstart', { bubbles: true, cancelable: true });
    await view.does(() => row?.dispatchEvent(drag));
    expect(drag.defaultPrevented).toBe(true);
    expect(view.main.asked.at(-1)).toEqual({ name: 'downloads:drag-out', request: { ids: [done.id] } });
  });

  it('takes a link that is dragged in for no row, though the end of a drag of rows was never heard', async () => {
    const open = makeDownload({ status: 'paused' });
    view = await render(<ListPane />, [open, makeDownload({ status: 'paused' })]);
    await view.does(() => {
      view?.app.view.setState({ sort: IN_ORDER });
      view?.app.ui.store.setState({ dragged: [open.id] });
    });
    const drop = Object.assign(new Event('drop', { bubbles: true, cancelable: true }), {
      dataTransfer: { types: ['text/uri-list'] },
    });
    await view.does(() => view?.get('download-list').dispatchEvent(drop));
    expect(drop.defaultPrevented).toBe(false);
  });

  it('says in its menu which category the selected rows belong to, and takes another', async () => {
    const [a, b] = [makeDownload({ status: 'finished' }), makeDownload({ status: 'paused', categoryId: 'video' })];
    view = await render(<ListPane />, [a, b], { 'downloads:set-category': () => undefined });
    const { app, main, does } = view;
    const item = (action: string) => document.querySelector<HTMLElement>(`.menu [data-action="${action}"]`);
    const open = async (): Promise<void> => {
      const cursor = app.selection.getState().cursor ?? '';
      await does(() => {
        document
          .querySelector(`[data-id="${cursor}"]`)
          ?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, button: 2 }));
      });
      await does(() => item('category')?.focus());
      await does(() => {
        if (document.activeElement instanceof HTMLElement) press(document.activeElement, 'ArrowRight');
      });
    };
    const checked = (): (string | undefined)[] =>
      [...document.querySelectorAll<HTMLElement>('.menu [aria-checked="true"]')].map((one) => one.dataset['action']);
    await does(() => {
      app.selection.setState({ selected: new Set([a.id]), cursor: a.id, anchor: a.id });
    });
    await open();
    expect(checked()).toEqual(['automatic']);
    expect(item('automatic')?.textContent).toBe('Automatic: Disk images');
    await does(() => item('music')?.click());
    expect(main.asked.at(-1)).toEqual({
      name: 'downloads:set-category',
      request: { ids: [a.id], categoryId: 'music' },
    });
    await does(() => {
      app.selection.setState({ selected: new Set([a.id, b.id]), cursor: b.id, anchor: b.id });
    });
    await open();
    expect(checked()).toEqual([]);
    await does(() => item('automatic')?.click());
    expect(main.asked.at(-1)).toEqual({
      name: 'downloads:set-category',
      request: { ids: [a.id, b.id], categoryId: null },
    });
  });

  it('works by keyboard', async () => {
    const [a, b, c] = [makeDownload(), makeDownload({ status: 'paused' }), makeDownload({ status: 'finished' })];
    view = await render(<ListPane />, [a, b, c]);
    const { get, does, app, main } = view;
    const list = get('download-list');
    const key = (name: string, modifiers: KeyboardEventInit = {}) =>
      does(() => {
        press(list, name, modifiers);
      });
    await key('Home');
    expect(selected()).toEqual([c.id]);
    expect(list.getAttribute('aria-activedescendant')).toBe(`row-${c.id}`);
    await key('Enter');
    expect(main.asked.at(-1)).toEqual({ name: 'downloads:open-file', request: { id: c.id } });
    await key('ArrowDown', { shiftKey: true });
    expect(selected()).toEqual([c.id, b.id]);
    await key('End');
    await key(' ');
    expect(main.asked.at(-1)).toEqual({ name: 'downloads:pause', request: { ids: [a.id] } });
    await key('a', { ctrlKey: true });
    expect(selected()).toHaveLength(3);
    await key('Delete');
    expect(app.ui.store.getState().sheet).toMatchObject({ kind: 'discard' });
    await key('Escape');
    expect(selected()).toEqual([]);
  });
});

describe('in place of the list', () => {
  it('invites a drop when there is nothing yet', async () => {
    view = await render(<ListPane />);
    expect(view.get('empty').textContent).toContain('Drop a link here');
  });

  it('says when a search finds nothing', async () => {
    view = await render(<ListPane />, [makeDownload()]);
    await view.does(() => view?.app.view.setState({ query: 'zzz' }));
    expect(view.get('empty').textContent).toContain('No download matches “zzz”.');
  });
});
