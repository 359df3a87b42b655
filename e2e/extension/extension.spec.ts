import { chromium, type BrowserContext } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { access, mkdir, readdir, readFile, readlink } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ROOT, appEnvironment, rootSwitches, type AppFolders } from '../support/app.ts';
import { expect, test } from '../support/test.ts';

/** `npm run test:extension`: the extension in the system's Chromium with the real app. */
const CHROMIUM = '/usr/bin/chromium';
test.skip(!existsSync(CHROMIUM), 'needs the system’s Chromium (Debian: apt-get install chromium)');
test.describe.configure({ timeout: 120_000 });

const FILE = randomBytes(3 * 2 ** 20);

/** A site that gives its file only to those who were on its page, and fails once asked to. */
async function startSite() {
  const requests: IncomingHttpHeaders[] = [];
  let isBroken = false;
  /** The browser gets the rest of its file only then, so that it can be held before it is whole. */
  let letGo: () => void = () => undefined;
  let rest = new Promise<void>((resolve) => (letGo = resolve));
  const server = createServer((request, response) => {
    if (request.url === '/') {
      response.setHeader('set-cookie', 'sid=42; Path=/; HttpOnly');
      response.setHeader('content-type', 'text/html');
      response.end('<a id="file" href="/file.bin">file</a><a href="/small.txt" download>small</a>');
      return;
    }
    const isBrowser = request.headers['sec-fetch-dest'] !== undefined;
    if (!isBrowser) {
      requests.push(request.headers);
      response.on('close', letGo);
    }
    if (request.headers.cookie !== 'sid=42' || (isBroken && !isBrowser)) {
      response.writeHead(403).end();
      return;
    }
    const body = request.url === '/file.bin' ? FILE : Buffer.from('small');
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': body.length });
    if (!isBrowser || request.url !== '/file.bin') {
      response.end(body);
      return;
    }
    response.write(body.subarray(0, body.length / 2));
    void rest.then(() => response.end(body.subarray(body.length / 2)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    breakForSluice() {
      isBroken = true;
      rest = new Promise<void>((resolve) => (letGo = resolve));
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const configOf = (folders: AppFolders): string => join(folders.userData, '..', 'config');

/** The browser of this test: its profile lies where the app looks for Chromium's. */
async function startBrowser(folders: AppFolders): Promise<BrowserContext> {
  const extension = join(ROOT, 'out', 'extension', 'chromium');
  const context = await chromium.launchPersistentContext(join(configOf(folders), 'chromium'), {
    executablePath: CHROMIUM,
    headless: false,
    env: { ...appEnvironment(folders, { XDG_CONFIG_HOME: configOf(folders) }) },
    args: [...rootSwitches(), `--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
    ignoreDefaultArgs: ['--disable-extensions'],
  });
  if (context.serviceWorkers().length === 0) await context.waitForEvent('serviceworker');
  return context;
}

/** The app that the helper started, found by the folder it was given. */
async function endStartedApp(folders: AppFolders): Promise<void> {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    const program = await readlink(`/proc/${pid}/exe`).catch(() => '');
    if (environment.includes(`SLUICE_USER_DATA=${folders.userData}\0`) && program.endsWith('electron')) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // Ended meanwhile.
      }
    }
  }
}

test('downloads are taken over with what the browser knows, and stay with it when Sluice cannot', async ({
  start,
  folders,
}) => {
  const site = await startSite();
  await mkdir(join(configOf(folders), 'chromium'), { recursive: true });
  const app = await start({ folders, env: { XDG_CONFIG_HOME: configOf(folders) } });
  await app.settings({ browserIntegration: true });
  const manifest = join(configOf(folders), 'chromium', 'NativeMessagingHosts', 'app.sluice.browser.json');
  await expect.poll(() => existsSync(manifest)).toBe(true);

  const browser = await startBrowser(folders);
  try {
    const page = await browser.newPage();
    await page.goto(site.origin);
    await page.click('#file');
    await expect.poll(async () => (await app.list())[0]?.status, { timeout: 30_000 }).toBe('finished');
    expect(await readFile(join(folders.downloads, 'file.bin'))).toEqual(FILE);
    expect(site.requests.at(-1)).toMatchObject({
      cookie: 'sid=42',
      referer: `${site.origin}/`,
      'user-agent': await page.evaluate(() => navigator.userAgent),
    });

    // Too small: nobody asks Sluice.
    const small = page.waitForEvent('download');
    await page.click('text=small');
    expect(await (await small).failure()).toBeNull();
    expect(await app.list()).toHaveLength(1);

    // The server refuses Sluice: the browser's own goes on, and nothing is left on the list.
    site.breakForSluice();
    const refused = page.waitForEvent('download');
    await page.click('#file');
    expect(await readFile(await (await refused).path())).toEqual(FILE);
    await expect.poll(async () => (await app.list()).length).toBe(1);

    // Switched off, everything is taken away, and the browser is on its own.
    await app.settings({ browserIntegration: false });
    await expect.poll(() => existsSync(manifest)).toBe(false);
    const alone = page.waitForEvent('download');
    await page.click('#file');
    expect(await readFile(await (await alone).path())).toEqual(FILE);
  } finally {
    await browser.close();
    site.close();
  }
});

test('a download starts Sluice when it does not run', async ({ start, folders }) => {
  const site = await startSite();
  await mkdir(join(configOf(folders), 'chromium'), { recursive: true });
  const app = await start({ folders, env: { XDG_CONFIG_HOME: configOf(folders) } });
  await app.settings({ browserIntegration: true });
  await expect.poll(() => existsSync(join(folders.userData, 'browser', 'helper'))).toBe(true);
  await app.quit();

  const browser = await startBrowser(folders);
  try {
    const page = await browser.newPage();
    await page.goto(site.origin);
    await page.click('#file');
    const file = join(folders.downloads, 'file.bin');
    const isThere = () =>
      access(file).then(
        () => true,
        () => false,
      );
    await expect.poll(isThere, { timeout: 60_000 }).toBe(true);
    expect(await readFile(file)).toEqual(FILE);
  } finally {
    await browser.close();
    await endStartedApp(folders);
    site.close();
  }
});
