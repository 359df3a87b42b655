/**
 * The composition root: makes the parts and ties them together. Whatever decides something lives in a part. It is read while
 * the page's process starts (main.ts).
 */
import { app, net, powerMonitor, safeStorage, session, type BrowserWindow } from 'electron';
import { followAppEvents } from './app/app-events.ts';
import type { Launch } from './app/launch/launch-schema.ts';
import { systemClock as clock } from './app/clock.ts';
import { createClosing } from './app/window/closing.ts';
import { createBasket } from './app/basket/basket.ts';
import { createCommands } from './app/commands/commands.ts';
import { shownRules, shownSignIns } from './app/commands/identity.ts';
import { createCore } from './app/core.ts';
import { createDataCommands } from './app/data/commands.ts';
import { createDesktop } from './app/desktop/desktop.ts';
import { allowProgram, tellSetAside } from './app/dialogs.ts';
import type { Environment } from './app/environment.ts';
import { moveToTrash } from './app/commands/files.ts';
import { systemActions } from './app/commands/system.ts';
import { folderMemory } from './app/folder-memory.ts';
import { appInfo } from './app/info.ts';
import { createLicenceCommands } from './app/licences/licences.ts';
import type { HandOvers } from './app/launch/hand-overs.ts';
import { beginLaunch, takeOver } from './app/launch/launch.ts';
import { journal, logProblem } from './app/log.ts';
import { watchNetwork } from './app/network-watch.ts';
import { followBrowserSetting } from './app/browser/integration.ts';
import { Page } from './app/window/page.ts';
import { Quit } from './app/quit.ts';
import { keepHooks } from './app/hooks/hooks.ts';
import { openRemoteSide } from './app/remote/index.ts';
import { leave, openUpdateSide } from './app/update/index.ts';
import { systemProxy } from './app/system-proxy.ts';
import { createSecretBox } from './app/secret-box.ts';
import { followScreens, remember, settleWindow } from './app/window/settle.ts';
import { bringToFront, watchVisibility } from './app/window/window.ts';
import { createDispatcher, type Dispatch } from './ipc/dispatcher.ts';
import { createFeed } from './ipc/feed.ts';

export interface ProgramOptions {
  readonly environment: Environment;
  readonly launch: Launch;
  readonly window: BrowserWindow;
  /** When the window may be seen. */
  readonly drawn: Promise<void>;
  readonly handOvers: HandOvers;
}

export interface Program {
  readonly dispatch: Dispatch;
  readonly basketWindow: () => BrowserWindow | null;
}

/** @throws when the library cannot be opened */
export function run({ environment, launch, window, drawn, handOvers }: ProgramOptions): Program {
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
    ...{ memory: library.memory, drawn, startsHidden: launch.hidden },
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
  watchVisibility(window, (isVisible) => feed.setVisible(isVisible));
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
  const { trustedOrigins } = environment;
  const dispatch = createDispatcher({ handlers, trustedOrigins, onDefect: logProblem });

  const leaveBrowser = followBrowserSetting({
    ...{ app, settings, engine, clock, actions: core.actions, addDefaults: core.addDefaults, onProblem: logProblem },
    userData: environment.userData,
    show: () => bringToFront(window),
  });

  const launching = { core, clock, openAdd: page.openAdd, quit: (code: number) => quit.begin(code) };
  followAppEvents({ app, window, quit, handOvers, takeOver: (handedOver) => takeOver(launching, handedOver) });
  if (library.setAside !== null) void tellSetAside(window, desktop.words(), library.setAside);
  const exitCode = beginLaunch(launching, launch);
  return { dispatch, basketWindow: basket.window };
}
