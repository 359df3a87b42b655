/**
 * The first thing that runs: which of the program's three shapes this start wants. The command line and the browser's
 * helper end before Electron is ready, so they need no display and open nothing. Each is loaded only when it is meant.
 */
import { app } from 'electron';
import { runBrowserHelper } from './app/browser/start.ts';
import { chooseShape } from './app/launch/shape.ts';
import { runCommandLine } from './app/launch/command-line.ts';
import { portableVariables } from './app/launch/portable.ts';

const { platform, execPath, env } = process;
Object.assign(env, portableVariables({ isPackaged: app.isPackaged, platform, executable: execPath, variables: env }));
const shape = chooseShape(process.argv, Boolean(process.defaultApp));
// Electron waits with `ready` until this module is loaded: what is awaited here runs before it.
if (shape.kind === 'command-line') await runCommandLine(app, shape.args);
else if (shape.kind === 'browser-helper') await runBrowserHelper(app);
else await import('./main.ts');
