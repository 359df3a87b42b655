import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/test.ts';

const MIB = 2 ** 20;

test('queues and categories in the sidebar: made, edited, looked at; what is removed comes back with its history', async ({
  sluice,
  server,
  folders,
}) => {
  const { page } = sluice;
  await page.getByTestId('queue-add').click();
  await page.getByTestId('queue-name').fill('Films');
  await page.getByTestId('queue-active').fill('0');
  await expect(page.getByTestId('queue-save')).toBeDisabled();
  await page.getByTestId('queue-active').fill('1');
  await page.getByTestId('queue-save').click();
  const films = page.getByTestId('queue').filter({ hasText: 'Films' });
  await expect(films).toHaveAttribute('aria-current', 'page');
  await expect(page.getByTestId('queue')).toHaveCount(2);

  const queues = await sluice.command('queues:list');
  expect(queues[1]).toMatchObject({ name: 'Films', maxActive: 1, schedule: null, started: true });
  const queueId = queues[1]?.id ?? '';
  const slow = { size: 8 * MIB, seed: 2, bytesPerSecond: MIB };
  await sluice.command('downloads:add', {
    urls: [server.serve('/a.mkv', slow), server.serve('/b.mkv', slow)],
    queueId,
  });
  await expect(films).toHaveAttribute('data-count', '2');
  await films.click({ button: 'right' });
  await page.locator('[data-testid=queue-menu] [data-action=stop]').click();
  await expect(films).toContainText('stopped');
  await expect.poll(async () => (await sluice.list()).map(({ status }) => status)).toEqual(['queued', 'queued']);

  // Into another category by a drag, and back to what the rules say by keyboard.
  const category = (id: string): Locator => page.locator(`[data-testid=category][data-id=${id}]`);
  const film = page.getByTestId('download-row').filter({ hasText: 'a.mkv' });
  await expect(category('video')).toHaveAttribute('data-count', '2');
  await film.dragTo(category('music'));
  await expect(category('music')).toHaveAttribute('data-count', '1');
  await expect(category('video')).toHaveAttribute('data-count', '1');
  await expect(page.getByTestId('announcer')).toHaveText('1 download belongs to Music now.');
  await film.click();
  await page.getByTestId('download-list').press('ContextMenu');
  const menuItem = (action: string): Locator => page.locator(`.menu [data-action=${action}]`);
  await expect(menuItem('category')).toBeVisible();
  await menuItem('category').press('ArrowRight');
  await expect(menuItem('music')).toHaveAttribute('aria-checked', 'true');
  await expect(menuItem('automatic')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(category('video')).toHaveAttribute('data-count', '2');
  await expect(category('music')).toHaveAttribute('data-count', '0');

  // A category of one's own, by links, with a folder of its own.
  const folder = join(folders.downloads, 'mine');
  await page.getByTestId('categories-edit').click();
  await page.getByTestId('category-add').click();
  await page.getByTestId('category-name').fill('Mine');
  await page.getByTestId('category-extensions').fill('a?b');
  await expect(page.getByTestId('categories-dialog')).toContainText('This is no extension: a?b');
  await page.getByTestId('category-extensions').fill('');
  await page.getByTestId('category-patterns').fill('127.0.0.1*/mine/');
  await page.getByTestId('category-folder').fill(folder);
  await page.getByTestId('categories-save').click();
  const mine = page.getByTestId('category').filter({ hasText: 'Mine' });
  await sluice.command('downloads:add', { urls: [server.serve('/mine/c.zip', { size: 100, seed: 3 })] });
  await expect(mine).toHaveAttribute('data-count', '1');
  await expect.poll(() => readdir(folder).catch(() => [])).toEqual(['c.zip']);
  await mine.click();
  const row = page.getByTestId('download-row');
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('c.zip');

  // Off the list at once, and back with Undo.
  await expect(row).toHaveAttribute('data-status', 'finished');
  const before = (await sluice.list()).find(({ fileName }) => fileName === 'c.zip');
  const timeline = await sluice.command('downloads:timeline', { id: before?.id ?? '' });
  await row.click();
  await page.keyboard.press('Delete');
  await expect(row).toHaveCount(0);
  await expect(page.getByTestId('toast-undo')).toContainText('1 download removed from the list.');
  await page.getByTestId('undo').click();
  await expect(row).toHaveCount(1);
  expect((await sluice.list()).find(({ id }) => id === before?.id)).toMatchObject({
    status: 'finished',
    fileName: 'c.zip',
  });
  expect(await sluice.command('downloads:timeline', { id: before?.id ?? '' })).toEqual(timeline);
  expect(await readdir(folder)).toEqual(['c.zip']);

  await films.click({ button: 'right' });
  await page.locator('[data-testid=queue-menu] [data-action=remove]').click();
  await expect(page.getByTestId('remove-queue-dialog')).toContainText('Its 2 downloads go to the main queue.');
  await page.getByTestId('remove-queue-go').click();
  await expect(page.getByTestId('queue')).toHaveAttribute('data-count', '2');
  await page.getByTestId('undo').click();
  await expect(films).toHaveAttribute('data-count', '2');
  await expect(films).toContainText('stopped');

  // Chosen before it is added, and kept: in the folder of that category.
  await page.getByTestId('add').click();
  await page.getByTestId('add-links').fill(server.serve('/d.bin', { size: 100, seed: 4 }));
  await page.getByTestId('add-category').press('ArrowDown');
  await expect(page.getByTestId('add-category-menu')).toBeVisible();
  await expectAccessible(page, 'add-category');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('add-category-menu')).toHaveCount(0);
  await expect(page.getByTestId('add-sheet')).toBeVisible();
  await page.getByTestId('add-category').click();
  await page.getByTestId('add-category-menu').getByText('Mine').click();
  await expect(page.getByTestId('add-category')).toContainText('Mine');
  await expect(page.getByTestId('add-folder')).toHaveValue(folder);
  await page.getByTestId('add-start').click();
  await expect(mine).toHaveAttribute('data-count', '2');
  await expect.poll(() => readdir(folder)).toContain('d.bin');
});
