// @ts-check
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { run } from '../run.mjs';
import { progress } from '../say.mjs';
import { packageDir, wantedVersion } from './runtime.mjs';

/** A download that moves is never cut off; one that is silent this long is given up. */
const SILENCE_MS = 12_000;

/**
 * Electron's own download, in two steps because its installer has neither a
 * time-out nor an early sign of life: the archive comes through the same
 * library into the same cache (it honours ELECTRON_MIRROR and checks the
 * SHA-256 that the package ships), then the installer finds it there and unpacks it.
 * @returns {Promise<string | null>} why it could not be had, or null when it is in place
 */
export async function installOfficial() {
  const require = createRequire(join(packageDir, 'package.json'));
  const stall = new AbortController();
  const giveUp = () => stall.abort(new Error(`no answer for ${SILENCE_MS / 1000} s`));
  let timer = setTimeout(giveUp, SILENCE_MS);
  /** @type {ReturnType<typeof progress> | undefined} */
  let bar;
  try {
    const { downloadArtifact } = await import(pathToFileURL(require.resolve('@electron/get')).href);
    await downloadArtifact({
      version: wantedVersion(),
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      cacheRoot: process.env.electron_config_cache,
      checksums: require('./checksums.json'),
      downloadOptions: {
        quiet: true,
        signal: stall.signal,
        /** @param {{ transferred: number, total: number | null }} state */
        getProgressCallback: async ({ transferred, total }) => {
          clearTimeout(timer);
          timer = setTimeout(giveUp, SILENCE_MS);
          if (!total) return;
          bar ??= progress(`Electron ${wantedVersion()}`, total);
          bar.update(transferred);
        },
      },
    });
  } catch (error) {
    return reason(error);
  } finally {
    clearTimeout(timer);
    bar?.end();
  }
  const { code, output } = await run(process.execPath, [join(packageDir, 'install.js')], { stdio: 'capture' });
  return code === 0 ? null : (output.trim().split('\n')[0] ?? `the installer ended with code ${code}`);
}

/** @param {unknown} error `fetch failed` says nothing; its cause does */
function reason(error) {
  const { message, cause } = /** @type {Error & { cause?: NodeJS.ErrnoException }} */ (error);
  return cause?.code ?? cause?.message ?? message;
}
