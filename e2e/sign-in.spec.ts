import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startCruelServer, type CruelServer } from '../electron/engine/testing/index.ts';
import { hasProgram, startTinyproxy } from '../electron/engine/testing/proxies.ts';
import type { SluiceApp } from './support/app.ts';
import { expect, test } from './support/test.ts';

const MIB = 2 ** 20;
/** Each is looked for in all that was written. */
const SECRETS = {
  user: 'hush-user',
  password: 'hush/pass word',
  proxyPassword: 'hush-proxy',
  header: 'hush-header',
  cookie: 'hush-cookie',
  inLink: 'hush-in-link',
};
const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** Serves to nobody but the one who signs in. */
const guarded = (server: CruelServer, path: string, size = MIB): string =>
  server.serve(path, {
    size,
    seed: 1,
    scenarios: [
      {
        id: '403-midway',
        status: 401,
        on: ({ headers }) => headers['authorization'] !== basic(SECRETS.user, SECRETS.password),
      },
    ],
  });

/** Asked of its timeline: the list is the window's to ask for, which would miss what changed since. */
async function reaches(sluice: SluiceApp, id: string, end: 'finished' | 'failed'): Promise<void> {
  const last = async () => (await sluice.command('downloads:timeline', { id })).at(-1)?.code;
  await expect.poll(last, { timeout: 20_000 }).toBe(end);
}
async function add(sluice: SluiceApp, url: string, more: object = {}): Promise<string> {
  const { added } = await sluice.command('downloads:add', { urls: [url], ...more });
  return added[0] ?? '';
}

async function everythingUnder(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  // Chromium takes files of its own away while it ends.
  return Buffer.concat(await Promise.all(files.map((file) => readFile(file).catch(() => Buffer.alloc(0)))));
}

