import type { App } from 'electron';
import { tmpdir } from 'node:os';
import { readEnvironment } from '../environment.ts';
import { runHelper, startApart } from './helper.ts';
import { socketPath } from './socket-path.ts';

/** This start of the program is the browser's helper. It ends the process. */
export async function runBrowserHelper(app: App): Promise<void> {
  const { userData } = readEnvironment(app, process.env);
  const program = [...(app.isPackaged ? [] : [app.getAppPath()]), ...rootSwitches()];
  await runHelper({
    socketPath: socketPath(userData, process.platform, tmpdir()),
    stdin: process.stdin,
    stdout: process.stdout,
    startApp: () => startApart(process.env['APPIMAGE'] ?? process.execPath, program),
  });
  app.exit(0);
}

/** Chromium has no sandbox for root. */
const rootSwitches = (): string[] => (process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []);
