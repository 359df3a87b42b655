import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BaseUpdater } from 'electron-updater';
import type { UpdateProblem } from '../../../shared/ipc/update.ts';
import { describeFeed, type UpdateSource } from './source.ts';

/** Asks a feed for a newer version, fetches it, and puts it in place. */
export interface Updater {
  /** The newer version, `null` when there is none. @throws {UpdateError} */
  check(): Promise<string | null>;
  /** Fetches what `check` has found and proves its checksum and signature. @throws {UpdateError} */
  download(onProgress: (receivedBytes: number, sizeBytes: number) => void): Promise<void>;
  /**
   * Puts what was fetched in place of this program, which has to end right after.
   * @param relaunch starts the new one
   * @returns whether it was done
   */
  install(relaunch: boolean): boolean;
}

export class UpdateError extends Error {
  constructor(
    readonly problem: UpdateProblem,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** The library's own parts that would tell who asks. */
interface Inside {
  /** A random number that stays the same: sent along, so that a feed can serve a new version to some first. */
  stagingUserIdPromise: unknown;
  computeFinalHeaders: (headers: Record<string, string>) => Record<string, string>;
  readonly app: object;
}

/** @param userData absolute path of the folder that holds everything of the program, what is fetched too */
export async function openUpdater(source: UpdateSource, userData: string): Promise<Updater> {
  const updater = await createUpdater();
  updater.autoDownload = false;
  // The one way out of the program decides, after the checkpoints.
  updater.autoInstallOnAppQuit = false;
  updater.disableWebInstaller = true;
  updater.logger = null;
  // Also where this is no AppImage: there it is only asked.
  updater.forceDevUpdateConfig = true;
  updater.isUserWithinRollout = () => true;
  const inside = updater as unknown as Inside;
  inside.stagingUserIdPromise = { value: Promise.resolve('') };
  inside.computeFinalHeaders = (headers) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'x-user-staging-id'));
  Object.defineProperty(inside.app, 'baseCachePath', { value: userData });
  const feed = join(userData, 'update-feed.yml');
  mkdirSync(userData, { recursive: true });
  writeFileSync(feed, describeFeed(source));
  updater.updateConfigPath = feed;

  return {
    async check() {
      const found = await updater.checkForUpdates().catch(refuse);
      return found?.isUpdateAvailable ? found.updateInfo.version : null;
    },
    async download(onProgress) {
      const note = ({ transferred, total }: { transferred: number; total: number }): void =>
        onProgress(transferred, total);
      updater.on('download-progress', note);
      await updater
        .downloadUpdate()
        .catch(refuse)
        .finally(() => updater.off('download-progress', note));
    },
    install: (relaunch) => updater.install(true, relaunch),
  };
}

async function createUpdater(): Promise<BaseUpdater> {
  if (process.platform === 'win32') {
    const { NsisUpdater } = await import('electron-updater/out/NsisUpdater.js');
    return new NsisUpdater();
  }
  // Elsewhere than in an AppImage nothing is put in place: it only asks, and any of the library's classes asks alike.
  const { AppImageUpdater } = await import('electron-updater/out/AppImageUpdater.js');
  return new AppImageUpdater();
}

const PROBLEMS: Readonly<Record<string, UpdateProblem>> = {
  ERR_CHECKSUM_MISMATCH: 'damaged',
  ERR_UPDATER_INVALID_SIGNATURE: 'damaged',
  ERR_UPDATER_NO_CHECKSUM: 'unreadable',
  ERR_UPDATER_INVALID_UPDATE_INFO: 'unreadable',
  ERR_UPDATER_INVALID_VERSION: 'unreadable',
  ERR_UPDATER_NO_FILES_PROVIDED: 'unreadable',
  ERR_UPDATER_CHANNEL_FILE_NOT_FOUND: 'unreadable',
};

/** @throws {UpdateError} always */
function refuse(error: unknown): never {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const isNetwork = /^HTTP_ERROR_|^E[A-Z]+$/.test(code) || message.startsWith('net::');
  throw new UpdateError(PROBLEMS[code] ?? (isNetwork ? 'unreachable' : 'other'), error);
}