/** Plain, as it stands in an address, and at each of the three places that base64 can begin in it. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  ...[0, 1, 2].map((offset) =>
    Buffer.from(`${'x'.repeat(offset)}${secret}`)
      .toString('base64')
      .slice(offset === 0 ? 0 : 4, -4),
  ),
];

test('a sign-in that a server asks for: given once for its origin, listed, forgotten; no secret is written anywhere', async ({
  sluice,
  server,
  folders,
}) => {
  const { page } = sluice;
  const other = await startCruelServer();
  try {
    const url = guarded(server, '/a.bin');
    const id = await add(sluice, url);
    await reaches(sluice, id, 'failed');
    await page.getByTestId('download-row').locator('[data-action=sign-in]').click();
    await expect(page.getByTestId('sign-in-text')).toContainText(server.origin);
    await page.getByTestId('sign-in-user').fill(SECRETS.user);
    await page.getByTestId('sign-in-password').fill(SECRETS.password);
    await page.getByTestId('sign-in-remember').check();
    await expect(page.getByTestId('sign-in-kept')).toContainText('This system has no key store');
    await page.getByTestId('sign-in-password').press('Enter');
    await expect(page.getByTestId('sign-in-dialog')).toHaveCount(0);
    await reaches(sluice, id, 'finished');

    // The next one of this origin is not asked about; another origin is told nothing, nor is where a redirect leads.
    const next = guarded(server, '/b.bin');
    await reaches(sluice, await add(sluice, next), 'finished');
    const target = other.serve('/target.bin', { size: MIB, seed: 1 });
    const away = server.serve('/away.bin', {
      size: MIB,
      seed: 1,
      scenarios: [{ id: 'redirect-cross-host-auth', to: target }],
    });
    await reaches(
      sluice,
      await add(sluice, away, { headers: { 'X-Token': SECRETS.header, Cookie: `session=${SECRETS.cookie}` } }),
      'finished',
    );
    const foreign = guarded(other, '/c.bin');
    const signedLink = foreign.replace('//', `//${SECRETS.inLink}:${SECRETS.inLink}@`);
    await reaches(sluice, await add(sluice, signedLink), 'failed');
    for (const { headers } of other.requestsFor('/target.bin')) {
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('cookie');
      expect(headers).not.toHaveProperty('x-token');
    }
    const signIns = { keyStore: false, signIns: [{ place: server.origin, user: SECRETS.user, kept: false }] };
    expect(await sluice.command('sign-ins:list')).toEqual(signIns);

    await page.getByTestId('settings').click();
    await page.getByTestId('sign-in-forget').click();
    await expect(page.getByTestId('sign-in-forget')).toHaveCount(0);
    await page.keyboard.press('Escape');
    const last = guarded(server, '/d.bin');
    await reaches(sluice, await add(sluice, last), 'failed');

    const shown = JSON.stringify([
      await sluice.command('log:read'),
      await sluice.command('settings:get'),
      await sluice.command('feed:snapshot'),
    ]);
    await sluice.quit();
    const written = [shown, sluice.output(), await everythingUnder(folders.userData)];
    written.push((await readdir(folders.downloads)).join('\n'));
    for (const file of (await readdir(folders.downloads)).filter((name) => name.endsWith('.json'))) {
      written.push(await readFile(join(folders.downloads, file)));
    }
    for (const [name, secret] of Object.entries(SECRETS)) {
      for (const form of formsOf(secret)) {
        for (const [at, text] of written.entries())
          expect(text.includes(form), `${name} as ${form} in ${at}`).toBe(false);
      }
    }
  } finally {
    await other.close();
  }
});

test('a proxy of one’s own: chosen in the settings, asked for its sign-in, used by previews too', async ({
  sluice,
  server,
  folders,
}) => {
  test.skip(!hasProgram('tinyproxy'), 'tinyproxy is not installed');
  const { page } = sluice;
  const proxy = await startTinyproxy({ user: 'u', password: SECRETS.proxyPassword });
  const other = await startCruelServer();
  try {
    await page.getByTestId('settings').click();
    await page.getByTestId('settings-proxy').selectOption('own');
    await page.getByTestId('settings-proxy-address').fill('u:p@127.0.0.1');
    await expect(page.getByTestId('section-network')).toContainText('not in the address');
    await page.getByTestId('settings-proxy-address').fill(`127.0.0.1:${String(proxy.port)}`);
    await page.getByTestId('settings-proxyBypass').fill('localhost');
    await expect(page.getByTestId('settings-proxy-save')).toBeDisabled();
    await page.keyboard.press('Escape');
    const url = server.serve('/a.bin', { size: MIB, seed: 1 });
    const id = await add(sluice, url);
    await reaches(sluice, id, 'failed');
    expect(server.requests).toEqual([]);
    await page.getByTestId('download-row').locator('[data-action=sign-in]').click();
    await expect(page.getByTestId('sign-in-text')).toContainText(`http://127.0.0.1:${String(proxy.port)}`);
    await page.getByTestId('sign-in-user').fill('u');
    await page.getByTestId('sign-in-password').fill(SECRETS.proxyPassword);
    await page.getByTestId('sign-in-go').click();
    await reaches(sluice, id, 'finished');

    // A look goes the same way: to another server, since to this one a tunnel may still be open.
    const seen = other.serve('/seen.bin', { size: MIB, seed: 1 });
    expect(await sluice.command('links:probe', { ticket: 't', url: seen })).toMatchObject({ sizeBytes: MIB });
    await expect.poll(() => proxy.log()).toContain(`CONNECT ${new URL(other.origin).host}`);

    await page.getByTestId('settings').click();
    await page.getByTestId('settings-proxy-forget').click();
    await expect(page.getByTestId('settings-proxy-user')).toBeVisible();
    await page.getByTestId('settings-proxy').selectOption('none');
    await page.keyboard.press('Escape');
    const direct = server.serve('/b.bin', { size: 1000, seed: 1 });
    await reaches(sluice, await add(sluice, direct), 'finished');
    await sluice.quit();
    const written = [sluice.output(), await everythingUnder(folders.userData)];
    for (const form of formsOf(SECRETS.proxyPassword)) {
      for (const text of written) expect(text.includes(form)).toBe(false);
    }
  } finally {
    await other.close();
    await proxy.close();
  }
});
