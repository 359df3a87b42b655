/** The composition root: makes the parts and ties them together. Whatever decides something lives in a part. */
import { app, Menu, net, powerMonitor, safeStorage, session } from 'electron';
import { followAppEvents } from './app/app-events.ts';
import type { Launch } from './app/launch/arguments.ts';
import { systemClock as clock } from './app/clock.ts';
import { createClosing } from './app/window/closing.ts';
import { createBasket } from './app/basket/basket.ts';
import { createCommands } from './app/commands/commands.ts';
import { shownRules, shownSignIns } from './app/commands/identity.ts';
import { createCore } from './app/core.ts';
import { createDataCommands } from './app/data/commands.ts';
import { createDesktop } from './app/desktop/desktop.ts';
import { allowProgram, failToStart, tellSetAside } from './app/dialogs.ts';
import { readEnvironment, readLaunch } from './app/environment.ts';
import { moveToTrash } from './app/commands/files.ts';
import { systemActions } from './app/commands/system.ts';
import { folderMemory } from './app/folder-memory.ts';
import { guardPages, guardSession } from './app/window/guard.ts';
import { appInfo } from './app/info.ts';
import { createLicenceCommands } from './app/licences/licences.ts';
import { catchHandOvers } from './app/launch/hand-overs.ts';
import { beginLaunch, takeOver } from './app/launch/launch.ts';
import { journal, logDefects, logProblem } from './app/log.ts';
import { watchNetwork } from './app/network-watch.ts';
import { followBrowserSetting } from './app/browser/integration.ts';
import { Page } from './app/window/page.ts';
import { Quit } from './app/quit.ts';
import { registerAppScheme, serveAppScheme } from './app/window/scheme.ts';
import { keepHooks } from './app/hooks/hooks.ts';
import { openRemoteSide } from './app/remote/index.ts';
import { leave, openUpdateSide } from './app/update/index.ts';
import { systemProxy } from './app/system-proxy.ts';
import { createSecretBox } from './app/secret-box.ts';
import { bringToFront, createWindow, followScreens, remember, settleWindow } from './app/window/window.ts';
import { createDispatcher } from './ipc/dispatcher.ts';
import { createFeed } from './ipc/feed.ts';
import { serveCommands } from './ipc/serve.ts';
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
    .then(() => run(launch))
    .catch((error: unknown) => failToStart(error, !launch.exitWhenDone && !launch.printProgress));
}

