/**
 * What must be before Electron is ready, and the window. The program itself is read while the page's process starts: it is
 * large, and a window that waited for it came a quarter of a second later.
 */
import { app, Menu, session } from 'electron';
import { readEnvironment, readLaunch } from './app/environment.ts';
import { catchHandOvers } from './app/launch/hand-overs.ts';
import type { Launch } from './app/launch/launch-schema.ts';
import { logDefects, logProblem } from './app/log.ts';
import { guardPages, guardSession } from './app/window/guard.ts';
import { registerAppScheme, serveAppScheme } from './app/window/scheme.ts';
import { createWindow } from './app/window/window.ts';
import { serveCommands } from './ipc/serve.ts';
import type { Program } from './program.ts';
import { EXIT_CODES } from '../shared/failures.ts';

logDefects();
const environment = readEnvironment(app, process.env);
const { trustedOrigins } = environment;
const launch = readLaunch(process.argv, Boolean(process.defaultApp));
registerAppScheme();
const handOvers = catchHandOvers(app);
guardPages({ app, trustedOrigins });
// Or Electron builds one of its own at every start, with developer tools in it. The app's comes with the desktop's parts.
if (process.platform !== 'darwin') Menu.setApplicationMenu(null);

if (launch === null) app.exit(EXIT_CODES.usage);
else if (!app.requestSingleInstanceLock(launch)) {
  if (launch.urls.length > 0) process.stdout.write('Sluice is running already: the links were handed to it.\n');
  app.exit(EXIT_CODES.done);
} else {
  app
    .whenReady()
    .then(() => begin(launch))
    .catch(async (error: unknown) => {
      const { failToStart } = await import('./app/dialogs.ts');
      await failToStart(error, !launch.exitWhenDone && !launch.printProgress);
    });
}

const NEVER = new Promise<never>(() => undefined);

async function begin(given: Launch): Promise<void> {
  guardSession(session.defaultSession, trustedOrigins);
  serveAppScheme(session.defaultSession.protocol, environment.renderer);
  const window = createWindow({
    ...environment,
    onCrash: (reason) => logProblem('the window crashed', reason),
  });
  const program = import('./program.ts').then(({ run }) =>
    // Told to quit meanwhile, Electron has taken the window and ends the process: nobody asks any more.
    window.isDestroyed() ? NEVER : run({ environment, launch: given, window, handOvers }),
  );
  let basketWindow: Program['basketWindow'] = () => null;
  // What the page asks before there is anybody to answer waits.
  serveCommands(async (...asked) => (await program).dispatch(...asked), {
    window: () => window,
    basket: () => basketWindow(),
  });
  ({ basketWindow } = await program);
}
