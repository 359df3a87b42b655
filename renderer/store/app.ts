import type { i18n as I18n } from 'i18next';
import type { Bridge } from '../bridge.ts';
import { chooseLanguage, createI18n } from '../i18n/index.ts';
import { createActions, type Actions } from './actions.ts';
import { createAnnouncements } from './announcements.ts';
import { createClipboard, type ClipboardSide } from './clipboard.ts';
import { createData, type DataSide } from './data.ts';
import { createDesktop, type DesktopSide } from './desktop.ts';
import { createGroups, type Groups } from './groups.ts';
import { createAdding, type Adding } from './adding.ts';
import { createFeed, type Feed } from './feed.ts';
import { createHooks, type HooksSide } from './hooks.ts';
import { createHistory, type History } from './history.ts';
import { createIdentity, type Identity } from './identity.ts';
import { createLicences, type LicencesSide } from './licences.ts';
import { createPreviews, type Previews } from './previews.ts';
import { createQueues, type QueuesHolder } from './queues.ts';
import { rememberView } from './remember.ts';
import { createRemote, type RemoteHolder } from './remote.ts';
import { createSelection, prune, type SelectionStore } from './selection.ts';
import { createSettings, type SettingsHolder } from './settings.ts';
import { createUi, type Ui } from './ui.ts';
import { createUpdates, type UpdatesHolder } from './updates.ts';
import { createView, type ViewStore } from './view.ts';
import { createVisible, type VisibleStore } from './visible.ts';

/** Everything behind the window, without React: wiring only. */
export interface App {
  readonly feed: Feed;
  readonly settings: SettingsHolder;
  readonly view: ViewStore;
  readonly visible: VisibleStore;
  readonly queues: QueuesHolder;
  readonly remote: RemoteHolder;
  readonly hooks: HooksSide;
  readonly updates: UpdatesHolder;
  readonly groups: Groups;
  readonly identity: Identity;
  readonly selection: SelectionStore;
  readonly history: History;
  readonly ui: Ui;
  readonly adding: Adding;
  readonly previews: Previews;
  readonly actions: Actions;
  readonly desktop: DesktopSide;
  readonly clipboard: ClipboardSide;
  readonly data: DataSide;
  readonly licences: LicencesSide;
  readonly i18n: I18n;
  /** Subscribes to the main process. Returns the function that ends it. */
  start(): () => void;
  /** Asks how much space is left in the download folder. */
  refreshFreeSpace(): void;
}

export interface Clock {
  /** Wall clock, epoch ms. */
  readonly wall: () => number;
  /** Monotonic, ms. */
  readonly steady: () => number;
}

/** The main process is asked for free space at most this often while downloads run, ms. */
const FREE_SPACE_INTERVAL = 20_000;

export function createApp(bridge: Bridge, clock: Clock, systemLanguages: readonly string[]): App {
  const feed = createFeed(bridge);
  const settings = createSettings(bridge);
  const view = createView();
  const selection = createSelection();
  const adding = createAdding();
  const previews = createPreviews(bridge);
  const ui = createUi(clock.wall, adding);
  const i18n = createI18n(chooseLanguage('system', systemLanguages));
  const queues = createQueues(bridge);
  const identity = createIdentity(bridge, ui);
  const remote = createRemote(bridge);
  const updates = createUpdates(bridge);
  const groups = createGroups(feed, settings);
  const visible = createVisible({
    ...{ feed, view, groups, now: clock.steady },
    statusNames: () => i18n.t('status', { returnObjects: true }),
    isHeld: () => ui.store.getState().holdsOrder,
  });
  const history = createHistory(feed, clock.steady);
  const actions = createActions({ bridge, feed, ui, selection, settings, view });

  const desktop = createDesktop({ bridge, ui, view, selection });
  const clipboard = createClipboard({ bridge, feed, settings, ui });

  let askedAt = -Infinity;
  function refreshFreeSpace(): void {
    const directory = settings.store.getState().settings.directory || (ui.store.getState().info?.directory ?? '');
    if (directory === '') return;
    askedAt = clock.steady();
    void actions.freeSpace(directory).then((freeBytes) => {
      ui.store.setState({ freeBytes });
    });
  }
  /** A running download uses up space: asked again as deltas come in, by no timer. */
  function refreshWhenStale(): void {
    if (clock.steady() - askedAt < FREE_SPACE_INTERVAL) return;
    if (feed.totals().counts.active > 0) refreshFreeSpace();
  }

  function followLanguage(): void {
    const info = ui.store.getState().info;
    const language = chooseLanguage(settings.store.getState().settings.language, info?.languages ?? systemLanguages);
    if (language === i18n.language) return;
    void i18n.changeLanguage(language).then(visible.refresh);
  }

  function start(): () => void {
    const stops = [
      settings.store.subscribe((state, before) => {
        followLanguage();
        if (state.settings.directory !== before.settings.directory) refreshFreeSpace();
        if (state.settings.categories !== before.settings.categories) visible.refresh();
      }),
      feed.store.subscribe(() => {
        ui.noticeTime();
        refreshWhenStale();
      }),
      visible.start(),
      ui.store.subscribe(({ holdsOrder }, before) => {
        if (before.holdsOrder && !holdsOrder) visible.release();
      }),
      visible.store.subscribe(({ ids }, before) => {
        selection.setState(prune(selection.getState(), before.ids, ids));
      }),
      history.start(),
      createAnnouncements({ feed, ui, wall: clock.wall }).start(),
      bridge.on('add:open', ({ text, found }) => {
        ui.openAdd(text, found);
      }),
      desktop.start(),
      rememberView({ view, ui, settings, queues }),
      clipboard.start(),
      settings.start(),
      queues.start(),
      identity.start(),
      remote.start(),
      updates.start(),
      feed.start(),
    ];
    bridge.command('app:info').then(
      (info) => {
        ui.store.setState({ info });
        followLanguage();
        refreshFreeSpace();
      },
      () => undefined,
    );
    return () => {
      for (const stop of stops) stop();
    };
  }

  return {
    feed,
    settings,
    view,
    visible: visible.store,
    queues,
    remote,
    hooks: createHooks(bridge),
    updates,
    groups,
    identity,
    selection,
    history,
    ui,
    adding,
    previews,
    actions,
    desktop,
    clipboard,
    data: createData(bridge),
    licences: createLicences(bridge, ui),
    i18n,
    start,
    refreshFreeSpace,
  };
}
