import type { App } from 'electron';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DAEMON_KEY, type LoadDaemon } from '../../cli/daemon-key.ts';

const loadDaemon: LoadDaemon = () => import('../../cli/daemon/index.ts');

/**
 * Runs `sluice ARGUMENT…` on the Node inside Electron, so that packages bring a command line that needs no other Node.
 * The one file it is built to lies beside the app, where those who have Node can use it too. It ends the process.
 */
export async function runCommandLine(app: App, args: readonly string[]): Promise<void> {
  const file = app.isPackaged
    ? join(process.resourcesPath, 'cli', 'sluice.mjs')
    : join(app.getAppPath(), 'out', 'cli', 'sluice.js');
  process.argv = [process.execPath, file, ...args];
  Reflect.set(globalThis, DAEMON_KEY, loadDaemon);
  await import(pathToFileURL(file).href);
}
