import type { SluiceApp } from './support/app.ts';
import { expect, test } from './support/test.ts';

const MIB = 2 ** 20;
const SIZE = 16 * MIB;

const close = (app: SluiceApp) =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

/** Answers every message box with the button of this index, and keeps what it said. */
const answerDialogs = (app: SluiceApp, response: number) =>
  app.electron.evaluate(({ dialog }, given) => {
    const asked: string[] = [];
    (globalThis as unknown as { asked: string[] }).asked = asked;
    dialog.showMessageBox = ((...args: { message?: string }[]) => {
      asked.push(args.at(-1)?.message ?? '');
      return Promise.resolve({ response: given, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
  }, response);
const askedDialogs = (app: SluiceApp) =>
  app.electron.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);

test.describe('closing the window', () => {
  test('with a download running keeps it running, and says so the first time only', async ({ sluice, server }) => {
    const url = server.serve('/a.bin', { size: SIZE, seed: 3, bytesPerSecond: MIB });
    await sluice.command('downloads:add', { urls: [url] });
    await expect.poll(async () => (await sluice.list())[0]?.status).toBe('downloading');
    await answerDialogs(sluice, 0);
    await close(sluice);
    await expect.poll(() => sluice.isWindowVisible()).toBe(false);
    expect(await askedDialogs(sluice)).toEqual(['Downloads go on in the background']);

    const before = server.bytesSent('/a.bin');
    await server.waitFor(() => server.bytesSent('/a.bin') > before + MIB / 2, 'bytes while the window is closed');
    await sluice.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
    await close(sluice);
    await expect.poll(() => sluice.isWindowVisible()).toBe(false);
    expect(await askedDialogs(sluice)).toHaveLength(1);
    expect((await sluice.command('settings:get')).closeToTrayExplained).toBe(true);
  });

  test('quits when the user says so in that question', async ({ sluice, server }) => {
    await sluice.command('downloads:add', {
      urls: [server.serve('/a.bin', { size: SIZE, seed: 3, bytesPerSecond: MIB })],
    });
    await answerDialogs(sluice, 1);
    await close(sluice).catch(() => undefined);
    expect(await sluice.exited()).toBe(0);
  });

  test('quits when nothing is active', async ({ sluice }) => {
    await close(sluice).catch(() => undefined);
    expect(await sluice.exited()).toBe(0);
  });

  test('quits in spite of a download when the setting says so', async ({ sluice, server }) => {
    await sluice.settings({ closeToTray: false });
    await sluice.command('downloads:add', {
      urls: [server.serve('/a.bin', { size: SIZE, seed: 3, bytesPerSecond: MIB })],
    });
    await close(sluice).catch(() => undefined);
    expect(await sluice.exited()).toBe(0);
  });
});
