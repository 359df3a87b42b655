import { join } from 'node:path';
import { proxyPlace } from '../../shared/proxy.ts';
import { limitNow, type Settings } from '../../shared/settings.ts';
import {
  CEILING_LIFE_MS,
  createEngine,
  environmentProxies,
  hostMemory,
  waysTo,
  type Engine,
  type EngineOptions,
  type ProxyDefaults,
  type SystemProxy,
} from '../engine/index.ts';
import { keepDownloads, openLibrary, type Keeper, type Library, type SecretBox } from '../library/index.ts';
import { Activity } from './desktop/activity.ts';
import type { AddDefaults } from './commands/add.ts';
import { categoryDirectory } from './commands/category-directory.ts';
import type { Clock } from './clock.ts';
import { createListActions, type ListActions } from './commands/list-actions.ts';
import { createTerms, type Terms } from './hosts/terms.ts';
import { keepSlowMode } from './slow-mode.ts';

/** The app without a window: the engine, the library, and what ties them together. */
export interface Core {
  readonly library: Library;
  readonly engine: Engine;
  readonly keeper: Keeper;
  readonly activity: Activity;
  readonly actions: ListActions;
  /** Where and how downloads are added when nothing else is said. */
  addDefaults(): Required<AddDefaults>;
  /** The proxy that a link is reached by, as things stand; `null`: none. @param own what the download itself says */
  proxyOf(link: string, own: string | undefined): Promise<string | null>;
  /** Takes the stored list back and goes on with what was running. Once. */
  restore(): void;
  /** After the engine's shutdown: writes what is left and lets go of the file. */
  release(): void;
}

export interface CoreOptions {
  /** Absolute path of the folder for the program's own files. */
  readonly userData: string;
  /** Absolute path of the folder for downloads when the settings name none. */
  readonly downloads: string;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly trash: (path: string) => Promise<void>;
  /** What the system says of a URL; absent: what the environment says. */
  readonly systemProxy?: SystemProxy;
  readonly onProblem: (what: string, error: unknown) => void;
}

/** @throws {NewerLibraryError} */
export function createCore(options: CoreOptions): Core {
  const { clock, onProblem } = options;
  const library = openLibrary({
    path: join(options.userData, 'library.db'),
    now: new Date(),
    secretBox: options.secretBox,
    onUnreadable: (id, reason) => onProblem(`download ${id} cannot be read`, reason),
  });
  const { settings } = library;
  // Before the engine begins: an edge that passed while the program was away holds from the first byte on.
  const stopSlowMode = keepSlowMode({ settings, memory: library.memory, clock, wallNow: Date.now });
  const hosts = hostMemory(Date.now, {
    known: library.hosts.since(Date.now() - CEILING_LIFE_MS),
    keep(host, learnt) {
      try {
        library.hosts.save(host, learnt);
      } catch (error) {
        // Worth a few refused connections, not a download.
        onProblem('what a host allows cannot be written', error);
      }
    },
  });
  const { hostRules, signIns } = library;
  const terms = (): Terms => createTerms({ rules: hostRules.list(), signIn: signIns.get });
  let hostTerms = terms();
  const proxies = ({ proxy, proxyBypass }: Settings): ProxyDefaults => ({
    proxy,
    bypass: proxyBypass,
    signIn: (address) => signIns.get(proxyPlace(address) ?? ''),
  });
  const everything = (): EngineOptions => ({
    ...engineOptions(settings.get()),
    proxies: proxies(settings.get()),
    hostTerms,
  });
  const engine = createEngine(everything(), { hosts, systemProxy: options.systemProxy });
  const stored = library.downloads.all();
  const keeper = keepDownloads({
    engine,
    store: library.downloads,
    queueStore: library.queues,
    stored,
    clock,
    onError: (error) => onProblem('the list of downloads cannot be written', error),
  });
  const activity = new Activity(engine, clock);
  engine.subscribe((event) => activity.note(event));
  settings.subscribe(() => engine.configure(everything()));
  hostRules.subscribe(() => {
    hostTerms = terms();
    engine.configure({ hostTerms });
  });
  return {
    library,
    engine,
    keeper,
    activity,
    actions: createListActions({ engine, trash: options.trash }),
    addDefaults() {
      const { directory, connections, conflictPolicy, categories } = settings.get();
      const ofCategory = categoryDirectory(categories);
      return {
        directory: directory || options.downloads,
        connections,
        conflictPolicy,
        defaultsFor(link, categoryId) {
          const rule = hostTerms.forLink(link.url);
          // A choice made for these very links is more than a rule.
          const chosen = categoryId === undefined ? null : ofCategory(link, categoryId);
          const sorted = categoryId === undefined ? ofCategory(link) : null;
          return { directory: chosen ?? (rule?.directory || sorted), connections: rule?.connections ?? null };
        },
      };
    },
    async proxyOf(link, own) {
      const system = options.systemProxy ?? environmentProxies(process.env);
      const named = hostTerms.complete({ url: link, proxy: own }).proxy;
      const [way = 'direct'] = await waysTo(new URL(link), named, proxies(settings.get()), system);
      return way === 'direct' ? null : way;
    },
    restore() {
      try {
        engine.restore(stored, library.queues.all());
      } catch (error) {
        // What could not be taken back is still stored; the rest of the program is of use without it.
        onProblem('the list of downloads could not be taken back whole', error);
      }
    },
    release() {
      stopSlowMode();
      activity.close();
      keeper.close();
      library.close();
    },
  };
}

const engineOptions = (settings: Settings): Omit<EngineOptions, 'proxies' | 'hostTerms'> => ({
  maxActiveDownloads: settings.maxActiveDownloads,
  maxActivePerHost: settings.maxActivePerHost,
  limitBytesPerSecond: limitNow(settings),
  network: { systemAuthorities: settings.systemCertificates, dnsOverHttps: settings.dnsOverHttps },
});
