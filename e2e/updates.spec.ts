import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { SluiceApp } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { shoot } from './support/shoot.ts';
import { expect, test } from './support/test.ts';

test.skip(process.platform !== 'linux', 'what is updated here is an AppImage');

interface Feed {
  readonly address: string;
  /** What was asked for, without the query that keeps caches out. */
  readonly asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  announce(version: string, digest?: string): void;
  close(): Promise<void>;
}

/** A feed on loopback, with one AppImage that leaves a word when it is started. */
async function openFeed(image: string): Promise<Feed> {
  const asked: Feed['asked'] = [];
  let description = 'not found';
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://feed');
    asked.push({ path: pathname, headers: request.headers });
    if (pathname === '/latest-linux.yml') response.end(description);
    else if (pathname === '/Sluice.AppImage') response.end(image);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
    asked,
    announce(version, digest = createHash('sha512').update(image).digest('base64')) {
      const file = `url: Sluice.AppImage\n    sha512: ${digest}\n    size: ${String(image.length)}`;
      description = `version: ${version}\nfiles:\n  - ${file}\nreleaseDate: '2026-01-01T00:00:00.000Z'\n`;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** By the menu, which comes after the page. */
const openUpdates = (app: SluiceApp): Promise<void> =>
  expect
    .poll(() =>
      app.electron.evaluate(({ Menu }) => {
        const help = Menu.getApplicationMenu()?.items.at(-1)?.submenu?.items;
        const item = help?.find(({ label }) => label.startsWith('Check for Updates'));
        item?.click();
        return item !== undefined;
      }),
    )
    .toBe(true);

test('without an address nobody is asked, and the window says how updates come', async ({ sluice }) => {
  const { page } = sluice;
  await openUpdates(sluice);
  await expect(page.getByTestId('update-state')).toContainText('Updates come the way Sluice was installed');
  await expect(page.getByTestId('update-check')).toHaveCount(0);
  await expect(page.getByTestId('settings-lookForUpdates')).toHaveCount(0);
});

test('a newer version is seen, fetched, proved, and put in place by a restart', async ({ start, folders, server }) => {
  const base = join(folders.userData, '..');
  const word = join(base, 'started');
  const image = join(base, 'Sluice.AppImage');
  await mkdir(base, { recursive: true });
  await writeFile(image, 'the old one');
  await chmod(image, 0o755);
  const feed = await openFeed(`#!/bin/sh\necho new > '${word}'\n`);
  try {
    const app = await start({ env: { SLUICE_UPDATE_FEED: feed.address, APPIMAGE: image } });
    const { page } = app;
    const state = page.getByTestId('update-state');
    await openUpdates(app);
    await expect(state).toContainText('can ask 127.0.0.1');
    expect(feed.asked).toEqual([]);

    await page.getByTestId('update-check').click();
    await expect(state).toContainText('describes no version');
    feed.announce('0.0.1');
    await page.getByTestId('update-check').click();
    await expect(state).toContainText('This is the newest version.');

    // What was announced is not what comes.
    feed.announce('9.9.9', createHash('sha512').update('something else').digest('base64'));
    await page.getByTestId('settings-lookForUpdates').click();
    await expect(state).toContainText('Version 9.9.9 is there');
    await shoot(page, 'update-available-light');
    await expectAccessible(page, 'a newer version');
    await page.getByTestId('update-download').click();
    await expect(state).toContainText('its checksum or signature is wrong');
    await shoot(page, 'update-damaged-light');
    expect(await readFile(image, 'utf8')).toBe('the old one');

    feed.announce('9.9.9');
    await page.getByTestId('update-check').click();
    await page.getByTestId('update-download').click();
    await expect(state).toContainText('Version 9.9.9 is ready');
    for (const { headers } of feed.asked) expect(Object.keys(headers)).not.toContain('x-user-staging-id');
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('notice-update')).toContainText('Version 9.9.9 of Sluice is ready');
    await expectAccessible(page, 'the notice of a newer version');

    // A restart is not to stop downloads unasked: this one takes minutes.
    server.limitLink(64 * 1024);
    const url = server.serve('/long.bin', { size: 16 * 2 ** 20, seed: 31 });
    await app.command('downloads:add', { urls: [url] });
    await expect.poll(async () => (await app.list())[0]?.status).toBe('downloading');
    await shoot(page, 'update-notice-light');
    await page.getByTestId('notice-update-show').click();
    await page.getByTestId('update-restart').click();
    await expect(page.getByRole('alert')).toContainText('Downloads are running');
    expect((await app.list())[0]?.status).toBe('downloading');
    await app.settings({ theme: 'dark' });
    await page.setViewportSize({ width: 720, height: 600 });
    await shoot(page, 'update-ask-dark-narrow');
    await page.getByTestId('update-restart').click();
    expect(await app.exited()).toBe(0);
    expect(await readFile(image, 'utf8')).toContain('echo new');
    await expect.poll(() => readFile(word, 'utf8').catch(() => '')).toBe('new\n');
  } finally {
    await feed.close();
    await rm(word, { force: true });
  }
});