function run(given: Launch): void {
  guardSession(session.defaultSession, trustedOrigins);
  serveAppScheme(session.defaultSession.protocol, environment.renderer);

  const window = createWindow({
    ...environment,
    onVisibility: (isVisible) => feed.setVisible(isVisible),
    onCrash: (reason) => logProblem('the window crashed', reason),
  });
  const secretBox = createSecretBox(safeStorage, process.platform);
  const core = createCore({
    ...environment,
    secretBox,
    clock,
    trash: moveToTrash,
    systemProxy: systemProxy(session.defaultSession, process.env),
    onProblem: logProblem,
  });
  const { library, engine, activity } = core;
  const { settings } = library;

  settleWindow(window, {
    ...{ memory: library.memory, clock, startsHidden: given.hidden },
    onClose: () => closing(),
  });
  const leaveScreens = followScreens(window, library.memory, clock);
  const page = new Page(window);
  const feed = createFeed({
    source: engine,
    clock,
    send: (delta) => page.tell('feed:delta', delta),
    record: () => core.keeper.flush(),
  });
  engine.subscribe(feed.note);
  const network = watchNetwork({
    engine,
    clock,
    isActive: () => activity.isActive,
    isOnline: () => net.isOnline(),
  });
  activity.subscribe(() => network.look());
  powerMonitor.on('resume', () => network.woke());
  settings.subscribe((value) => page.tell('settings:changed', value));
  const { hostRules, signIns } = library;
  const hasKeyStore = (): boolean => secretBox.isAvailable();
  hostRules.subscribe(() => page.tell('host-rules:changed', shownRules(hostRules)));
  signIns.subscribe(() => page.tell('sign-ins:changed', shownSignIns(signIns, hasKeyStore)));
  engine.queues.subscribe(() => page.tell('queues:changed', [...engine.queues.list()]));

  const quit = new Quit({
    clock,
    async stop() {
      window.hide();
      try {
        basket.close();
      } finally {
        // Whatever becomes of the basket's place.
        await Promise.all([engine.shutdown(), remote.close(), hooks.close()]);
      }
    },
    release() {
      remember(window, library.memory);
      leaveScreens();
      feed.close();
      leaveBrowser();
      network.close();
      updates.close();
      core.release();
      desktop.destroy();
    },
    exit: (code) => leave(app, updates, code),
    usualCode: () => exitCode(),
    onError: logProblem,
  });
  // While the page's process starts, the list is taken back: 10,000 downloads take a while.
  core.restore();
  const desktop = createDesktop({
    core,
    environment,
    clock,
    window,
    network,
    quit: () => quit.begin(),
    openAdd: page.openAdd,
    run: page.run,
    reveal: page.reveal,
    offerLinks: (links) => page.tell('clipboard:links', { links: [...links] }),
  });
  const hooks = keepHooks({
    ...{ engine, store: library.hooks, report: (text: string) => journal.write(text) },
    confirm: (command) => allowProgram(window, desktop.words(), command),
  });
  const remote = openRemoteSide({
    ...{ core, userData: environment.userData, version: app.getVersion(), secretBox, onProblem: logProblem },
    quit: () => quit.begin(),
    tell: (state) => page.tell('remote:changed', state),
  });
  const updates = openUpdateSide({
    ...{ app, userData: environment.userData, settings, clock, onProblem: logProblem },
    isActive: () => activity.isActive,
    quit: () => quit.begin(),
    tell: (state) => page.tell('update:changed', state),
  });
  desktop.power.subscribe((state) => page.tell('desktop:changed', state));

  const closing = createClosing({ window, settings, activity, words: desktop.words, quit: () => quit.begin() });
  const basket = createBasket({
    ...{ environment, settings, memory: library.memory, activity, clock, words: desktop.words, openAdd: page.openAdd },
    show: () => bringToFront(window),
    onCrash: (reason) => logProblem('the drop basket crashed', reason),
  });
  const system = systemActions(window, environment.icon);
  const handlers = createCommands({
    engine,
    actions: core.actions,
    settings,
    folders: folderMemory(library.memory),
    desktop: { power: desktop.power, journal },
    identity: { hostRules, signIns, hasKeyStore, proxyOf: core.proxyOf },
    basket: basket.handlers,
    data: createDataCommands({
      ...{ engine, library, window, words: desktop.words, wallNow: Date.now },
      folder: () => app.getPath('documents'),
    }),
    remote,
    hooks,
    updates,
    licences: createLicenceCommands({ root: app.getAppPath(), program: process.execPath, openFile: system.openFile }),
    system,
    addDefaults: core.addDefaults,
    info: () => appInfo(app, core.addDefaults().directory),
    feed() {
      page.noteListening();
      return feed.snapshot();
    },
  });
  const dispatch = createDispatcher({ handlers, trustedOrigins, onDefect: logProblem });
  serveCommands(dispatch, { window: () => window, basket: basket.window });

  const leaveBrowser = followBrowserSetting({
    ...{ app, settings, engine, clock, actions: core.actions, addDefaults: core.addDefaults, onProblem: logProblem },
    userData: environment.userData,
    show: () => bringToFront(window),
  });

  const launching = { core, clock, openAdd: page.openAdd, quit: (code: number) => quit.begin(code) };
  followAppEvents({ app, window, quit, handOvers, takeOver: (handedOver) => takeOver(launching, handedOver) });
  if (library.setAside !== null) void tellSetAside(window, desktop.words(), library.setAside);
  const exitCode = beginLaunch(launching, given);
}
