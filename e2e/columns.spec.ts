import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/test.ts';

const widthOf = async (locator: Locator): Promise<number> => Math.round((await locator.boundingBox())?.width ?? 0);

async function drawBy(page: Page, grip: Locator, x: number): Promise<void> {
  const box = await grip.boundingBox();
  if (!box) throw new Error('There is nothing to draw at.');
  const [fromX, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(fromX, y);
  await page.mouse.down();
  await page.mouse.move(fromX + x / 2, y);
  await page.mouse.move(fromX + x, y);
  await page.mouse.up();
}

test('columns are chosen, sized and sorted by, rows are dragged, and the next start finds it all again', async ({
  start,
}) => {
  const first = await start();
  const { page } = first;
  const rows = page.getByTestId('download-row');
  const names = (): Promise<string[]> => rows.getByTestId('row-name').allInnerTexts();
  const column = (name: string): Locator => page.locator(`[role=columnheader][data-column=${name}]`);
  const urls = ['b', 'c', 'a', 'd'].map((name) => `https://paused.example/${name}`);
  await first.command('downloads:add', { urls, start: false });
  await first.settings({ density: 'compact' });
  await first.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1360, 800);
  });
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1360);

  // Sorting.
  await expect.poll(names).toEqual(['d', 'a', 'c', 'b']);
  await page.getByTestId('column-name').click();
  await expect(column('name')).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(names).toEqual(['a', 'b', 'c', 'd']);
  await page.getByTestId('column-name').press('Enter');
  await expect(column('name')).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(names).toEqual(['d', 'c', 'b', 'a']);

  // Choosing, with the other columns where they were.
  await column('size').click({ button: 'right' });
  await page.locator('[data-testid=column-menu] [data-action=connections]').click();
  await page.keyboard.press('Escape');
  await expect(column('connections')).toBeVisible();
  await page.getByTestId('columns').click();
  await page.locator('.menu [data-action=connections]').click();
  await page.keyboard.press('Escape');
  await expect(column('connections')).toHaveCount(0);

  // Sizing, by pointer and by keyboard.
  const size = column('size');
  const before = await widthOf(size);
  await drawBy(page, page.getByTestId('grip-size'), -30);
  await expect.poll(() => widthOf(size)).toBe(before + 30);
  await page.getByTestId('column-size').focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => widthOf(size)).toBe(before + 38);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('column-speed')).toBeFocused();
  await expectAccessible(page, 'columns');

  // Another place, by pointer and by keyboard; a drag sorts nothing.
  const order = (): Promise<(string | null)[]> =>
    page.locator('[role=columnheader]').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-column')));
  expect(await order()).toEqual(['name', 'progress', 'size', 'speed', 'left']);
  const [grabbed, target] = [await column('left').boundingBox(), await column('size').boundingBox()];
  if (!grabbed || !target) throw new Error('There is no column.');
  await page.mouse.move(grabbed.x + grabbed.width - 12, grabbed.y + 14);
  await page.mouse.down();
  await page.mouse.move(grabbed.x, grabbed.y + 14);
  await page.mouse.move(target.x + 6, target.y + 14);
  await expect(column('size')).toHaveAttribute('data-drop', 'before');
  await page.mouse.up();
  await expect.poll(order).toEqual(['name', 'progress', 'left', 'size', 'speed']);
  await expect(page.getByTestId('announcer')).toHaveText('Time is column 2 of 4 now.');
  await expect(column('left')).toHaveAttribute('aria-sort', 'none');
  await expect(column('name')).toHaveAttribute('aria-sort', 'descending');
  await page.getByTestId('column-left').focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(order).toEqual(['name', 'left', 'progress', 'size', 'speed']);
  await expect(page.getByTestId('column-left')).toBeFocused();

  // Panes.
  const sidebar = page.locator('.sidebar');
  const detail = page.getByTestId('detail');
  const [sidebarBefore, detailBefore] = [await widthOf(sidebar), await widthOf(detail)];
  await drawBy(page, page.getByTestId('splitter-sidebar'), 40);
  await expect.poll(() => widthOf(sidebar)).toBe(sidebarBefore + 40);
  await page.getByTestId('splitter-detail').press('ArrowLeft');
  await expect.poll(() => widthOf(detail)).toBe(detailBefore + 16);

  // Rows to another place, while they stand in the order of the queue.
  await page.getByTestId('sort').click();
  await page.locator('.menu [data-action=order]').click();
  await expect.poll(names).toEqual(['b', 'c', 'a', 'd']);
  const row = (name: string): Locator => rows.filter({ has: page.getByText(name, { exact: true }) });
  await row('d').dragTo(row('c'), { targetPosition: { x: 100, y: 4 } });
  await expect.poll(async () => (await first.list()).map(({ fileName }) => fileName)).toEqual(['b', 'd', 'c', 'a']);
  await expect(page.getByTestId('announcer')).toHaveText('d is number 2 of 4 now.');
  await page.getByTestId('download-list').press('Alt+ArrowUp');
  await expect.poll(names).toEqual(['d', 'b', 'c', 'a']);
  await expect(page.getByTestId('announcer')).toHaveText('d is number 1 of 4 now.');

  // Several of them onto a queue.
  const night = await first.command('queues:create', { name: 'Night' });
  await row('b').click();
  await row('c').click({ modifiers: ['Control'] });
  const queue = page.locator(`[data-testid=queue][data-id="${night}"]`);
  await row('c').dragTo(queue);
  await expect(queue).toHaveAttribute('data-count', '2');
  await expect(page.getByTestId('announcer')).toHaveText('2 downloads went to the queue Night.');
  await expect(page.getByTestId('detail-many')).toBeVisible();
  await queue.click();
  await expect.poll(names).toEqual(['b', 'c']);
  await expect.poll(async () => (await first.command('settings:get')).group).toEqual({ kind: 'queue', id: night });

  await first.quit();
  const second = await start();
  await expect(second.page.getByTestId('download-row').getByTestId('row-name')).toHaveText(['b', 'c']);
  expect((await second.command('settings:get')).columns).toEqual(['left', 'progress', 'size', 'speed']);
  const again = second.page.locator('[role=columnheader][data-column=size]');
  expect(await widthOf(again)).toBe(before + 38);
  expect(await widthOf(second.page.locator('.sidebar'))).toBe(sidebarBefore + 40);
  expect(await widthOf(second.page.getByTestId('detail'))).toBe(detailBefore + 16);
  expect((await second.command('settings:get')).sort).toEqual({ by: 'order', descending: false });
});
