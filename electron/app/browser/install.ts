import { execFile } from 'node:child_process';
import { access, chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { browsersOf, helperScript, manifestFor, type Browser, type HelperProgram, type Places } from './manifests.ts';

const run = promisify(execFile);

export type Installation = Places & HelperProgram;

const helperPath = ({ userData, platform }: Installation): string =>
  join(userData, 'browser', platform === 'win32' ? 'helper.bat' : 'helper');

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * Makes the helper known to every browser of this user that is there. Only files in the user's own folders.
 * @returns the names of these browsers
 */
export async function installHelper(installation: Installation): Promise<string[]> {
  const helper = helperPath(installation);
  await mkdir(dirname(helper), { recursive: true });
  await writeFile(helper, helperScript(installation), { mode: 0o755 });
  await chmod(helper, 0o755);
  const told: string[] = [];
  for (const browser of browsersOf(installation)) {
    if (browser.folder !== null && !(await isThere(browser.folder))) continue;
    await mkdir(dirname(browser.manifest), { recursive: true });
    await writeFile(browser.manifest, manifestFor(browser.family, helper));
    await register(browser);
    told.push(browser.name);
  }
  return told;
}

/** Takes away all that {@link installHelper} may have made. */
export async function removeHelper(installation: Installation): Promise<void> {
  for (const { manifest, registryKey } of browsersOf(installation)) {
    await rm(manifest, { force: true });
    // A key that is not there is fine.
    if (registryKey !== null) await run('reg', ['delete', registryKey, '/f']).catch(() => undefined);
  }
  await rm(dirname(helperPath(installation)), { recursive: true, force: true });
}

async function register({ registryKey, manifest }: Browser): Promise<void> {
  if (registryKey !== null) await run('reg', ['add', registryKey, '/ve', '/t', 'REG_SZ', '/d', manifest, '/f']);
}
