// @ts-check
import { isRoot } from './electron/runtime.mjs';
import { say } from './say.mjs';

/**
 * The switches Electron needs on this machine; they go behind the app's path,
 * so that `process.argv.slice(2)` is the app's business in either case.
 * @param {{ virtualDisplay: boolean }} where
 */
export function electronSwitches({ virtualDisplay }) {
  const switches = [];
  if (isRoot()) {
    say('Running as root, where Chromium has no sandbox: passing --no-sandbox. Another user gets the real one.');
    switches.push('--no-sandbox');
  }
  // Without a desktop Chromium logs a dozen harmless errors about its buses and
  // its GPU; they would bury the downloads' progress.
  if (virtualDisplay) switches.push('--log-level=3');
  return switches;
}
