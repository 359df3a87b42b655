import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { firstWrongByte } from '../electron/engine/testing/index.ts';
import { ROOT, appEnvironment, rootSwitches } from './support/app.ts';
import { expect, test } from './support/test.ts';

/** `npm run test:packages`: what users install is built, installed, started and removed again. Takes minutes. */
test.skip(process.platform !== 'linux', 'builds the packages of Linux');

const run = promisify(execFile);
const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const DEB = join(ROOT, 'dist', `sluice_${version}_amd64.deb`);
const RPM = join(ROOT, 'dist', `sluice-${version}.x86_64.rpm`);
const TAR = join(ROOT, 'dist', `sluice-${version}.tar.gz`);
const SIZE = 3 * 2 ** 20;
const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

test.beforeAll(async () => {
  test.setTimeout(900_000);
  const env = { ...process.env, SLUICE_LOCAL_TOOLS: '1', ELECTRON_BUILDER_COMPRESSION_LEVEL: '1' };
  await run(process.execPath, ['scripts/package.mjs', 'deb', 'rpm', 'tar.gz', '--test-build', '--if-changed'], {
    cwd: ROOT,
    env,
    maxBuffer: 2 ** 26,
  });
});

test('the archive starts from wherever it is unpacked, and keeps everything there when it is portable', async ({
  folders,
  server,
}) => {
  const place = await mkdtemp(join(tmpdir(), 'sluice-tar-'));
  try {
    await run('tar', ['-xzf', TAR, '-C', place, '--strip-components=1']);
    const url = server.serve('/tar.bin', { size: SIZE, seed: 21 });
    const args = [...rootSwitches(), url, '--exit-when-done'];
    await run(join(place, 'sluice'), args, { env: appEnvironment(folders) });
    expect(firstWrongByte(21, 0, await readFile(join(folders.downloads, 'tar.bin')))).toBeNull();

    const data = join(place, 'Sluice-data');
    await mkdir(data);
    const unsaid = { SLUICE_USER_DATA: '', SLUICE_DOWNLOADS: '', HOME: join(place, 'home'), XDG_CONFIG_HOME: '' };
    await run(join(place, 'sluice'), args, { env: appEnvironment(folders, unsaid) });
    expect(firstWrongByte(21, 0, await readFile(join(data, 'downloads', 'tar.bin')))).toBeNull();
    expect(await isThere(join(data, 'user-data', 'library.db'))).toBe(true);
    expect(await isThere(join(place, 'home', '.config', 'Sluice'))).toBe(false);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
});

test('the deb is installed, downloads in window and terminal, and leaves nothing behind', async ({
  start,
  folders,
  server,
}) => {
  test.skip(process.getuid?.() !== 0, 'only root installs packages');
  // The names of its dependencies are the affair of the distribution; their libraries are there.
  await run('dpkg', ['--force-depends', '-i', DEB]);
  try {
    const entry = await readFile('/usr/share/applications/sluice.desktop', 'utf8');
    expect(entry).toContain('Exec=/opt/Sluice/sluice %U');
    expect(entry).toContain('MimeType=application/metalink4+xml;application/metalink+xml;x-scheme-handler/sluice;');
    for (const action of ['--add', '--pause-all', '--resume-all']) {
      expect(entry).toContain(`Exec=/opt/Sluice/sluice ${action}`);
    }
    expect(await isThere('/usr/share/icons/hicolor/256x256/apps/sluice.png')).toBe(true);

    // The command line has no display and finds no Node.
    const bare = { PATH: '/usr/bin:/bin', HOME: folders.userData };
    expect((await run('sluice', ['--version'], { env: bare })).stdout).toBe(`${version}\n`);
    const url = server.serve('/cli.bin', { size: SIZE, seed: 22 });
    await run('sluice', ['get', url, '-d', folders.downloads], { env: bare });
    expect(firstWrongByte(22, 0, await readFile(join(folders.downloads, 'cli.bin')))).toBeNull();

    const app = await start({ executable: '/opt/Sluice/sluice', args: ['--add'] });
    await expect(app.page.getByTestId('add-sheet')).toBeVisible();
    await app.command('downloads:add', { urls: [server.serve('/deb.bin', { size: SIZE, seed: 23 })] });
    await expect.poll(async () => (await app.list())[0]?.status).toBe('finished');
    await app.quit();
  } finally {
    await run('dpkg', ['--purge', 'sluice']);
  }
  for (const path of ['/opt/Sluice', '/usr/bin/sluice', '/usr/share/applications/sluice.desktop']) {
    expect(await isThere(path), path).toBe(false);
  }
});

test('the rpm holds the same', async () => {
  const { stdout } = await run('rpm', ['-qpl', RPM], { maxBuffer: 2 ** 24 });
  const files = stdout.split('\n');
  for (const path of [
    '/opt/Sluice/sluice',
    '/opt/Sluice/resources/app.asar',
    '/opt/Sluice/resources/cli/sluice.mjs',
    '/usr/bin/sluice',
    '/usr/share/applications/sluice.desktop',
    '/usr/share/mime/packages/sluice.xml',
    '/usr/share/icons/hicolor/512x512/apps/sluice.png',
  ]) {
    expect(files).toContain(path);
  }
});
