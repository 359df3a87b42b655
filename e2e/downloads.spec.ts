import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { firstWrongByte, seededDigest } from '../electron/engine/testing/index.ts';
import { expect, test } from './support/test.ts';

const MIB = 2 ** 20;

const rows = (page: Page): Locator => page.getByTestId('download-row');
const rowOf = (page: Page, name: string): Locator => rows(page).filter({ has: page.getByText(name, { exact: true }) });

/** [start, position, end] of every segment the row draws, in bytes. */
async function positions(row: Locator): Promise<number[][]> {
  const text = (await row.getByTestId('segment-bar').getAttribute('data-positions')) ?? '';
  return text === '' ? [] : text.split(' ').map((triple) => triple.split('-').map(Number));
}

async function addByTyping(page: Page, url: string, fill?: (page: Page) => Promise<void>): Promise<void> {
  await page.getByTestId('add').click();
  await page.getByTestId('add-links').fill(url);
  await fill?.(page);
  await page.getByTestId('add-start').click();
  await expect(page.getByTestId('add-links')).toBeHidden();
}

/** A real drag: Chromium itself makes the events, so that pages cannot tell it from a hand. */
async function drop(page: Page, items: readonly { mimeType: string; data: string }[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: items.map((item) => ({ ...item })), dragOperationsMask: 1 };
  const point = { x: 500, y: 400, data };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...point });
  }
  await session.detach();
}

test('typed with folder, name, connections and checksum: eight segments advance at different places, the bytes are right', async ({
  sluice,
  folders,
  server,
}) => {
  const { page } = sluice;
  const size = 64 * MIB + 7;
  const url = server.serve('/image.iso', { size, seed: 5, bytesPerSecond: 2 * MIB });
  const folder = join(folders.downloads, 'chosen');
  await addByTyping(page, url, async () => {
    await page.getByTestId('add-folder').fill(folder);
    await page.getByTestId('add-name').fill('my image.iso');
    await page.getByTestId('add-checksum').fill(seededDigest(5, size, 'sha-256'));
    await page.getByText('Fixed', { exact: true }).click();
    await page.getByTestId('add-connections').fill('8');
  });
  const row = rowOf(page, 'my image.iso');
  await expect(row).toHaveAttribute('data-status', 'downloading');
  await expect.poll(async () => (await positions(row)).length).toBeGreaterThanOrEqual(8);

  const before = await positions(row);
  await expect
    .poll(async () => {
      const now = await positions(row);
      return before.filter(([start, position]) => now.some((s) => s[0] === start && Number(s[1]) > Number(position)))
        .length;
    })
    .toBeGreaterThanOrEqual(8);
  expect(server.maxConcurrent('/image.iso')).toBe(8);

  server.change('/image.iso', { bytesPerSecond: null });
  await server.cut('/image.iso');
  await expect(row).toHaveAttribute('data-status', 'finished', { timeout: 30_000 });
  const bytes = await readFile(join(folder, 'my image.iso'));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(seededDigest(5, size, 'sha-256'));
  expect(await readdir(folder)).toEqual(['my image.iso']);
});

test('a dropped link opens the add sheet with it; text is searched for links', async ({ sluice, folders, server }) => {
  const { page } = sluice;
  const url = server.serve('/dropped.bin', { size: MIB, seed: 2 });
  const other = server.serve('/text.bin', { size: MIB, seed: 3 });
  await expect(page.getByTestId('empty')).toBeVisible();
  await drop(page, [{ mimeType: 'text/uri-list', data: url }]);
  await expect(page.getByTestId('add-links')).toHaveValue(url);
  await page.getByTestId('add-start').click();
  await expect(rowOf(page, 'dropped.bin')).toHaveAttribute('data-status', 'finished');

  await drop(page, [{ mimeType: 'text/plain', data: `see ${other} (or not)` }]);
  await expect(page.getByTestId('add-found')).toHaveText('1 link');
  await page.getByTestId('add-start').click();
  await expect(rowOf(page, 'text.bin')).toHaveAttribute('data-status', 'finished');
  expect(firstWrongByte(2, 0, await readFile(join(folders.downloads, 'dropped.bin')))).toBeNull();
  expect(firstWrongByte(3, 0, await readFile(join(folders.downloads, 'text.bin')))).toBeNull();
});

test('pause freezes the bytes on the server too; resume ends with the same digest', async ({
  sluice,
  folders,
  server,
}) => {
  const { page } = sluice;
  const size = 16 * MIB;
  const url = server.serve('/file.bin', { size, seed: 7, bytesPerSecond: MIB });
  await sluice.command('downloads:add', { urls: [url], connections: 4 });
  const row = rowOf(page, 'file.bin');
  await server.waitFor(() => server.bytesSent('/file.bin') > 2 * MIB, 'two megabytes');
  await row.click();
  await page.keyboard.press('Space');
  await expect(row).toHaveAttribute('data-status', 'paused');
  await server.waitFor(() => server.openConnections() === 0, 'every connection to be gone');
  const frozen = server.bytesSent('/file.bin');
  const shown = await positions(row);
  expect(shown.length).toBeGreaterThan(0);

  server.change('/file.bin', { bytesPerSecond: null });
  // Other traffic proves that the server is alive while this download gets nothing.
  const probe = server.serve('/probe.bin', { size: 10, seed: 1 });
  await sluice.command('downloads:add', { urls: [probe] });
  await expect(rowOf(page, 'probe.bin')).toHaveAttribute('data-status', 'finished');
  expect(server.bytesSent('/file.bin')).toBe(frozen);

  await row.click();
  await page.keyboard.press('Space');
  await expect(row).toHaveAttribute('data-status', 'finished');
  const bytes = await readFile(join(folders.downloads, 'file.bin'));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(seededDigest(7, size, 'sha-256'));
});

