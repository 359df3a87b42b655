import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { BrowserWindow } from 'electron';
import type { SluiceApp } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { shoot } from './support/shoot.ts';
import { expect, test } from './support/test.ts';

async function drag(page: Page, types: readonly ('dragEnter' | 'dragOver' | 'drop')[], data: object): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const type of types) {
    const event = { type, x: 90, y: 30, data: { items: [], dragOperationsMask: 1, ...data } };
    await session.send('Input.dispatchDragEvent', event);
  }
  await session.detach();
}
const DROP = ['dragEnter', 'dragOver', 'drop'] as const;

/** The basket's page, once it is there. */
async function basketOf(app: SluiceApp): Promise<Page> {
  const isBasket = (page: Page): boolean => page.url().endsWith('/basket.html');
  await expect.poll(() => app.electron.windows().some(isBasket)).toBe(true);
  const page = app.electron.windows().find(isBasket);
  if (!page) throw new Error('There is no basket.');
  await page.waitForLoadState('load');
  return page;
}

const facts = (app: SluiceApp) =>
  app.electron.evaluate(({ BrowserWindow: Windows }) => {
    const basket = Windows.getAllWindows().find(({ webContents }) => webContents.getURL().endsWith('/basket.html'));
    if (!basket) return null;
    const preferences = (
      basket.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences();
    return {
      title: basket.getTitle(),
      isOnTop: basket.isAlwaysOnTop(),
      isVisible: basket.isVisible(),
      bounds: basket.getBounds(),
      sandbox: preferences['sandbox'],
      isolated: preferences['contextIsolation'],
      node: preferences['nodeIntegration'],
    };
  });
const withWindow = (app: SluiceApp, name: 'hide' | 'show'): Promise<void> =>
  app.electron.evaluate(({ BrowserWindow: Windows }, method) => {
    const isMain = ({ webContents }: BrowserWindow): boolean => webContents.getURL().endsWith('/index.html');
    Windows.getAllWindows().find(isMain)?.[method]();
  }, name);
const isMainVisible = (app: SluiceApp): Promise<boolean> =>
  app.electron.evaluate(({ BrowserWindow: Windows }) =>
    Windows.getAllWindows().some((one) => one.webContents.getURL().endsWith('/index.html') && one.isVisible()),
  );

test('the drop basket: takes links, shows how far all is, opens the window, and stands where it was put', async ({
  start,
  server,
  folders,
}) => {
  test.setTimeout(120_000);
  const app = await start();
  await expect.poll(() => isMainVisible(app)).toBe(true);
  await app.page.getByTestId('settings').click();
  await app.page.getByTestId('settings-dropBasket').click();
  await app.page.keyboard.press('Escape');
  const basket = await basketOf(app);
  await expect.poll(async () => (await facts(app))?.isVisible).toBe(true);
  expect(await facts(app)).toMatchObject({
    title: 'Drop Basket',
    isOnTop: true,
    sandbox: true,
    isolated: true,
    node: false,
  });
  await expect(basket.getByTestId('basket-open')).toContainText('Drop links here');
  await expectAccessible(basket, 'basket', ['page-has-heading-one']);
  await shoot(basket, 'basket-idle-light');

  await test.step('its page may ask for what it is for, and for nothing else', async () => {
    const answers = await basket.evaluate(async () => {
      const { sluice } = window as unknown as { sluice: { command(n: string, r?: unknown): Promise<{ ok: boolean }> } };
      const names = ['basket:state', 'settings:get', 'feed:snapshot', 'downloads:pause-all', 'settings:update'];
      return Promise.all(names.map(async (name) => (await sluice.command(name)).ok));
    });
    expect(answers).toEqual([true, true, false, false, false]);
  });

  await test.step('links, texts and files that are dropped open the add sheet of the hidden window', async () => {
    await withWindow(app, 'hide');
    const link = 'https://example.org/a.iso';
    await drag(basket, ['dragEnter', 'dragOver'], { items: [{ mimeType: 'text/uri-list', data: link }] });
    await expect(basket.getByTestId('basket-open')).toContainText('Let go to add');
    await shoot(basket, 'basket-over-light');
    await drag(basket, ['drop'], { items: [{ mimeType: 'text/uri-list', data: link }] });
    await expect.poll(() => isMainVisible(app)).toBe(true);
    await expect(app.page.getByTestId('add-links')).toHaveValue(link);
    const path = join(folders.userData, 'list.txt');
    await writeFile(path, 'https://example.org/b.iso');
    await drag(basket, DROP, { files: [path] });
    await expect(app.page.getByTestId('add-links')).toHaveValue(`${link}\nhttps://example.org/b.iso`);
    await app.page.getByTestId('add-links').fill('');
    await app.page.keyboard.press('Escape');
  });

  await test.step('it shows how far everything is', async () => {
    const urls = ['/a.bin', '/b.bin'].map((path) => server.serve(path, { size: 4_000_000, seed: 1 }));
    for (const path of ['/a.bin', '/b.bin']) server.hold(path, { atOffset: 2_000_000 });
    await app.command('downloads:add', { urls, connections: 1 });
    await expect(basket.getByTestId('basket-open')).toContainText(/^[45]\d % · 2 active/);
    await shoot(basket, 'basket-active-light');
    await app.settings({ theme: 'dark' });
    await expect(basket.locator('html')).toHaveAttribute('data-theme', 'dark');
    await shoot(basket, 'basket-active-dark');
    await expectAccessible(basket, 'basket, dark', ['page-has-heading-one']);
    await app.settings({ language: 'zh-CN' });
    await expect(basket.getByTestId('basket-open')).toContainText('2 个进行中');
    await app.settings({ language: 'en' });
  });

  await test.step('by keyboard it opens the window', async () => {
    await withWindow(app, 'hide');
    await basket.getByTestId('basket-open').focus();
    await basket.keyboard.press('Enter');
    await expect.poll(() => isMainVisible(app)).toBe(true);
  });

  await test.step('it stands where it was put, and is gone when it is put away', async () => {
    await app.electron.evaluate(({ BrowserWindow: Windows }) => {
      Windows.getAllWindows()
        .find(({ webContents }) => webContents.getURL().endsWith('/basket.html'))
        ?.setPosition(40, 60);
    });
    await expect.poll(async () => (await facts(app))?.bounds).toMatchObject({ x: 40, y: 60 });
    await basket.getByTestId('basket-put-away').click();
    await expect.poll(() => facts(app)).toBeNull();
    expect((await app.command('settings:get')).dropBasket).toBe(false);
    await app.settings({ dropBasket: true });
    await expect.poll(async () => (await facts(app))?.bounds).toMatchObject({ x: 40, y: 60 });
    await app.quit();
    expect(await app.exited()).toBe(0);
  });
});
