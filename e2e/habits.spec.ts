import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SluiceApp } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { shoot } from './support/shoot.ts';
import { runToEnd } from './support/terminal.ts';
import { expect, test } from './support/test.ts';

const copy = (app: SluiceApp, text: string): Promise<void> =>
  app.electron.evaluate(({ clipboard }, given) => clipboard.writeText(given), text);

/** Another program is in front; without a window manager nobody takes the focus away. */
const leave = (app: SluiceApp): Promise<void> =>
  app.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) throw new Error('no window');
    window.isFocused = () => false;
    window.emit('blur');
  });

test('links that another program copies are offered in the window, and only while that is wanted', async ({
  sluice,
}) => {
  const { page } = sluice;
  const notice = page.getByTestId('clipboard-notice');
  await expect.poll(() => sluice.isWindowVisible()).toBe(true);
  await sluice.electron.evaluate(({ clipboard }) => {
    const counted = globalThis as unknown as { reads: number };
    counted.reads = 0;
    const read = clipboard.readText.bind(clipboard);
    clipboard.readText = () => {
      counted.reads += 1;
      return read();
    };
  });
  const reads = () => sluice.electron.evaluate(() => (globalThis as unknown as { reads: number }).reads);

  await copy(sluice, 'https://example.org/before.iso');
  await leave(sluice);
  expect(await reads()).toBe(0);

  await page.getByTestId('settings').click();
  await page.getByTestId('settings-watchClipboard').click();
  await page.keyboard.press('Escape');
  // Once to know what was there, and on.
  await expect.poll(reads).toBeGreaterThan(1);
  await copy(sluice, 'have a look at https://example.org/page and https://example.org/new%20disc.iso');
  await expect(notice).toContainText('A link was copied');
  await expect(notice).toContainText('new disc.iso');
  await shoot(page, 'clipboard-light');
  expect(
    await page.evaluate(() => document.activeElement?.closest('[data-testid="clipboard-notice"]') ?? null),
  ).toBeNull();

  await page.getByTestId('clipboard-add').click();
  await expect(notice).toBeHidden();
  await expect(page.getByTestId('add-links')).toHaveValue('https://example.org/new%20disc.iso');
  await page.getByTestId('add-links').fill('');
  await page.keyboard.press('Escape');

  // What was copied while nobody could see a notice is met when the window is back.
  await sluice.hideWindow();
  await copy(sluice, 'https://example.org/a.zip\nhttps://example.org/b.zip');
  await sluice.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.showInactive());
  await expect(notice).toContainText('2 links were copied');
  await page.getByTestId('clipboard-dismiss').click();
  await expect(notice).toBeHidden();
});

test('files of links that are handed over come to the add sheet as what they are', async ({
  start,
  folders,
  server,
}) => {
  const mirror = server.serve('/mirror/set.bin', { size: 40_000, seed: 2 });
  const main = server.serve('/set.bin', { size: 40_000, seed: 2 });
  const file = async (name: string, content: string): Promise<string> => {
    await mkdir(folders.userData, { recursive: true });
    const path = join(folders.userData, name);
    await writeFile(path, content);
    return path;
  };
  const sha256 = 'a'.repeat(64);
  const meta = await file(
    'a set.meta4',
    `<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="set.bin"><size>40000</size>` +
      `<hash type="sha-256">${sha256}</hash><url>${main}</url><url>${mirror}</url></file></metalink>`,
  );
  const app = await start({ args: [meta] });
  const { page } = app;
  const rows = page.getByTestId('preview-row');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('set.bin');
  await expect(rows).toContainText('2 sources');
  expect(await app.list()).toEqual([]);

  const list = await file('list.txt', `one ${main}?1 two`);
  const shortcut = await file('s.url', `[InternetShortcut]\r\nURL=${main}?2\r\n`);
  const entry = await file('d.desktop', `[Desktop Entry]\nType=Link\nURL=${main}?3\n`);
  const place = await file('w.webloc', `<plist><dict><key>URL</key><string>${main}?4</string></dict></plist>`);
  // As a file manager hands it over, and as a terminal does.
  const second = await runToEnd(folders, [pathToFileURL(list).href, shortcut, entry, place]);
  expect(second.code).toBe(0);
  await expect(page.getByTestId('add-links')).toHaveValue(
    [`one ${main}?1 two`, `${main}?2`, `${main}?3`, `${main}?4`].join('\n'),
  );

  await app.hideWindow();
  const third = await runToEnd(folders, ['--hidden', '--', pathToFileURL(meta).href]);
  expect(third.code).toBe(0);
  const fourth = await runToEnd(folders, ['--hidden']);
  expect(fourth.code).toBe(0);
  await expect(rows).toHaveCount(5);
  expect(await app.isWindowVisible()).toBe(false);

  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
  await page.getByTestId('add-links').fill('');
  await page.getByTestId('add-start').click();
  await expect.poll(async () => (await app.list()).length).toBe(1);
  // The digest came along: it is of another file.
  await expect.poll(async () => (await app.list())[0]?.failure?.code).toBe('checksum-mismatch');

  await test.step('what menus ask of a page that loads is done when it is there', async () => {
    await app.electron.evaluate(({ BrowserWindow, Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
      BrowserWindow.getAllWindows()[0]?.webContents.once('did-start-loading', () => {
        items.find(({ label }) => label === 'Log')?.click();
      });
      BrowserWindow.getAllWindows()[0]?.webContents.reload();
    });
    await expect(page.getByTestId('log-sheet')).toBeVisible();
  });

  await test.step('the licences of all that is shipped, from the menu', async () => {
    await app.electron.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
      items.find(({ label }) => label === 'Licences')?.click();
    });
    const parts = page.getByTestId('licence');
    await expect(parts.first()).toHaveAttribute('data-name', 'Sluice');
    for (const name of ['react', 'undici', 'zod', 'libsql', 'electron']) {
      await expect(page.locator(`[data-testid=licence][data-name=${name}]`)).toHaveCount(1);
    }
    await page.getByTestId('licences-search').fill('inter');
    const font = page.locator('[data-testid=licence][data-name="@fontsource-variable/inter"]');
    await font.locator('summary').click();
    await expect(font).toContainText('SIL Open Font License');
    await expect(page.getByTestId('licences-chromium')).toBeVisible();
    await expectAccessible(page, 'licences');
  });
});

