import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firstWrongByte } from '../electron/engine/testing/index.ts';
import type { SluiceApp } from './support/app.ts';
import { shoot } from './support/shoot.ts';
import { expect, test } from './support/test.ts';
import { startWeston } from './support/weston.ts';

const MIB = 2 ** 20;

/** Without a GPU the compositor of this test has no other way to get pictures. */
const SWITCHES = ['--ozone-platform=wayland', '--disable-gpu'];

const facts = (app: SluiceApp) =>
  app.electron.evaluate(({ BrowserWindow, screen }) => {
    const window = BrowserWindow.getAllWindows()[0];
    return {
      isVisible: window?.isVisible(),
      size: window?.getSize(),
      screen: screen.getPrimaryDisplay().bounds,
    };
  });

test('under Wayland the window shows itself, adds, finishes, and has its size again', async ({
  start,
  server,
  folders,
}) => {
  const weston = await startWeston();
  try {
    const first = await start({ env: weston.env, switches: SWITCHES });
    const { page } = first;
    await expect.poll(async () => (await facts(first)).isVisible).toBe(true);
    expect((await facts(first)).screen).toMatchObject({ width: 1600, height: 1000 });

    await page.getByTestId('add').click();
    await page.getByTestId('add-links').fill(server.serve('/file.bin', { size: 4 * MIB, seed: 6 }));
    await page.getByTestId('add-start').click();
    await expect(page.getByTestId('download-row')).toHaveAttribute('data-status', 'finished');
    expect(firstWrongByte(6, 0, await readFile(join(folders.downloads, 'file.bin')))).toBeNull();
    await shoot(page, 'wayland');

    await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(900, 600));
    await expect.poll(async () => (await facts(first)).size).toEqual([900, 600]);
    await first.quit();
    // Where it stands is the compositor's to say: nobody is told, and nobody asks.
    const second = await start({ env: weston.env, switches: SWITCHES });
    await expect.poll(() => facts(second)).toMatchObject({ isVisible: true, size: [900, 600] });
    await expect(second.page.getByTestId('download-row')).toHaveAttribute('data-status', 'finished');
    await second.quit();
  } finally {
    await weston.close();
  }
});