test('cancel leaves no file, or the part if it is asked to', async ({ sluice, folders, server }) => {
  const { page } = sluice;
  const url = server.serve('/file.bin', { size: 16 * MIB, seed: 7, bytesPerSecond: MIB });
  for (const [button, left] of [
    ['discard-delete', []],
    ['discard-keep', ['file.bin.part', 'file.bin.part.json']],
  ] as const) {
    await sluice.command('downloads:add', { urls: [url], connections: 2 });
    const sent = server.bytesSent('/file.bin');
    await server.waitFor(() => server.bytesSent('/file.bin') > sent + MIB, 'a megabyte');
    await rowOf(page, 'file.bin').click();
    await page.keyboard.press('Delete');
    await page.getByTestId(button).click();
    await expect(rows(page)).toHaveCount(0);
    await server.waitFor(() => server.openConnections() === 0, 'every connection to be gone');
    await expect.poll(() => readdir(folders.downloads)).toEqual(left);
  }
});

test('a silent server is cancelled within 100 ms', async ({ sluice, server }) => {
  const url = server.serve('/mute.bin', { size: MIB, seed: 1, scenarios: [{ id: 'headers-then-silence' }] });
  const { added } = await sluice.command('downloads:add', { urls: [url] });
  await server.waitFor(() => server.requests.length > 0, 'the request');
  const [id] = added;
  if (id === undefined) throw new Error('Nothing was added');
  await expect(rowOf(sluice.page, 'mute.bin')).toHaveAttribute('data-status', 'downloading');
  const begun = performance.now();
  const cancelled = sluice.command('downloads:cancel', { ids: [id], keepPart: false });
  await server.waitFor(() => server.openConnections() === 0, 'the connection to be gone');
  // From the window's command, over IPC and the test's own bridge, to the end of the connection as the server sees it.
  expect(performance.now() - begun).toBeLessThan(100);
  await cancelled;
  await expect(rows(sluice.page)).toHaveCount(0);
});

test('a server that ignores ranges: one stream, and the row says so', async ({ sluice, folders, server }) => {
  const url = server.serve('/plain.bin', { size: 3 * MIB, seed: 8, ranges: false, bytesPerSecond: MIB });
  await sluice.command('downloads:add', { urls: [url], connections: 8 });
  const row = rowOf(sluice.page, 'plain.bin');
  await row.click();
  await expect(sluice.page.getByTestId('detail')).toContainText(/does not .*ranges|one connection/i);
  await expect(row).toHaveAttribute('data-status', 'finished');
  expect(server.requests).toHaveLength(1);
  expect(firstWrongByte(8, 0, await readFile(join(folders.downloads, 'plain.bin')))).toBeNull();
});

test('a failure says why in words and offers to try again', async ({ sluice, folders, server }) => {
  const { page } = sluice;
  const url = server.serve('/late.bin', { size: MIB, seed: 4, scenarios: [{ id: '404-then-mirror', times: 1 }] });
  await sluice.command('downloads:add', { urls: [url] });
  const row = rowOf(page, 'late.bin');
  await expect(row).toHaveAttribute('data-status', 'failed');
  await expect(row.getByTestId('row-state')).toContainText('There is no file at this link.');
  await row.getByRole('button', { name: /retry/i }).click();
  await expect(row).toHaveAttribute('data-status', 'finished');
  expect(firstWrongByte(4, 0, await readFile(join(folders.downloads, 'late.bin')))).toBeNull();
});

test('what cannot be downloaded is refused in the sheet, and nothing typed is lost', async ({ sluice }) => {
  const { page } = sluice;
  await page.getByTestId('add').click();
  await page.getByTestId('add-links').fill('sftp://example.org/file.bin');
  await expect(page.getByTestId('add-unusable')).toBeVisible();
  await expect(page.getByTestId('add-start')).toBeDisabled();
  await expect(page.getByTestId('add-links')).toHaveValue('sftp://example.org/file.bin');
});

test('pause all and resume all', async ({ sluice, server }) => {
  const { page } = sluice;
  const urls = [1, 2, 3].map((n) => server.serve(`/${String(n)}.bin`, { size: 4 * MIB, seed: n, bytesPerSecond: MIB }));
  await sluice.command('downloads:add', { urls });
  await server.waitFor(() => server.requests.length >= 3, 'all three');
  await page.getByTestId('pause-all').click();
  await expect(page.locator('[data-testid=download-row][data-status=paused]')).toHaveCount(3);
  for (const n of [1, 2, 3]) server.change(`/${String(n)}.bin`, { bytesPerSecond: null });
  await page.getByTestId('resume-all').click();
  await expect(page.locator('[data-testid=download-row][data-status=finished]')).toHaveCount(3);
});
