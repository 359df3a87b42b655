import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SluiceApp } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { shoot } from './support/shoot.ts';
import { expect, test } from './support/test.ts';

/** What the machine has no way to be: on battery, off the network. */
const pretend = (app: SluiceApp, facts: { battery?: boolean; online?: boolean }): Promise<void> =>
  app.electron.evaluate(({ net, powerMonitor }, { battery, online }) => {
    if (online !== undefined) Object.defineProperty(net, 'isOnline', { configurable: true, value: () => online });
    if (battery === undefined) return;
    Object.defineProperty(powerMonitor, 'onBatteryPower', { configurable: true, value: battery });
    powerMonitor.emit(battery ? 'on-battery' : 'on-ac');
  }, facts);

test.skip(process.platform !== 'linux', 'asks NetworkManager');

test('battery, metered networks, no network and the end of all work are shown, and can be overruled', async ({
  start,
  folders,
  server,
}) => {
  test.setTimeout(120_000);
  // NetworkManager's answer, without a NetworkManager.
  const programs = join(folders.userData, 'programs');
  const answer = join(programs, 'metered');
  await mkdir(programs, { recursive: true });
  await writeFile(answer, 'u 4');
  await writeFile(join(programs, 'busctl'), `#!/bin/sh\ncat '${answer}'\n`);
  await chmod(join(programs, 'busctl'), 0o755);
  const app = await start({ env: { PATH: `${programs}:${process.env['PATH'] ?? ''}` } });
  const { page } = app;
  const status = async (): Promise<string | undefined> => (await app.list())[0]?.status;
  const holding = page.getByTestId('notice-holding');

  const url = server.serve('/a.bin', { size: 4_000_000, seed: 1 });
  server.limitLink(20_000);
  await app.settings({ pauseOnBattery: true });
  await app.command('downloads:add', { urls: [url], connections: 1 });
  await expect.poll(status).toBe('downloading');

  await test.step('on battery it waits, goes on when told to, and by itself on mains', async () => {
    await pretend(app, { battery: true });
    await expect.poll(status).toBe('paused');
    await expect(holding).toContainText('runs on battery');
    await shoot(page, 'notice-battery-light');
    await expectAccessible(page, 'waiting for mains');
    await page.getByTestId('go-on').click();
    await expect.poll(status).toBe('downloading');
    await expect(holding).toBeHidden();
    await app.command('desktop:go-on');
    expect((await app.command('desktop:state')).holding).toBeNull();
    // Overruled for as long as it lasts: the next time counts again.
    await pretend(app, { battery: false });
    await pretend(app, { battery: true });
    await expect.poll(status).toBe('paused');
    await pretend(app, { battery: false });
    await expect.poll(status).toBe('downloading');
    await expect(holding).toBeHidden();
  });

  await test.step('on a metered network likewise', async () => {
    await writeFile(answer, 'u 1');
    await app.settings({ pauseOnMetered: true });
    await expect(holding).toContainText('is metered');
    await expect.poll(status).toBe('paused');
    await page.getByTestId('go-on').click();
    await expect.poll(status).toBe('downloading');
    await app.settings({ pauseOnMetered: false });
    await expect(holding).toBeHidden();
  });

  await test.step('without a network it says so, and no more when it is back', async () => {
    await pretend(app, { online: false });
    await expect(page.getByTestId('notice-offline')).toContainText('There is no network');
    await app.settings({ theme: 'dark' });
    await shoot(page, 'notice-offline-dark');
    await expectAccessible(page, 'without a network, dark');
    await pretend(app, { online: true });
    await expect(page.getByTestId('notice-offline')).toBeHidden();
  });

  await test.step('what comes when all is done is in sight, can be taken back, and called off', async () => {
    await app.command('desktop:when-done', { action: 'quit' });
    await expect(page.getByTestId('when-done')).toContainText('When all is done: Quit Sluice');
    await shoot(page, 'when-done-dark');
    await expectAccessible(page, 'what comes at the end, dark');
    await page.getByTestId('when-done-off').click();
    await expect(page.getByTestId('when-done')).toBeHidden();
    await app.command('desktop:when-done', { action: 'quit' });
    server.limitLink(null);
    await expect.poll(status, { timeout: 20_000 }).toBe('finished');
    await expect(page.getByTestId('countdown')).toContainText('Sluice is about to quit');
    await expectAccessible(page, 'countdown, dark');
    await page.getByTestId('countdown-stop').click();
    await expect(page.getByTestId('countdown')).toBeHidden();
    await expect(page.getByTestId('when-done')).toBeHidden();
  });
});
