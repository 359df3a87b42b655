import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { CruelServer } from '../electron/engine/testing/index.ts';
import { ROOT, type SluiceApp } from './support/app.ts';
import { expect, test } from './support/test.ts';

/** Those that stand in README and GUIDE. */
const SHOWN = join(ROOT, 'assets', 'screenshots');
const ALL = join(ROOT, 'out', 'tour');

async function resize(app: SluiceApp, width: number, height: number): Promise<void> {
  await app.electron.evaluate(
    ({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
    },
    { width, height },
  );
  await expect.poll(() => app.page.evaluate(() => window.innerWidth)).toBe(width);
}

/** Of the guide, which has the light ones. */
const GUIDE = new Set(['compact-light', 'failed-light', 'add-light']);

async function shoot(page: Page, name: string, folder = GUIDE.has(name) ? SHOWN : ALL): Promise<void> {
  await mkdir(folder, { recursive: true });
  // Toasts and hovers are not what the picture is of.
  await page.mouse.move(2, 2);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** A list with a download in every state, all of them real. */
async function fill(app: SluiceApp, server: CruelServer): Promise<void> {
  const add = async (name: string, spec: Parameters<CruelServer['serve']>[1], request: object = {}): Promise<void> => {
    await app.command('downloads:add', { urls: [server.serve(`/${name}`, spec)], ...request });
  };
  const status = (name: string): Promise<string | undefined> =>
    app.list().then((list) => list.find((download) => download.fileName === name)?.status);
  await add('rfc9110.pdf', { size: 2.9e6, seed: 1, contentType: 'application/pdf' });
  await add('goldberg-variations-flac.zip', { size: 14e6, seed: 2 });
  await expect.poll(() => status('goldberg-variations-flac.zip')).toBe('finished');
  await add(
    'dataset-2026-11.parquet.zst',
    {
      size: 48e6,
      seed: 3,
      bytesPerSecond: 3e6,
      scenarios: [
        { id: '403-midway', afterBytes: 9e6 },
        { id: 'conn-reset-mid', after: 9.5e6, times: 1 },
      ],
    },
    { connections: 1 },
  );
  await expect.poll(() => status('dataset-2026-11.parquet.zst'), { timeout: 30_000 }).toBe('failed');
  await add('planet-latest.osm.pbf', { size: 180e6, seed: 4, bytesPerSecond: 4e6 }, { connections: 12 });
  await server.waitFor(() => server.bytesSent('/planet-latest.osm.pbf') > 50e6, 'a part to pause', 60_000);
  await app.page.getByTestId('download-row').filter({ hasText: 'planet-latest' }).click();
  await app.page.keyboard.press('Space');
  await expect.poll(() => status('planet-latest.osm.pbf')).toBe('paused');
  await app.settings({ maxActiveDownloads: 4 });
  await add('firmware-update.bin', { size: 240e6, seed: 5, ranges: false, bytesPerSecond: 1.6e6 });
  await add('llvm-project-21.1.0.src.tar.xz', { size: 141e6, seed: 6, bytesPerSecond: 1.5e6 }, { connections: 3 });
  await add(
    'Sintel.2010.2160p.mkv',
    {
      size: 511e6,
      seed: 7,
      bytesPerSecond: (request) => (request.connection % 3 === 0 ? 3e5 : 1.6e6),
      scenarios: [{ id: 'stalled-no-fin', on: 6, after: 2e6, times: 1 }],
    },
    { connections: 8 },
  );
  await add(
    'ubuntu-26.04.1-desktop-amd64.iso',
    {
      size: 612e6,
      seed: 8,
      bytesPerSecond: (request) => 1.2e6 + (request.connection % 5) * 4e5,
    },
    { connections: 16 },
  );
  await add('node-v24.11.0-linux-x64.tar.xz', { size: 30.1e6, seed: 9 });
  await server.waitFor(() => server.bytesSent('/ubuntu-26.04.1-desktop-amd64.iso') > 150e6, 'bars to fill', 60_000);
}

/** Far more rows than fit, real ones that wait to be started. */
async function crowd(app: SluiceApp, server: CruelServer): Promise<void> {
  const urls = Array.from({ length: 10_000 }, (_, index) => `${server.origin}/crowd/photo-${String(index + 1)}.jpg`);
  await app.command('downloads:add', { urls, start: false });
  await expect(app.page.getByTestId('shown-count')).toContainText('10,0', { timeout: 60_000 });
}

test('the main states, light and dark, wide and narrow', async ({ sluice, server }) => {
  test.setTimeout(240_000);
  const { page } = sluice;
  await resize(sluice, 1360, 850);
  for (const theme of ['light', 'dark'] as const) {
    await sluice.settings({ theme });
    await shoot(page, `empty-${theme}`);
  }
  await fill(sluice, server);
  await page.getByTestId('download-row').filter({ hasText: 'ubuntu' }).click();
  for (const theme of ['light', 'dark'] as const) {
    await sluice.settings({ theme });
    await shoot(page, `main-${theme}`, SHOWN);
  }
  for (const theme of ['light', 'dark'] as const) {
    await sluice.settings({ theme });
    await resize(sluice, 720, 850);
    await shoot(page, `narrow-${theme}`);
    await resize(sluice, 1600, 900);
    await shoot(page, `wide-${theme}`);
    await sluice.settings({ density: 'compact' });
    await shoot(page, `compact-${theme}`);
    await sluice.settings({ density: 'comfortable' });
    await resize(sluice, 1360, 850);
    await page.getByTestId('download-row').filter({ hasText: 'dataset' }).click();
    await shoot(page, `failed-${theme}`);
    await page.getByTestId('add').click();
    await page.getByTestId('add-links').fill(server.serve('/another-file.iso', { size: 734e6, seed: 10 }));
    await expect(page.getByTestId('add-sheet')).toContainText('734 MB');
    await shoot(page, `add-${theme}`);
    await page.keyboard.press('Escape');
    await page.getByTestId('settings').click();
    await shoot(page, `settings-${theme}`);
    await page.keyboard.press('Escape');
    await page.getByTestId('download-row').filter({ hasText: 'ubuntu' }).click();
  }
  await sluice.settings({ language: 'zh-CN', theme: 'light' });
  await expect(page.locator('html')).toHaveAttribute('lang', /^zh/);
  await shoot(page, 'chinese');
  await sluice.settings({ language: 'ar' });
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await shoot(page, 'right-to-left');
  await page.getByTestId('settings').click();
  await shoot(page, 'right-to-left-settings');
  await page.keyboard.press('Escape');
  await sluice.settings({ language: 'en' });
  await page.emulateMedia({ forcedColors: 'active' });
  await shoot(page, 'high-contrast');
  await page.emulateMedia({ forcedColors: null });
  await crowd(sluice, server);
  await shoot(page, 'ten-thousand');
});
