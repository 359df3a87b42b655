/**
 * What must be before Electron is ready, and the window. The program itself is read when the page's document stands: it is
 * large, and the page is read through this process too.
 */
import { app, Menu, session } from 'electron';
import { systemClock as clock } from './app/clock.ts';
import { readEnvironment, readLaunch } from './app/environment.ts';
import { catchHandOvers } from './app/launch/hand-overs.ts';
import { holdEnd } from './app/launch/hold-end.ts';
import type { Launch } from './app/launch/launch-schema.ts';
import { logDefects, logProblem } from './app/log.ts';
import { guardPages, guardSession } from './app/window/guard.ts';
import { registerAppScheme, serveAppScheme } from './app/window/scheme.ts';
import { afterDocument } from './app/window/document.ts';
import { whenDrawn } from './app/window/reveal.ts';
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

async function begin(given: Launch): Promise<void> {
  guardSession(session.defaultSession, trustedOrigins);
  serveAppScheme(session.defaultSession.protocol, environment.renderer);
  const window = createWindow({
    ...environment,
    onCrash: (reason) => logProblem('the window crashed', reason),
  });
  const drawn = new Promise<void>((resolve) => {
    whenDrawn(window, clock, resolve);
  });
  const program = new Promise<void>((resolve) => void afterDocument(window.webContents, clock, resolve))
    .then(() => import('./program.ts'))
    .then(({ run }) => run({ environment, launch: given, window, drawn, handOvers }));
  let basketWindow: Program['basketWindow'] = () => null;
  // What the page asks before there is anybody to answer waits.
  serveCommands(async (...asked) => (await program).dispatch(...asked), {
    window: () => window,
    basket: () => basketWindow(),
  });
  const letEnd = holdEnd(app, window);
  try {
    ({ basketWindow } = await program);
  } finally {
    letEnd();
  }
}
