// @ts-check
import { ensureBuilt } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { hasDisplay, testsBringDisplay } from './display.mjs';
import { ensureElectron } from './electron/provide.mjs';
import { withSetupLock } from './lock.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * From a bare clone to something that can start. What takes the person's hand
 * (system packages) comes first, so that nothing is half done when it stops there.
 * Nothing here may import from node_modules at load time: it is not there yet.
 * @param {{ tests?: boolean, electron?: boolean, build?: boolean, packaging?: boolean, browser?: boolean, wayland?: boolean }} wants
 */
export async function setUp({
  tests = false,
  electron = true,
  build = true,
  packaging = false,
  browser = false,
  wayland = false,
}) {
  await withSetupLock(async () => {
    if (electron) {
      const display = tests ? testsBringDisplay() : !hasDisplay();
      await ensureSystemPackages({ display, tests, packaging, browser, wayland });
    }
    await ensureDependencies();
    if (electron) await ensureElectron();
    if (build) await ensureBuilt();
  });
}

/**
 * The frame of every command: errors meant for the person without a stack,
 * and always a non-zero exit code when something failed.
 * @param {() => Promise<number>} work resolves to the exit code
 */
export async function main(work) {
  const { ensureNode } = await import('./node.mjs');
  const { sayError } = await import('./say.mjs');
  const { stoppedBy } = await import('./run.mjs');
  try {
    await ensureNode();
    process.exitCode = await work();
  } catch (error) {
    sayError(error);
    process.exitCode = stoppedBy() ? 130 : 1;
  }
}
