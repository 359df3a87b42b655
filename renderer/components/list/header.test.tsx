import { afterEach, expect, it } from 'vitest';
import { makeDownload } from '../../testing/fakes.ts';
import { press, render, type Rendered } from '../../testing/render.tsx';
import { ListPane } from './ListPane.tsx';

let view: Rendered | null = null;
afterEach(() => {
  view?.unmount();
  view = null;
});

it('moves a column by keyboard, which keeps the focus', async () => {
  view = await render(<ListPane />, [makeDownload()]);
  const { app, does, get } = view;
  await does(() => void app.actions.changeSettings({ density: 'compact' }));
  const names = (): (string | undefined)[] =>
    [...document.querySelectorAll<HTMLElement>('[role="columnheader"]')].map((cell) => cell.dataset['column']);
  expect(names()).toEqual(['name', 'progress', 'size', 'speed', 'left']);
  const alt = async (column: string, key: string): Promise<void> => {
    await does(() => {
      get(`column-${column}`).focus();
    });
    await does(() => {
      press(get(`column-${column}`), key, { altKey: true });
    });
  };
  await alt('size', 'ArrowLeft');
  expect(names()).toEqual(['name', 'size', 'progress', 'speed', 'left']);
  expect(document.activeElement).toBe(get('column-size'));
  expect(app.ui.store.getState().said).toEqual({ kind: 'column', column: 'size', rank: 1, of: 4 });
  await alt('size', 'ArrowLeft');
  await alt('left', 'ArrowRight');
  await alt('name', 'ArrowRight');
  expect(names()).toEqual(['name', 'size', 'progress', 'speed', 'left']);
  await alt('speed', 'ArrowRight');
  expect(names()).toEqual(['name', 'size', 'progress', 'left', 'speed']);
  expect(app.settings.store.getState().settings.columns).toEqual(['size', 'progress', 'left', 'speed']);
});
