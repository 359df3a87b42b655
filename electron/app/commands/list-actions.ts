import { SluiceError, failureClass } from '../../../shared/failures.ts';
import { isActive } from '../../../shared/status.ts';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import type { DownloadRecord, Engine } from '../../engine/index.ts';

/** What window, tray and menus do with several downloads at once. Ids that are gone meanwhile are passed over. */
export interface ListActions {
  /** Resolves when every checkpoint is on disk. */
  pause(ids: readonly string[]): Promise<void>;
  /** The same when the program does it: listeners of {@link onPause} do not hear of it. */
  hold(ids: readonly string[]): Promise<void>;
  /** @param listener is told what people pause, before it is */
  onPause(listener: (ids: readonly string[]) => void): void;
  resume(ids: readonly string[]): void;
  /**
   * A finished file is never a part to be thrown away: one that was finished before it could be stopped stays on the list,
   * unless the files are kept anyway.
   */
  cancel(ids: readonly string[], keepPart: boolean): Promise<Cancelled>;
  /**
   * @returns what is off the list and can be put back
   * @throws {SluiceError} when a file could not be moved to the trash; its download stays on the list
   */
  remove(ids: readonly string[], deleteFile: boolean): Promise<DownloadRecord[]>;
  pauseAll(): Promise<void>;
  resumeAll(): void;
}

export interface Cancelled {
  /** Off the list, and can be put back. */
  readonly removed: DownloadRecord[];
  /** Still on the list. */
  readonly tooLate: string[];
}

export interface ListActionsOptions {
  readonly engine: Engine;
  /** Moves a file to the system's trash. Rejects when it cannot; a file that is gone is fine. */
  readonly trash: (path: string) => Promise<void>;
}

export function createListActions({ engine, trash }: ListActionsOptions): ListActions {
  const present = (ids: readonly string[]): DownloadSnapshot[] => ids.flatMap((id) => engine.get(id) ?? []);

  const listeners: ((ids: readonly string[]) => void)[] = [];
  function byHand(ids: readonly string[]): void {
    for (const listener of listeners) listener(ids);
  }

  async function pause(downloads: readonly DownloadSnapshot[]): Promise<void> {
    await Promise.all(downloads.filter(({ status }) => isActive(status)).map(({ id }) => engine.pause(id)));
  }

  async function cancel({ id, status }: DownloadSnapshot, keepPart: boolean): Promise<DownloadRecord | null> {
    if (status !== 'finished') return engine.cancel(id, { keepPart });
    return keepPart ? engine.remove(id) : null;
  }

  async function discard(download: DownloadSnapshot): Promise<DownloadRecord | null> {
    if (download.status !== 'finished') return engine.cancel(download.id, { keepPart: false });
    const path = engine.path(download.id);
    if (path !== null) await trash(path);
    return engine.remove(download.id);
  }

  return {
    pause(ids) {
      byHand(ids);
      return pause(present(ids));
    },
    hold: (ids) => pause(present(ids)),
    onPause: (listener) => void listeners.push(listener),
    resume(ids) {
      for (const { id, status } of present(ids)) {
        if (status === 'paused' || status === 'failed') engine.resume(id);
      }
    },
    async cancel(ids, keepPart) {
      const records = await Promise.all(present(ids).map((download) => cancel(download, keepPart)));
      return {
        removed: records.filter((record) => record !== null),
        tooLate: present(ids).flatMap(({ id, status }) => (status === 'finished' ? [id] : [])),
      };
    },
    async remove(ids, deleteFile) {
      const remove = deleteFile ? discard : ({ id }: DownloadSnapshot) => engine.remove(id);
      const outcomes = await Promise.allSettled(present(ids).map((download) => remove(download)));
      const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
      if (failed.length > 0) {
        throw failed[0]?.reason instanceof SluiceError
          ? failed[0].reason
          : new SluiceError(
              'disk-failed',
              `${failed.length} could not be moved to the trash: ${String(failed[0]?.reason)}`,
            );
      }
      return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? (outcome.value ?? []) : []));
    },
    // Those that run last: pausing one that runs first would start the next in the queue.
    async pauseAll() {
      const downloads = engine.list();
      byHand(downloads.map(({ id }) => id));
      await Promise.all([
        pause(downloads.filter(({ status }) => status === 'queued')),
        pause(downloads.filter(({ status }) => status !== 'queued')),
      ]);
    },
    resumeAll() {
      for (const { id, status, failure } of engine.list()) {
        // A failure that trying again cannot help waits for the user.
        const isWorthTrying = failure !== null && ['retry', 'wait'].includes(failureClass(failure.code));
        if (status === 'paused' || (status === 'failed' && isWorthTrying)) engine.resume(id);
      }
    },
  };
}
