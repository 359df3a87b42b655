import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startConnectProxy } from '../electron/engine/testing/connect-proxy.ts';
import { startCruelServer } from '../electron/engine/testing/index.ts';
import { plantMarkers } from '../electron/engine/testing/markers.ts';
import { expect, test } from './support/test.ts';

/** The whole app with Chromium's own storage; `electron/app/leaks.test.ts` has every field of a request. */
test('secrets given to the app are in nothing that it writes, logs, exports, or tells a stranger', async ({
  sluice,
  server,
  folders,
}) => {
  const { page, electron } = sluice;
  const markers = plantMarkers();
  const { make } = markers;
  const stranger = await startCruelServer();
  const proxySecret = make('kept sign-in of the proxy');
  const proxy = await startConnectProxy({ signIn: `me:${proxySecret}` });
  const size = 2_000_000;

  const address = `http://127.0.0.1:${String(proxy.port)}`;
  await sluice.command('sign-ins:put', { place: address, user: 'me', password: proxySecret });
  await sluice.command('sign-ins:put', { place: 'https://kept.example', user: 'me', password: make('kept sign-in') });
  await sluice.settings({ proxy: address });
  await sluice.command('host-rules:put', {
    ...{ id: 'rule', pattern: '127.0.0.1', connections: null, limitBytesPerSecond: null, userAgent: '', proxy: '' },
    ...{ directory: '', referrer: `https://a.example/?s=${make('referrer of a rule')}` },
    headers: { 'X-Rule': make('header of a rule') },
  });
  await sluice.command('hooks:set', {
    hooks: [{ on: ['fail'], webhook: `${server.origin}/hook/${make('webhook')}` }],
  });
  markers.know('secret of remote control', await sluice.command('remote:secret'));

  const there = stranger.serve('/there.bin', { size, seed: 1 }).replace('127.0.0.1', 'localhost');
  server.serve('/away.bin', { size, seed: 1, scenarios: [{ id: 'redirect-cross-host-auth', to: there }] });
  server.serve('/held.bin', { size, seed: 2 });
  server.serve('/paused.bin', { size, seed: 2 });
  const hold = server.hold('/held.bin', { atOffset: 1_500_000 });
  const link = (path: string): string =>
    `${server.origin.replace('://', `://me:${make('password in the link')}@`)}${path}?token=${make('token')}`;
  const secrets = () => ({
    headers: {
      Authorization: `Bearer ${make('Authorization')}`,
      Cookie: `session=${make('Cookie')}`,
      'X-Token': make('header'),
    },
  });
  await sluice.command('downloads:add', {
    urls: [link('/away.bin'), link('/gone.bin'), link('/held.bin')],
    ...secrets(),
  });
  await sluice.command('downloads:add', {
    urls: [link('/paused.bin')],
    start: false,
    ...secrets(),
    credentials: { user: 'me', password: make('password') },
    proxy: `http://me:${make('proxy of a download')}@127.0.0.1:1`,
  });
  await hold.reached;
  const states = async () => (await sluice.list()).map(({ status }) => status).sort();
  await expect.poll(states, { timeout: 30_000 }).toEqual(['downloading', 'failed', 'finished', 'paused']);
  const log = async () => (await sluice.command('log:read')).map(({ text }) => text).join('\n');
  await expect.poll(log, { timeout: 30_000 }).toContain('hook on fail');

  // What was typed, and not added.
  await page.getByTestId('add').click();
  await page.getByTestId('add-links').fill(link('/typed.bin').replace(server.origin, 'http://127.0.0.1:1'));
  await page.keyboard.press('Escape');

  const exported = join(dirname(folders.userData), 'exported.json');
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, exported);
  expect(await sluice.command('data:export')).toMatchObject({ downloads: 4, withoutSecrets: 4 });

  const list = await sluice.list();
  const shown = await Promise.all(list.map(({ id }) => sluice.command('downloads:properties', { id })));
  const told = JSON.stringify([
    list,
    shown,
    await sluice.command('host-rules:list'),
    await sluice.command('sign-ins:list'),
  ]);
  // Links are shown with their query; the referrer of a rule is, so that it can be edited.
  expect(markers.within(told).filter((one) => one !== 'token' && one !== 'referrer of a rule')).toEqual([]);
  expect(markers.within(await log())).toEqual([]);
  expect(markers.within(await readFile(exported))).toEqual(['token']);
  const strangers = JSON.stringify(stranger.requests.map(({ target, rawHeaders }) => [target, rawHeaders]));
  expect(stranger.requests.length).toBeGreaterThan(0);
  expect(markers.within(strangers)).toEqual([]);
  expect(markers.within(proxy.heads.join())).toEqual(['kept sign-in of the proxy']);

  // While it runs, with the log of its database and Chromium's own; and when it has ended.
  const allowed = (line: string): boolean =>
    /^user-data\/library\.db(-wal)?: token$/.test(line) ||
    line === 'exported.json: token' ||
    // Without a key store: in a file for this user's eyes.
    /^user-data\/[\w.-]*secret[\w.-]*: secret of remote control$/.test(line);
  const found = async () => (await markers.below(dirname(folders.userData))).filter((line) => !allowed(line));
  expect(await found()).toEqual([]);
  const checkpoint = () => readFile(join(folders.downloads, 'held.bin.part.json'), 'utf8').catch(() => '');
  await expect.poll(checkpoint, { timeout: 30_000 }).toContain('sizeBytes');
  hold.release();
  await sluice.quit();
  expect(await found()).toEqual([]);
  expect(markers.within(sluice.output())).toEqual([]);
  await Promise.all([stranger.close(), proxy.close()]);
});
