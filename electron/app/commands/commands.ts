import { existsSync } from 'node:fs';
import { SluiceError } from '../../../shared/failures.ts';
import type { AppInfo } from '../../../shared/ipc/contract.ts';
import type { FeedSnapshot } from '../../../shared/ipc/feed.ts';
import type { Engine } from '../../engine/index.ts';
import type { CommandHandlers } from '../../ipc/dispatcher.ts';
import type { SettingsStore } from '../../library/index.ts';
import type { Basket } from '../basket/basket.ts';
import type { DataCommands } from '../data/commands.ts';
import { addAll, type AddDefaults } from './add.ts';
import { createArrangeCommands } from './arrange.ts';
import { createIdentityCommands, type IdentityOptions } from './identity.ts';
import { createDesktopCommands, type DesktopCommandOptions } from './desktop.ts';
import { createLinkCommands, type FolderMemory } from './links.ts';
import type { AppHooks } from '../hooks/hooks.ts';
import type { LicenceCommands } from '../licences/licences.ts';
import type { RemoteControl } from '../remote/remote.ts';
import type { Updates } from '../update/index.ts';
import type { ListActions } from './list-actions.ts';
import { propertiesOf } from './properties.ts';
import { createHookCommands } from './hooks.ts';
import { createRemoteCommands } from './remote.ts';
import { Removed } from './removed.ts';
import { createUpdateCommands } from './update.ts';

const GONE = 'This download is not on the list any more.';

/** What the system does for a command. */
export interface SystemActions {
  /** Opens a file with its program. @throws {SluiceError} when it is gone or nothing opens it */
  openFile(path: string): Promise<void>;
  /** Opens the folder with the file, or the part file, selected. */
  showInFolder(path: string | null, directory: string): Promise<void>;
  /** Begins a drag of files for other programs. Absolute paths, at least one. */
  dragOut(paths: readonly string[]): void;
  /** `null` when dismissed. */
  chooseFolder(current: string): Promise<string | null>;
  /** Bytes, `null` when it cannot be told. */
  freeSpace(directory: string): Promise<number | null>;
}

export interface CommandOptions {
  readonly engine: Engine;
  readonly actions: ListActions;
  readonly settings: SettingsStore;
  readonly folders: FolderMemory;
  readonly desktop: DesktopCommandOptions;
  readonly identity: Omit<IdentityOptions, 'engine'>;
  readonly basket: Basket['handlers'];
  readonly data: DataCommands;
  readonly remote: RemoteControl;
  readonly hooks: AppHooks;
  readonly licences: LicenceCommands;
  readonly updates: Updates;
  readonly system: SystemActions;
  readonly addDefaults: () => AddDefaults;
  readonly info: () => AppInfo;
  readonly feed: () => FeedSnapshot;
}

/** What each command of the contract does. Requests come parsed; what is thrown becomes the failure shown. */
export function createCommands(options: CommandOptions): CommandHandlers {
  const {
    engine,
    actions,
    settings,
    folders,
    desktop,
    basket,
    data,
    remote,
    updates,
    system,
    addDefaults,
    info,
    feed,
  } = options;
  const download = (id: string) => {
    const found = engine.get(id);
    if (!found) throw new SluiceError('bad-option', GONE);
    return found;
  };
  const removed = new Removed(engine);
  return {
    ...createArrangeCommands(engine),
    ...createLinkCommands(folders, engine),
    ...createIdentityCommands({ ...options.identity, engine }),
    ...createDesktopCommands(desktop),
    ...basket,
    ...data,
    ...createRemoteCommands(remote),
    ...createHookCommands(options.hooks),
    ...options.licences,
    ...createUpdateCommands(updates),
    'downloads:add'(request) {
      const defaults = addDefaults();
      const result = addAll(engine, request, defaults);
      if (result.added.length > 0) folders.note(request.directory ?? defaults.directory);
      return result;
    },
    'downloads:pause': ({ ids }) => actions.pause(ids).then(nothing),
    'downloads:resume'({ ids }) {
      actions.resume(ids);
      return undefined;
    },
    'downloads:cancel': async ({ ids, keepPart }) => {
      const cancelled = await actions.cancel(ids, keepPart);
      if (keepPart) removed.remember(cancelled.removed);
      return cancelled.tooLate;
    },
    'downloads:remove': async ({ ids, deleteFile }) => {
      const kept = await actions.remove(ids, deleteFile);
      if (!deleteFile) removed.remember(kept);
    },
    'downloads:put-back': ({ ids }) => removed.putBack(ids),
    'downloads:pause-all': () => actions.pauseAll().then(nothing),
    'downloads:resume-all'() {
      actions.resumeAll();
      return undefined;
    },
    'downloads:set-url': ({ id, url }) => engine.setUrl(id, url).then(nothing),
    'downloads:rename': ({ id, name }) => engine.rename(id, name),
    'downloads:properties': ({ id }) => {
      const record = engine.record(id);
      if (!record) throw new SluiceError('bad-option', GONE);
      return propertiesOf(record);
    },
    'downloads:timeline': ({ id }) => [...engine.timeline(id)],
    'downloads:open-file': async ({ id }) => {
      const { status } = download(id);
      const path = engine.path(id);
      // Half a file is nothing to open, and the program that tried would lock it.
      if (status !== 'finished' || path === null) throw new SluiceError('bad-option', 'The file is not finished yet.');
      return system.openFile(path).then(nothing);
    },
    'downloads:show-in-folder': ({ id }) => {
      const { directory } = download(id);
      return system.showInFolder(engine.path(id), directory).then(nothing);
    },
    'downloads:drag-out'({ ids }) {
      const paths = finishedFiles(engine, ids);
      if (paths.length === 0) throw new SluiceError('bad-option', 'The file is not finished, or not there any more.');
      system.dragOut(paths);
      return undefined;
    },
    'folders:choose': ({ current }) => system.chooseFolder(current),
    'folders:free-space': ({ directory }) => system.freeSpace(directory),
    'feed:snapshot': feed,
    'settings:get': settings.get,
    'settings:update': settings.update,
    'app:info': info,
  };
}

const nothing = (): undefined => undefined;

/** Those of finished downloads that are still where they were put. */
const finishedFiles = (engine: Engine, ids: readonly string[]): string[] =>
  ids.flatMap((id) => {
    const path = engine.get(id)?.status === 'finished' ? engine.path(id) : null;
    return path !== null && existsSync(path) ? [path] : [];
  });
