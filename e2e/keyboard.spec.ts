import { readdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { SluiceApp } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { shoot } from './support/shoot.ts';
import { expect, test } from './support/test.ts';

const MIB = 2 ** 20;

/** Keeps every text that a screen reader would tell by itself, in order. */
function listen(): void {
  const told: string[] = [];
  Object.assign(window, { told });
  const LIVE = '[role=status], [role=alert], [role=log], [aria-live=polite], [aria-live=assertive]';
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest(LIVE);
      if (!region) continue;
      // A log tells what comes, another place all that is in it.
      const text =
        region.role === 'log' ? [...addedNodes].map((node) => node.textContent).join('') : region.textContent;
      if (text !== '' && text !== told.at(-1)) told.push(text);
    }
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
}
const told = (page: Page): Promise<string[]> => page.evaluate(() => (window as unknown as { told: string[] }).told);

/** What has the focus: the nearest test id, else its name. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document;
    const named = activeElement?.closest('[data-testid]');
    return named?.getAttribute('data-testid') ?? activeElement?.ariaLabel ?? activeElement?.tagName ?? '';
  });

async function tabThrough(page: Page, key: 'Tab' | 'Shift+Tab', until: string): Promise<string[]> {
  const seen: string[] = [];
  while (seen.at(-1) !== until && seen.length < 60) {
    await page.keyboard.press(key);
    const at = await focused(page);
    if (at !== seen.at(-1)) seen.push(at);
  }
  return seen;
}

async function fill(app: SluiceApp, done: string, flows: string): Promise<void> {
  await app.command('downloads:add', { urls: [done] });
  await expect.poll(async () => (await app.list())[0]?.status).toBe('finished');
  await app.command('downloads:add', { urls: [flows], connections: 2 });
  await expect
    .poll(async () => (await app.list()).map(({ status }) => status).sort())
    .toEqual(['downloading', 'finished']);
}

test('endings are told once, progress never; Tab goes in the order of reading; the focus comes back from every sheet', async ({
  sluice,
  server,
  folders,
}) => {
  test.setTimeout(120_000);
  const { page } = sluice;
  const row = (name: string) => page.getByTestId('download-row').filter({ hasText: name });
  await sluice.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1360, 850);
  });
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1360);
  await expect(page.getByTestId('empty')).toBeVisible();
  await page.evaluate(listen);

  await test.step('a download that runs, ends and fails says two sentences in all', async () => {
    const url = server.serve('/whole.bin', { size: 2 * MIB, seed: 1, bytesPerSecond: MIB });
    await sluice.command('downloads:add', { urls: [url], connections: 2 });
    await expect(row('whole.bin')).toHaveAttribute('data-status', 'finished', { timeout: 20_000 });
    await expect.poll(() => told(page)).toEqual(['whole.bin has finished.']);
    await sluice.command('downloads:add', { urls: [`${server.origin}/gone.pdf`] });
    await expect(row('gone.pdf')).toHaveAttribute('data-status', 'failed');
    await expect.poll(async () => (await told(page)).length).toBe(2);
    expect((await told(page))[1]).toMatch(/^gone\.pdf has failed\. ./);
    await sluice.command('downloads:remove', { ids: (await sluice.list()).map(({ id }) => id), deleteFile: false });
    await expect(page.getByTestId('empty')).toBeVisible();
  });

  await fill(
    sluice,
    server.serve('/done.zip', { size: 1000, seed: 1 }),
    server.serve('/flows.iso', { size: 256 * MIB, seed: 3, bytesPerSecond: MIB / 4 }),
  );
  await row('flows').click();

  await test.step('Tab: toolbar, search, bar, sidebar, list, panel, foot; and back again', async () => {
    await page.getByTestId('add').focus();
    const forth = await tabThrough(page, 'Tab', 'limit-now');
    const places = [
      'search',
      'slow-mode',
      'settings',
      'filter-all',
      'filter-failed',
      'sort',
      'download-list',
      'limit-now',
    ];
    expect(forth.filter((place) => places.includes(place))).toEqual(places);
    // One stop: its buttons are gone through by arrows.
    expect(forth).not.toContain('pause-all');
    const back = await tabThrough(page, 'Shift+Tab', 'add');
    expect(back.filter((place) => places.includes(place))).toEqual(places.slice(0, -1).reverse());

    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('pause-all');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('add');
  });

  await test.step('each sheet keeps the focus, and gives it back', async () => {
    const open: readonly [from: string, sheet: string, key?: string][] = [
      ['add', 'add-sheet'],
      ['settings', 'settings-sheet'],
      ['limit-now', 'limit-dialog'],
      ['queue-add', 'queue-dialog'],
      ['categories-edit', 'categories-dialog'],
      ['download-list', 'discard-dialog', 'Delete'],
      ['download-list', 'help-sheet', 'F1'],
      ['download-list', 'log-sheet', 'Control+Shift+L'],
    ];
    for (const [from, sheet, key = 'Enter'] of open) {
      await page.getByTestId(from).focus();
      await page.keyboard.press(key);
      await expect(page.getByTestId(sheet), sheet).toBeVisible();
      for (const step of ['Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
        await page.keyboard.press(step);
        const within = await page.evaluate(() => document.activeElement?.closest('dialog') !== null);
        expect([sheet, within || (await focused(page)) === 'BODY']).toEqual([sheet, true]);
      }
      await page.keyboard.press('Escape');
      await expect(page.getByTestId(sheet), sheet).toBeHidden();
      await expect(page.getByTestId(from), `back from ${sheet}`).toBeFocused();
    }
  });

  await test.step('Escape closes what is on top, and only that', async () => {
    await page.getByTestId('settings').press('Enter');
    await page.getByTestId('host-rule-add').click();
    await expect(page.getByTestId('host-rule-dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('host-rule-dialog')).toBeHidden();
    await expect(page.getByTestId('settings-sheet')).toBeVisible();
    await expect(page.getByTestId('host-rule-add')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('settings-sheet')).toBeHidden();
    await expect(page.getByTestId('settings')).toBeFocused();

    await page.getByTestId('sort').press('Enter');
    await expect(page.locator('.menu')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('.menu')).toBeHidden();
    await expect(page.getByTestId('sort')).toBeFocused();
  });

  await test.step('rows sorted by a figure that moves stay where they are while they are pointed at', async () => {
    const names = (): Promise<string[]> => page.getByTestId('row-name').allInnerTexts();
    await page.getByTestId('sort').click();
    await page.locator('.menu [data-action=progress]').click();
    await expect.poll(names).toEqual(['done.zip', 'flows.iso']);
    await row('done.zip').hover();
    const url = server.serve('/later.bin', { size: 1000, seed: 5 });
    await sluice.command('downloads:add', { urls: [url] });
    await expect(row('later.bin')).toHaveAttribute('data-status', 'finished');
    expect(await names()).toEqual(['done.zip', 'flows.iso', 'later.bin']);
    await page.getByTestId('settings').hover();
    await expect.poll(async () => (await names()).at(-1)).toBe('flows.iso');
  });

  await test.step('what has finished while it was asked about stays, and a notice says so', async () => {
    const url = server.serve('/close.bin', { size: MIB, seed: 7 });
    const hold = server.hold('/close.bin', { atOffset: MIB / 2 });
    await sluice.command('downloads:add', { urls: [url], connections: 1 });
    await hold.reached;
    await row('close.bin').click();
    await page.getByTestId('download-list').press('Delete');
    await expect(page.getByTestId('discard-dialog')).toContainText('Cancel this download?');
    hold.release();
    await expect(row('close.bin')).toHaveAttribute('data-status', 'finished');
    await page.getByTestId('discard-delete').click();
    await expect(page.getByTestId('toast-too-late')).toContainText('“close.bin” had just finished.');
    await expect(row('close.bin')).toHaveAttribute('data-status', 'finished');
    expect(await readdir(folders.downloads)).toContain('close.bin');
    await shoot(page, 'too-late-light');
    await expectAccessible(page, 'a notice');
    await sluice.settings({ theme: 'dark', language: 'ar' });
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await shoot(page, 'too-late-right-to-left-dark');
  });
});
