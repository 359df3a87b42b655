import { expect, test } from './support/test.ts';

const MIB = 2 ** 20;

test('a rule for a host: made in the settings, held by the next download, gone when removed', async ({
  sluice,
  server,
}) => {
  const { page } = sluice;
  await page.getByTestId('settings').click();
  await page.getByTestId('host-rule-add').click();
  await page.getByTestId('rule-pattern').fill('not a host');
  await expect(page.getByTestId('host-rule-dialog')).toContainText('Give a host, such as example.org');
  await expect(page.getByTestId('host-rule-save')).toBeDisabled();
  await page.getByTestId('rule-pattern').fill(`${server.origin}/pasted`);
  await page.getByTestId('rule-connections').selectOption('fixed');
  await page.getByTestId('rule-count').fill('2');
  await page.getByTestId('rule-agent').fill('Rule/1');
  await page.getByTestId('rule-headers').fill('Authorization: Bearer of-the-rule');
  await page.getByTestId('rule-headers').press('Tab');
  await page.getByTestId('host-rule-save').press('Enter');
  const { host } = new URL(server.origin);
  await expect(page.getByTestId('host-rule')).toHaveAttribute('data-pattern', host);
  await expect(page.getByTestId('section-hosts')).toContainText('2 connections · 1 header · user agent');
  // What was secret is not shown again, and is kept when the rest changes.
  await page.getByTestId('host-rule-edit').click();
  await expect(page.getByTestId('rule-headers')).toHaveValue(/^Authorization: •+$/);
  await page.getByTestId('rule-referrer').fill('https://example.org/page');
  await page.getByTestId('host-rule-save').click();
  await expect(page.getByTestId('section-hosts')).toContainText('referrer');
  await page.keyboard.press('Escape');

  // By the add sheet, as people do: it must leave the number of connections to the rule.
  const url = server.serve('/a.bin', { size: 24 * MIB, seed: 1, bytesPerSecond: 4 * MIB });
  await page.getByTestId('add').click();
  await page.getByTestId('add-links').fill(url);
  await page.getByTestId('add-start').click();
  await expect(page.getByTestId('add-sheet')).toHaveCount(0);
  await expect.poll(async () => (await sluice.list())[0]?.activeConnections).toBe(2);
  await expect.poll(async () => (await sluice.list())[0]?.status, { timeout: 30_000 }).toBe('finished');
  const [download] = await sluice.list();
  expect(download).toMatchObject({ connections: 2, status: 'finished' });
  const asked = server.requestsFor('/a.bin');
  for (const { headers } of asked) {
    expect(headers).toMatchObject({
      'user-agent': 'Rule/1',
      authorization: 'Bearer of-the-rule',
      referer: 'https://example.org/page',
    });
  }
  await page.getByTestId('settings').click();
  await page.getByTestId('host-rule-remove').click();
  await expect(page.getByTestId('host-rule')).toHaveCount(0);
  await page.getByTestId('undo').click();
  await expect(page.getByTestId('host-rule')).toHaveCount(1);
  await page.getByTestId('host-rule-remove').click();
  await expect(page.getByTestId('host-rule')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await sluice.command('downloads:add', { urls: [server.serve('/b.bin', { size: 1000, seed: 2 })] });
  await expect.poll(async () => (await sluice.list())[1]?.status).toBe('finished');
  expect(server.requestsFor('/b.bin')[0]?.headers).toMatchObject({ 'user-agent': 'Sluice' });
  expect(server.requestsFor('/b.bin')[0]?.headers['authorization']).toBeUndefined();
});
