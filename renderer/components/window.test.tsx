import { afterEach, describe, expect, it } from 'vitest';
import { FakeFailure, makeDelta, makeDownload } from '../testing/fakes.ts';
import { press, render, type, type Rendered } from '../testing/render.tsx';
import { Window } from './Window.tsx';

let view: Rendered | null = null;
afterEach(() => {
  view?.unmount();
  view = null;
});

describe('window', () => {
  it('counts what there is, live', async () => {
    const a = makeDownload();
    view = await render(<Window />, [a, makeDownload({ status: 'finished' })]);
    expect(view.get('filter-active').dataset['count']).toBe('1');
    await view.emit('feed:delta', makeDelta(2, { changed: [{ id: a.id, status: 'paused' }] }));
    expect(view.get('filter-active').dataset['count']).toBe('0');
    expect(view.get('filter-paused').dataset['count']).toBe('1');
  });

  it('shows one filter at a time', async () => {
    const paused = makeDownload({ status: 'paused' });
    view = await render(<Window />, [paused, makeDownload()]);
    await view.does(() => view?.get('filter-paused').click());
    expect(view.all('download-row').map((row) => row.dataset['id'])).toEqual([paused.id]);
    expect(view.get('filter-paused').getAttribute('aria-current')).toBe('page');
  });

  it('shows the details of what is selected, and why it failed', async () => {
    const failed = makeDownload({ status: 'failed', failure: { code: 'not-found', detail: 'HTTP 404' } });
    view = await render(<Window />, [failed]);
    await view.does(() => {
      if (view) press(view.get('download-list'), 'Home');
    });
    expect(view.get('detail-name').textContent).toBe(failed.fileName);
    expect(view.get('failure').textContent).toContain('There is no file at this link. Check the link.');
    expect(view.get('failure').textContent).toContain('HTTP 404');
  });

  it('asks before a download leaves the list', async () => {
    const a = makeDownload({ receivedBytes: 500 });
    view = await render(<Window />, [a], { 'downloads:cancel': () => [] });
    const { get, does, main, all } = view;
    await does(() => {
      press(get('download-list'), 'Home');
    });
    await does(() => {
      press(get('download-list'), 'Delete');
    });
    expect(get('discard-dialog').textContent).toContain('Cancel this download?');
    expect(get('discard-dialog').textContent).toContain('500 B received');
    await does(() => {
      get('discard-delete').click();
    });
    expect(main.asked.at(-1)).toEqual({ name: 'downloads:cancel', request: { ids: [a.id], keepPart: false } });
    expect(all('discard-dialog')).toEqual([]);
  });

  it('throws no file away that has finished while it was asked about, and says so', async () => {
    const a = makeDownload({ fileName: 'a.iso' });
    view = await render(<Window />, [a], { 'downloads:cancel': () => [a.id] });
    const { get, does, main, emit } = view;
    await does(() => {
      press(get('download-list'), 'Home');
    });
    await does(() => {
      press(get('download-list'), 'Delete');
    });
    await emit('feed:delta', makeDelta(2, { changed: [{ id: a.id, status: 'finished' }] }));
    await does(() => {
      get('discard-delete').click();
    });
    expect(main.asked.some(({ name }) => name === 'downloads:remove')).toBe(false);
    expect(get('toast-too-late').textContent).toContain('“a.iso” had just finished.');
  });

  it('applies a setting at once, and explains one that cannot be', async () => {
    view = await render(<Window />, [makeDownload()]);
    const { get, does, main } = view;
    await does(() => {
      get('settings').click();
    });
    await does(() => {
      type(get('settings-max-active'), '0');
    });
    expect(get('settings-sheet').textContent).toContain('Give a whole number from 1 to 100.');
    expect(main.asked.some(({ name }) => name === 'settings:update')).toBe(false);
    await does(() => {
      type(get('settings-max-active'), '12');
    });
    // The folder's field asks for free space in its own time.
    const updates = main.asked.filter(({ name }) => name === 'settings:update');
    expect(updates).toEqual([{ name: 'settings:update', request: { maxActiveDownloads: 12 } }]);
    await does(() => {
      document
        .querySelector<HTMLInputElement>(
          'input[type="radio"][value="dark"], [aria-label="Theme"] label:last-child input',
        )
        ?.click();
    });
    expect(document.documentElement.dataset['theme']).toBe('dark');
  });

  it('says when the list cannot be read, and tries again', async () => {
    const snapshot = (): never => {
      throw new FakeFailure('disk-failed');
    };
    view = await render(<Window />, [], { 'feed:snapshot': snapshot });
    expect(view.get('load-failed').textContent).toContain('The disk reported an error.');
    view.main.handlers['feed:snapshot'] = () => ({ sequence: 1, downloads: [] });
    await view.does(() => view?.get('load-failed').querySelector('button')?.click());
    expect(view.get('empty')).toBeTruthy();
  });

  it('speaks Chinese', async () => {
    view = await render(<Window />, [makeDownload({ status: 'paused' })]);
    await view.does(() => void view?.app.actions.changeSettings({ language: 'zh-CN' }));
    await view.does(() => undefined);
    expect(view.get('row-state').textContent).toContain('已暂停');
    expect(document.documentElement.lang).toBe('zh-CN');
  });
});