test('list and settings are exported, and what another computer has is added', async ({ start, folders }) => {
  const app = await start();
  const { page } = app;
  const path = join(folders.downloads, 'all.json');
  await app.electron.evaluate(({ dialog }, given) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: given });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [given] });
  }, path);
  await app.command('downloads:add', {
    urls: ['https://example.org/a.iso', 'https://example.org/b.iso'],
    headers: { Cookie: 'a=secret' },
    start: false,
  });
  await app.settings({ maxActiveDownloads: 9 });
  await page.getByTestId('settings').click();
  const section = page.getByTestId('section-data');
  await section.scrollIntoViewIfNeeded();
  await page.getByTestId('data-export').click();
  await expect(section).toContainText('2 downloads were written to');
  await expect(section).toContainText('The sign-ins or headers of 2 are not in it.');
  const text = await readFile(path, 'utf8');
  expect(text).not.toContain('secret');

  // As it is on a computer that has one of them, and other settings.
  const [first] = await app.list();
  await app.command('downloads:cancel', { ids: [first?.id ?? ''], keepPart: false });
  await app.settings({ maxActiveDownloads: 3 });
  await page.getByTestId('data-import').click();
  await expect(section).toContainText(
    '1 download was added; what was unfinished is paused. 1 was on the list already.',
  );
  expect((await app.list()).map(({ fileName, status }) => [fileName, status])).toEqual([
    ['b.iso', 'paused'],
    ['a.iso', 'paused'],
  ]);
  expect((await app.command('settings:get')).maxActiveDownloads).toBe(9);
  await shoot(page, 'data-light');

  await writeFile(path, '{"some":"thing"}');
  await page.getByTestId('data-import').click();
  await expect(section).toContainText('This is not a file that Sluice exported');
  expect(await app.list()).toHaveLength(2);
  expect(await app.rawCommand('data:import')).toMatchObject({ ok: false, failure: { code: 'bad-data-file' } });

  await test.step('the window stands where it stood, and comes back from a screen that is gone', async () => {
    await page.keyboard.press('Escape');
    const bounds = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
    await app.electron.evaluate(({ BrowserWindow, screen }) => {
      const [window] = BrowserWindow.getAllWindows();
      // As a system leaves it whose second screen was unplugged.
      window?.setBounds({ x: 5_000, y: 5_000, width: 900, height: 600 });
      screen.emit('display-removed');
    });
    await expect.poll(bounds).toMatchObject({ x: 0, y: 0, width: 900, height: 600 });
    await app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 30, y: 40, width: 910, height: 610 });
    });
    await expect.poll(bounds).toMatchObject({ x: 30, y: 40, width: 910, height: 610 });
    await app.quit();
    const again = await start();
    await expect
      .poll(() => again.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()))
      .toMatchObject({ x: 30, y: 40, width: 910, height: 610 });
  });
});

test('a finished file is dragged out of the list; what is no finished download of it cannot be', async ({
  sluice,
  server,
  folders,
}) => {
  const { page } = sluice;
  const urls = ['/a.bin', '/b.bin'].map((path) => server.serve(path, { size: 1_000, seed: 1 }));
  server.hold('/b.bin', { atOffset: 500 });
  const { added } = await sluice.command('downloads:add', { urls });
  const [first = '', second = ''] = added;
  const row = (name: string) => page.getByTestId('download-row').filter({ hasText: name });
  await expect(row('a.bin')).toHaveAttribute('data-status', 'finished');
  await sluice.electron.evaluate(({ BrowserWindow }) => {
    const told: object[] = [];
    Object.assign(globalThis, { told });
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents) throw new Error('no window');
    contents.startDrag = ({ file, files, icon }) => {
      told.push({ file, files, hasPicture: typeof icon !== 'string' && !icon.isEmpty() });
    };
  });
  const told = () => sluice.electron.evaluate(() => (globalThis as unknown as { told: object[] }).told);
  const box = await row('a.bin').boundingBox();
  if (!box) throw new Error('no row');
  await page.mouse.move(box.x + 120, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 180, box.y + 60, { steps: 6 });
  await page.mouse.up();
  const path = join(folders.downloads, 'a.bin');
  await expect.poll(told).toEqual([{ file: path, files: [path], hasPicture: true }]);

  for (const id of [second, path, '/etc/passwd']) {
    expect(await sluice.rawCommand('downloads:drag-out', { ids: [id] })).toMatchObject({
      ok: false,
      failure: { code: 'bad-option' },
    });
  }
  await rm(path);
  expect(await sluice.rawCommand('downloads:drag-out', { ids: [first] })).toMatchObject({ ok: false });
  expect(await told()).toHaveLength(1);
});
