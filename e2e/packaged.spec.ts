import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { firstWrongByte } from '../electron/engine/testing/index.ts';
import { ROOT, appEnvironment, rootSwitches } from './support/app.ts';
import { expect, test } from './support/test.ts';

test.skip(process.platform !== 'linux', 'knows the layout of the Linux package');

const PACKAGE = join(ROOT, 'dist', 'linux-unpacked');
const EXECUTABLE = join(PACKAGE, 'sluice');
const MIB = 2 ** 20;
const SIZE = 24 * MIB;
/** As it stands in the binary: the library keeps its enum for this to itself. */
const ENABLED = '1'.charCodeAt(0);

async function runToEnd(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

test.beforeAll(async () => {
  test.setTimeout(240_000);
  const packaging = await runToEnd(process.execPath, ['scripts/package.mjs', '--test-build', '--if-changed']);
  expect(packaging.code, packaging.output).toBe(0);
});

test('the packaged app downloads a file in its window', async ({ start, server, folders }) => {
  const app = await start({ executable: EXECUTABLE });
  expect(await app.electron.evaluate(({ app: main }) => main.isPackaged)).toBe(true);
  await expect(app.page).toHaveTitle(/Sluice/);

  await app.command('downloads:add', { urls: [server.serve('/packed.bin', { size: SIZE, seed: 11 })] });
  await expect.poll(async () => (await app.list())[0]?.status).toBe('finished');
  const bytes = await readFile(join(folders.downloads, 'packed.bin'));
  expect(bytes.length).toBe(SIZE);
  expect(firstWrongByte(11, 0, bytes)).toBeNull();
  await app.quit();
  expect(await app.exited()).toBe(0);
});

test('the packaged app runs from a terminal to its end', async ({ server, folders }) => {
  const url = server.serve('/from-terminal.bin', { size: SIZE, seed: 12 });
  const { code, output } = await runToEnd(
    EXECUTABLE,
    [...rootSwitches(), url, '--dir', folders.downloads, '--exit-when-done', '--print-progress'],
    appEnvironment(folders),
  );
  expect(code, output).toBe(0);
  expect(output).toContain('finished');
  expect(firstWrongByte(12, 0, await readFile(join(folders.downloads, 'from-terminal.bin')))).toBeNull();
});

test('a folder beside the program makes it portable', async ({ server, folders }) => {
  const data = join(PACKAGE, 'Sluice-data');
  await mkdir(data, { recursive: true });
  try {
    const unsaid = { SLUICE_USER_DATA: '', SLUICE_DOWNLOADS: '' };
    const { code, output } = await runToEnd(
      EXECUTABLE,
      [...rootSwitches(), server.serve('/portable.bin', { size: MIB, seed: 13 }), '--exit-when-done'],
      appEnvironment(folders, unsaid),
    );
    expect(code, output).toBe(0);
    expect(firstWrongByte(13, 0, await readFile(join(data, 'downloads', 'portable.bin')))).toBeNull();
    expect((await readdir(join(data, 'user-data'))).includes('library.db')).toBe(true);
  } finally {
    await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});

test('its fuses are set', async () => {
  const fuses = await getCurrentFuseWire(EXECUTABLE);
  const isOn = (fuse: FuseV1Options) => Number(fuses[fuse]) === ENABLED;
  expect(isOn(FuseV1Options.RunAsNode)).toBe(false);
  expect(isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(false);
  expect(isOn(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(false);
  expect(isOn(FuseV1Options.OnlyLoadAppFromAsar)).toBe(true);
  expect(isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(true);
  expect(isOn(FuseV1Options.EnableCookieEncryption)).toBe(true);
});

test('it carries the command line', async () => {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const cli = await runToEnd(process.execPath, [join(PACKAGE, 'resources', 'cli', 'sluice.mjs'), '--version']);
  expect(cli).toEqual({ code: 0, output: `${version}\n` });
});

test('its command line has the daemon, the man page and the completions, and needs no other Node', async ({
  server,
  folders,
}) => {
  const cli = join(PACKAGE, 'resources', 'cli', 'sluice');
  const env = { ...appEnvironment(folders), PATH: '/usr/bin:/bin' };
  const daemon = spawn(cli, ['daemon', '--rpc-listen-port=0', `--dir=${folders.downloads}`], { env });
  let output = '';
  for (const stream of [daemon.stdout, daemon.stderr]) stream.on('data', (text) => (output += String(text)));
  const ended = once(daemon, 'close') as Promise<[number | null]>;
  try {
    await expect.poll(() => output, { timeout: 30_000 }).toContain('listening on port');
    const added = await runToEnd(cli, ['add', server.serve('/daemon.bin', { size: MIB, seed: 13 })], env);
    // Chromium complains on stderr of a bus that a bare machine has not.
    expect(added.output).toMatch(/^[0-9a-f]{16}$/m);
    expect(added.code).toBe(0);
    const file = join(folders.downloads, 'daemon.bin');
    await expect
      .poll(() =>
        readFile(file).then(
          (bytes) => firstWrongByte(13, 0, bytes),
          () => 'none',
        ),
      )
      .toBeNull();
  } finally {
    daemon.kill('SIGTERM');
  }
  expect((await ended)[0], output).toBe(0);
  const share = join(PACKAGE, 'resources', 'cli', 'share');
  expect(await readFile(join(share, 'sluice.1'), 'utf8')).toContain('.TH SLUICE 1');
  expect(await readFile(join(share, 'sluice.bash'), 'utf8')).toContain('complete -F _sluice sluice');
});

test('it carries the licences of its parts', async () => {
  const licences = await readFile(join(PACKAGE, 'resources', 'LICENSES.parts.txt'), 'utf8');
  for (const part of ['react', 'undici', 'zod', 'libsql', '@fontsource-variable/inter', 'commander', 'electron']) {
    expect(licences).toMatch(new RegExp(`^${part} \\d`, 'm'));
  }
});
