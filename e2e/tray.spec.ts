import { expect, test } from './support/test.ts';
import { startFakeTray, type FakeTray } from './support/status-notifier.ts';
import type { SluiceApp } from './support/app.ts';

test.skip(process.platform !== 'linux', 'speaks to the tray over D-Bus');

let tray: FakeTray;
test.beforeEach(async () => {
  tray = await startFakeTray();
});
test.afterEach(async () => tray.close());

const MIB = 2 ** 20;
const statuses = async (app: SluiceApp) => (await app.list()).map(({ status }) => status);
const enabled = async () => (await tray.read()).entries.filter((entry) => entry.enabled).map(({ label }) => label);

test('shows what there is, and its menu acts', async ({ start, server }) => {
  const app = await start({ env: { DBUS_SESSION_BUS_ADDRESS: tray.busAddress } });
  await expect.poll(() => tray.isPresent()).toBe(true);
  const idle = await tray.read();
  expect(idle.entries.map(({ label }) => label)).toEqual([
    'Show Sluice',
    'Add from Clipboard…',
    'Drop Basket',
    'Pause All',
    'Resume All',
    'Slow Mode',
    'Limit',
    'When All Is Done',
    'Quit Sluice',
  ]);
  expect(idle.pixels.length).toBeGreaterThan(0);
  expect(await enabled()).not.toContain('Pause All');
  expect(await enabled()).not.toContain('Resume All');

  const urls = ['/a.bin', '/b.bin'].map((path) => server.serve(path, { size: 8 * MIB, seed: 2, bytesPerSecond: MIB }));
  // With `auto` they would be done before all of this is.
  await app.command('downloads:add', { urls, connections: 1 });
  await expect.poll(() => statuses(app)).toEqual(['downloading', 'downloading']);
  await expect.poll(async () => (await tray.read()).tooltip).toMatch(/^Sluice: 2 downloads, [\d.]+ [kM]B\/s$/);
  expect(await enabled()).toContain('Pause All');

  // What runs is named, with its progress.
  await expect.poll(async () => (await tray.read()).entries.map(({ label }) => label).join()).toMatch(/a\.bin: \d+ %/);

  await tray.click('Slow Mode');
  await expect.poll(async () => (await app.command('settings:get')).slowMode).toBe(true);
  await tray.click('Slow Mode');

  await tray.click('Pause All');
  await expect.poll(() => statuses(app)).toEqual(['paused', 'paused']);
  await expect.poll(() => server.openConnections()).toBe(0);
  await expect.poll(async () => (await tray.read()).tooltip).toBe('Sluice: paused');
  await expect.poll(enabled).toContain('Resume All');

  await tray.click('Resume All');
  await expect.poll(() => statuses(app)).toEqual(['downloading', 'downloading']);

  await app.hideWindow();
  expect(await app.isWindowVisible()).toBe(false);
  await tray.click('Show Sluice');
  await expect.poll(() => app.isWindowVisible()).toBe(true);

  await app.hideWindow();
  await tray.activate();
  await expect.poll(() => app.isWindowVisible()).toBe(true);

  await tray.click('Quit Sluice');
  expect(await app.exited()).toBe(0);
});

test('speaks the language of the settings', async ({ start }) => {
  const app = await start({ env: { DBUS_SESSION_BUS_ADDRESS: tray.busAddress } });
  await expect.poll(() => tray.isPresent()).toBe(true);
  await app.settings({ language: 'zh-CN' });
  await expect.poll(async () => (await tray.read()).entries.map(({ label }) => label)).toContain('全部暂停');
});

test('an ending while the window is hidden is told by a notification; one that is seen is not', async ({
  start,
  server,
}) => {
  const app = await start({ env: { DBUS_SESSION_BUS_ADDRESS: tray.busAddress } });
  await app.hideWindow();
  const good = server.serve('/good.iso', { size: 1_000, seed: 1 });
  await app.command('downloads:add', { urls: [good, `${server.origin}/none.iso`] });
  await expect
    .poll(async () => [...(await tray.notifications())].sort())
    .toEqual([
      ['Download failed', 'none.iso'],
      ['Download finished', 'good.iso'],
    ]);
});
