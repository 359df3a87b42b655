import { afterEach, expect, it } from 'vitest';
import { FakeFailure, makeDownload } from '../testing/fakes.ts';
import { render, type, type Rendered } from '../testing/render.tsx';
import { Window } from './Window.tsx';

let view: Rendered | null = null;
afterEach(() => {
  view?.unmount();
  view = null;
});

const expired = () => makeDownload({ status: 'failed', failure: { code: 'link-expired', detail: 'HTTP 403' } });

async function open(answer: () => unknown = () => undefined): Promise<Rendered & { readonly id: string }> {
  const row = expired();
  const shown = await render(<Window />, [row], { 'downloads:set-url': answer });
  view = shown;
  await shown.does(() => {
    shown.app.ui.openRelink(row.id);
  });
  return { ...shown, id: row.id };
}

it('takes a fresh link for a download whose own has expired', async () => {
  const { get, all, does, main, id } = await open();
  await does(() => {
    type(get('relink-link'), '  https://example.org/fresh?signature=2 ');
  });
  await does(() => {
    get('relink-go').click();
  });
  expect(main.asked.at(-1)).toEqual({
    name: 'downloads:set-url',
    request: { id, url: 'https://example.org/fresh?signature=2' },
  });
  expect(all('relink-dialog')).toEqual([]);
});

it('says what is no link, and asks nothing', async () => {
  const { get, does, main } = await open();
  await does(() => {
    type(get('relink-link'), 'sftp://example.org/x');
  });
  expect(get('relink-dialog').textContent).toContain('must begin with http://, https:// or ftp://');
  expect(get('relink-go')).toHaveProperty('disabled', true);
  expect(main.asked.some(({ name }) => name === 'downloads:set-url')).toBe(false);
});

it('stays open and says why the link was not taken', async () => {
  const { get, does } = await open(() => {
    throw new FakeFailure('bad-option');
  });
  await does(() => {
    type(get('relink-link'), 'https://example.org/fresh');
  });
  await does(() => {
    get('relink-go').click();
  });
  expect(get('relink-dialog').textContent).toContain('An option has a value that cannot be used.');
});

it('is offered in the row of a failed download', async () => {
  const row = expired();
  view = await render(<Window />, [row]);
  const { app, get, does } = view;
  await does(() => {
    app.ui.store.setState({ hovered: row.id });
  });
  await does(() => get('download-row').querySelector<HTMLElement>('[data-action="relink"]')?.click());
  expect(app.ui.store.getState().sheet).toEqual({ kind: 'relink', id: row.id });
});
