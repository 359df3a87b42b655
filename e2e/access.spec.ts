import type { CruelServer } from '../electron/engine/testing/index.ts';
import type { SluiceApp } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/test.ts';

const MIB = 2 ** 20;
/** An open menu has the focus and is read by itself: it belongs to no landmark. */
const MENU = ['region'];

/** One that flows, one that waits, one that is done, and two that failed: one is gone, one asks who you are. */
async function fill(sluice: SluiceApp, server: CruelServer): Promise<void> {
  await sluice.settings({ maxActiveDownloads: 1 });
  const urls = [
    server.serve('/done.zip', { size: MIB, seed: 1 }),
    `${server.origin}/gone.pdf`,
    server.serve('/guarded.zip', { size: MIB, seed: 2, scenarios: [{ id: '403-midway', status: 401 }] }),
    server.serve('/flows.iso', { size: 256 * MIB, seed: 3, bytesPerSecond: MIB / 4 }),
    server.serve('/waits.mkv', { size: 8 * MIB, seed: 4, bytesPerSecond: MIB / 4 }),
  ];
  await sluice.command('downloads:add', { urls, connections: 2 });
  await expect
    .poll(async () => (await sluice.list()).map(({ status }) => status).sort())
    .toEqual(['downloading', 'failed', 'failed', 'finished', 'queued']);
}

test('axe finds nothing in any state, theme and width', async ({ sluice, server }) => {
  test.setTimeout(300_000);
  const { page } = sluice;
  const row = (name: string) => page.getByTestId('download-row').filter({ hasText: name });
  const width = async (wanted: number): Promise<void> => {
    await sluice.electron.evaluate(({ BrowserWindow }, to) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(to, 800);
    }, wanted);
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(wanted);
  };
  const sheets = async (theme: string): Promise<void> => {
    await page.getByTestId('add').click();
    await page.getByTestId('add-links').fill(`${server.origin}/another.iso\nsftp://example.org/no`);
    await expectAccessible(page, `add, ${theme}`);
    await page.keyboard.press('Escape');
    await page.getByTestId('settings').click();
    await expectAccessible(page, `settings, ${theme}`);
    await page.keyboard.press('Escape');
    await page.getByTestId('limit-now').click();
    await page.getByTestId('limit').fill('fast');
    await expectAccessible(page, `limit with a problem, ${theme}`);
    await page.keyboard.press('Escape');
    await row('flows').click();
    await page.getByTestId('download-list').press('Delete');
    await expectAccessible(page, `discard, ${theme}`);
    await page.keyboard.press('Escape');
  };
  /** Those of networks, automation and order. */
  const furtherSheets = async (how: string): Promise<void> => {
    await page.getByTestId('settings').click();
    await page.getByTestId('host-rule-add').click();
    await page.getByTestId('rule-headers').fill('no colon');
    await expectAccessible(page, `rule for a host with a problem, ${how}`);
    await page.keyboard.press('Escape');
    await page.getByTestId('hook-add').click();
    await page.getByTestId('hook-program').scrollIntoViewIfNeeded();
    await expectAccessible(page, `hook, ${how}`);
    await page.keyboard.press('Escape');
    await row('guarded').locator('[data-action=sign-in]').click();
    await expect(page.getByTestId('sign-in-text')).toContainText(server.origin);
    await expectAccessible(page, `sign-in, ${how}`);
    await page.keyboard.press('Escape');
    await page.getByTestId('queue-add').click();
    await page.getByTestId('queue-active').fill('many');
    await expectAccessible(page, `queue with a problem, ${how}`);
    await page.keyboard.press('Escape');
    await page.getByTestId('categories-edit').click();
    await expectAccessible(page, `categories, ${how}`);
    await page.keyboard.press('Escape');
    await page.getByTestId('download-list').press('F1');
    await expectAccessible(page, `help, ${how}`);
    await page.keyboard.press('Escape');
    await page.getByTestId('download-list').press('Control+Shift+L');
    await expectAccessible(page, `log, ${how}`);
    await page.keyboard.press('Escape');
    await row('flows').click({ button: 'right' });
    await expectAccessible(page, `menu of a row, ${how}`, MENU);
    await page.keyboard.press('Escape');
  };

  await width(1360);
  await expect(page.getByTestId('empty')).toBeVisible();
  await expectAccessible(page, 'first run');
  await fill(sluice, server);
  for (const theme of ['light', 'dark'] as const) {
    await sluice.settings({ theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await page.mouse.move(2, 2);
    await row('flows').click();
    await expectAccessible(page, `flowing, ${theme}`);
    await page.getByTestId('tab-timeline').click();
    await expectAccessible(page, `timeline, ${theme}`);
    await row('gone').click();
    await expectAccessible(page, `failed, ${theme}`);
    await page.getByTestId('download-list').press('Control+a');
    await expectAccessible(page, `many, ${theme}`);
    await sheets(theme);
    await furtherSheets(theme);
    await sluice.settings({ density: 'compact' });
    await page.getByTestId('columns').click();
    await expectAccessible(page, `menu of the columns, ${theme}`, MENU);
    await page.keyboard.press('Escape');
    await width(720);
    await expectAccessible(page, `compact and narrow, ${theme}`);
    await sluice.settings({ density: 'comfortable' });
    await width(1360);
  }
  await page.locator('.search input').fill('nothing is called this');
  await expectAccessible(page, 'nothing found');
  await page.locator('.search input').fill('');

  await page.emulateMedia({ forcedColors: 'active', contrast: 'more' });
  await row('flows').click();
  // Forced colours are those of the system, and computed styles still name the ones of the theme.
  await expectAccessible(page, 'high contrast', ['color-contrast']);
  const marked = await page.evaluate(() => {
    const selected = document.querySelector('.row[aria-selected="true"]');
    return selected && getComputedStyle(selected).outlineStyle;
  });
  expect(marked).toBe('solid');
  await page.emulateMedia({ forcedColors: null, contrast: null, reducedMotion: 'reduce' });
  await page.getByTestId('add').click();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('add')).toBeFocused();

  await sluice.settings({ language: 'ar' });
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await row('flows').click();
  await expectAccessible(page, 'right to left');
  await furtherSheets('right to left');
  // Nothing stands out of the window at the side that turned.
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  const [list, panel] = await Promise.all([
    page.getByTestId('download-list').boundingBox(),
    page.getByTestId('detail').boundingBox(),
  ]);
  expect(panel?.x).toBeLessThan(list?.x ?? 0);
});
