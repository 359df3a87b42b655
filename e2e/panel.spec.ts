import { expect, test } from './support/test.ts';

const MIB = 2 ** 20;

test('the panel tells what happened and by whom it is held; a limit set there holds at once', async ({
  sluice,
  server,
}) => {
  const { page } = sluice;
  const url = server.serve('/image.iso', {
    size: 64 * MIB,
    seed: 5,
    bytesPerSecond: MIB,
    scenarios: [{ id: 'server-allows-N-connections', limit: 2 }],
  });
  await sluice.command('downloads:add', { urls: [url], connections: 3 });
  await page.getByTestId('download-row').click();
  await page.getByTestId('tab-timeline').click();
  const timeline = page.getByTestId('timeline');
  await expect(timeline).toContainText('Server refused a 3rd connection: holding at 2.');

  await page.getByTestId('download-row').click({ button: 'right' });
  await page.locator('[data-testid=row-menu] [data-action=limit]').click();
  await page.getByTestId('limit').fill('200');
  await page.getByTestId('limit-unit').selectOption('kB/s');
  await page.getByTestId('limit-go').click();
  await expect(timeline.locator('li').first()).toContainText('Limited to 200 kB/s.');
  expect((await sluice.list())[0]?.limitBytesPerSecond).toBe(200_000);
  await expect(page.getByTestId('verdict')).toContainText('This download may take 200 kB/s.', { timeout: 15_000 });

  await page.getByTestId('slow-mode').click();
  await expect(page.getByTestId('limit-now')).toHaveText('Slow mode, 100 kB/s');
  await page.getByTestId('slow-mode').click();
  await expect(page.getByTestId('limit-now')).toHaveText('No limit');
});

test('the last of the queue is moved to the top by its menu, and starts next', async ({ sluice, server }) => {
  const { page } = sluice;
  await sluice.settings({ maxActiveDownloads: 1 });
  const names = ['a', 'b', 'c'];
  const urls = names.map((name) => server.serve(`/${name}`, { size: 4 * MIB, seed: 3, bytesPerSecond: MIB }));
  await sluice.command('downloads:add', { urls });
  const row = page.locator('[data-testid=download-row]', { has: page.getByText('c', { exact: true }) });
  await row.click({ button: 'right' });
  await page.locator('[data-testid=row-menu] [data-action=move]').click();
  await page.locator('.menu [data-action=top]').click();
  await expect.poll(async () => (await sluice.list()).map(({ fileName }) => fileName)).toEqual(['c', 'a', 'b']);
  await expect(page.getByTestId('download-row').first()).toContainText('c');
});
