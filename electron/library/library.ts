import { DamagedDatabaseError, openDatabase, setDatabaseAside, useWriteAheadLog } from './database.ts';
import { createDownloadStore, type DownloadStore, type DownloadStoreOptions } from './downloads.ts';
import { createHostRuleStore, type HostRuleStore } from './host-rules.ts';
import { createHostStore, type HostStore } from './hosts.ts';
import { createHookStore, type HookStore } from './hooks.ts';
import { createKeyValues, type KeyValues } from './key-values.ts';
import { MIGRATIONS, assertKnownVersion, migrate } from './migrations.ts';
import { createQueueStore, type QueueStore } from './queues.ts';
import { createSettingsStore, type SettingsStore } from './settings.ts';
import { createSignInStore, type SignInStore } from './sign-ins.ts';

/** Everything that outlives the program, in one SQLite file. */
export interface Library {
  readonly downloads: DownloadStore;
  readonly queues: QueueStore;
  readonly hosts: HostStore;
  readonly hostRules: HostRuleStore;
  readonly signIns: SignInStore;
  readonly hooks: HookStore;
  readonly settings: SettingsStore;
  /** What the program remembers by itself, such as where the window stood. */
  readonly memory: KeyValues;
  /** Where a damaged file was put before this one was begun, or `null`. */
  readonly setAside: string | null;
  close(): void;
}

export interface LibraryOptions extends DownloadStoreOptions {
  /** Absolute path of the file; its folder exists. */
  readonly path: string;
  /** For the name of a damaged file that is set aside. */
  readonly now: Date;
  /** Only tests bring their own. */
  readonly migrations?: readonly string[];
}

/**
 * Opens the library, brings it to the present form, and begins a new one when the file is damaged.
 * @throws {NewerLibraryError} when a newer program wrote it; the file is left untouched
 * @throws {Error} when the file cannot be opened for another reason (rights, disk, another process)
 */
export function openLibrary(options: LibraryOptions): Library {
  try {
    return assemble(options, null);
  } catch (error) {
    if (!(error instanceof DamagedDatabaseError)) throw error;
    const time = options.now.toISOString().slice(0, 19).replaceAll(':', '-');
    return assemble(options, setDatabaseAside(options.path, `damaged-${time}`));
  }
}

function assemble(options: LibraryOptions, setAside: string | null): Library {
  const database = openDatabase(options.path);
  try {
    const migrations = options.migrations ?? MIGRATIONS;
    assertKnownVersion(database, options.path, migrations);
    useWriteAheadLog(database);
    migrate(database, migrations);
    const downloads = createDownloadStore(database, options);
    const queues = createQueueStore(database);
    const hosts = createHostStore(database);
    const settings = createSettingsStore(createKeyValues(database, 'settings'));
    const memory = createKeyValues(database, 'memory');
    const hostRules = createHostRuleStore(database, options.secretBox);
    const signIns = createSignInStore(database, options.secretBox);
    const hooks = createHookStore(memory, options.secretBox);
    const close = (): void => database.close();
    return { downloads, queues, hosts, hostRules, signIns, hooks, settings, memory, setAside, close };
  } catch (error) {
    database.close();
    throw error;
  }
}
