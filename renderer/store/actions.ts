import type { DownloadSnapshot } from '../../shared/download.ts';
import { asSluiceError } from '../../shared/failures.ts';
import type { AddRequest, AddResult, LinksFound } from '../../shared/ipc/add.ts';
import type { DownloadProperties } from '../../shared/ipc/properties.ts';
import type { Place, Priority } from '../../shared/queue.ts';
import type { SettingsPatch } from '../../shared/settings.ts';
import { STATUS_ACTIONS, type Action } from '../../shared/status.ts';
import type { TimelineEntry } from '../../shared/timeline.ts';
import type { Bridge } from '../bridge.ts';
import { readLinkFiles } from './read-link-files.ts';
import type { Feed } from './feed.ts';
import { createQueueActions } from './queue-actions.ts';
import { placeOf, rankAfter, type Step } from './place.ts';
import type { SelectionStore } from './selection.ts';
import type { SettingsHolder } from './settings.ts';
import type { Ui } from './ui.ts';
import { IN_ORDER, type ViewStore } from './view.ts';

export const allows = (download: DownloadSnapshot, action: Action): boolean =>
  STATUS_ACTIONS[download.status].includes(action);

interface Parts {
  readonly bridge: Bridge;
  readonly feed: Feed;
  readonly ui: Ui;
  readonly selection: SelectionStore;
  readonly settings: SettingsHolder;
  readonly view: ViewStore;
}

/** What the user can make the main process do. A command that fails says so in a toast, unless its sheet does. */
export function createActions({ bridge, feed, ui, selection, settings, view }: Parts) {
  const complain = (thrown: unknown): void => {
    ui.toast(asSluiceError(thrown).toFailure());
  };
  const rowsOf = (ids: Iterable<string>): DownloadSnapshot[] => Array.from(ids, (id) => feed.row(id) ?? []).flat();
  const thatAllow = (ids: Iterable<string>, ...actions: Action[]): string[] =>
    rowsOf(ids)
      .filter((row) => actions.some((action) => allows(row, action)))
      .map((row) => row.id);

  async function pause(ids: Iterable<string>): Promise<void> {
    const able = thatAllow(ids, 'pause');
    if (able.length > 0) await bridge.command('downloads:pause', { ids: able }).catch(complain);
  }
  async function resume(ids: Iterable<string>): Promise<void> {
    const able = thatAllow(ids, 'resume', 'retry');
    if (able.length > 0) await bridge.command('downloads:resume', { ids: able }).catch(complain);
  }
  /** Puts back what was taken off the list while its files were kept. */
  function offerUndo(ids: readonly string[]): void {
    ui.offerUndo({ kind: 'downloads', count: ids.length }, () => {
      bridge.command('downloads:put-back', { ids: [...ids] }).then((back) => {
        const [first] = back;
        if (first !== undefined) selection.setState({ selected: new Set(back), cursor: first, anchor: first });
      }, complain);
    });
  }
  const open = (id: string): Promise<void> => bridge.command('downloads:open-file', { id }).catch(complain);
  const show = (id: string): Promise<void> => bridge.command('downloads:show-in-folder', { id }).catch(complain);

  /** Those that wait in the queue that is looked at; without one, all. */
  function inSight(): readonly DownloadSnapshot[] {
    const { group } = view.getState();
    const { downloads } = feed.store.getState();
    return group?.kind === 'queue' ? downloads.filter(({ queueId }) => queueId === group.id) : downloads;
  }
  async function moveTo(ids: readonly string[], place: Place): Promise<void> {
    const { rank, of } = rankAfter(inSight(), new Set(ids), place);
    try {
      await bridge.command('downloads:move', { ids: [...ids], place });
      const [first] = rowsOf(ids);
      ui.say({ kind: 'moved', count: ids.length, name: first?.fileName ?? '', rank, of });
    } catch (thrown) {
      complain(thrown);
    }
  }
  const queues = createQueueActions(bridge, feed, ui);

  const dragOut = (ids: readonly string[]): Promise<void> =>
    bridge.command('downloads:drag-out', { ids: [...ids] }).catch(complain);

  return {
    dragOut,
    queues,
    rowsOf,
    pause,
    resume,
    open,
    show,
    /** Pauses when anything can be paused, else resumes. */
    togglePause: (ids: ReadonlySet<string>): Promise<void> =>
      thatAllow(ids, 'pause').length > 0 ? pause(ids) : resume(ids),
    pauseAll: (): Promise<void> => bridge.command('downloads:pause-all').catch(complain),
    resumeAll: (): Promise<void> => bridge.command('downloads:resume-all').catch(complain),

    /** Takes finished downloads off the list at once: the files stay, and it can be undone. */
    async removeFromList(ids: readonly string[]): Promise<void> {
      const finished = rowsOf(ids).filter(({ status }) => status === 'finished');
      const gone = finished.map(({ id }) => id);
      if (gone.length === 0) return;
      try {
        await bridge.command('downloads:remove', { ids: gone, deleteFile: false });
        offerUndo(gone);
      } catch (thrown) {
        complain(thrown);
      }
    },

    /**
     * Takes downloads off the list: unfinished ones are cancelled, ended ones removed. `files` says what becomes of them.
     * @param rows as they were when it was asked: who agreed to lose a part did not agree to lose what has finished since
     */
    async discard(rows: readonly DownloadSnapshot[], files: 'keep' | 'delete'): Promise<void> {
      // A failed download's part is no finished file that belongs in the trash: deleting it is a cancel.
      const ended = rows.filter((row) => row.status === 'finished' || (row.status === 'failed' && files === 'keep'));
      const unfinished = rows.filter((row) => !ended.includes(row));
      const idsOf = (some: readonly DownloadSnapshot[]): string[] => some.map((row) => row.id);
      const cancel = { ids: idsOf(unfinished), keepPart: files === 'keep' };
      const remove = { ids: idsOf(ended), deleteFile: files === 'delete' };
      try {
        const tooLate = unfinished.length > 0 ? await bridge.command('downloads:cancel', cancel) : [];
        if (tooLate.length > 0) {
          const first = unfinished.find(({ id }) => id === tooLate[0]);
          ui.tellTooLate(tooLate.length, first?.fileName ?? '');
        }
        if (ended.length > 0) await bridge.command('downloads:remove', remove);
        if (files === 'keep') offerUndo([...cancel.ids, ...remove.ids]);
      } catch (thrown) {
        complain(thrown);
      }
    },

    /** @throws {SluiceError} for the sheet to show: nothing was added. */
    async add(request: AddRequest): Promise<AddResult> {
      const result = await bridge.command('downloads:add', request);
      const first = result.added[0];
      if (first !== undefined) {
        // What was just added is shown, whatever was being looked at.
        view.setState({ filter: 'all', group: null, query: '' });
        selection.setState({ selected: new Set([first]), cursor: first, anchor: first });
      }
      return result;
    },
    /** Makes room for a download that replaces these: unfinished ones are cancelled with their parts, ended ones leave the list. */
    async giveWay(ids: readonly string[]): Promise<void> {
      const rows = rowsOf(ids);
      const ended = rows.filter(({ status }) => status === 'finished').map(({ id }) => id);
      const others = rows.filter(({ status }) => status !== 'finished').map(({ id }) => id);
      if (others.length > 0)
        ended.push(...(await bridge.command('downloads:cancel', { ids: others, keepPart: false })));
      if (ended.length > 0) await bridge.command('downloads:remove', { ids: ended, deleteFile: false });
    },
    /** Shows one that is on the list, whatever was being looked at. */
    reveal(id: string): void {
      view.setState({ filter: 'all', group: null, query: '' });
      selection.setState({ selected: new Set([id]), cursor: id, anchor: id });
    },
    /** Names that a file or part file in the folder has; none when that cannot be told. */
    takenNames: (directory: string, fileNames: readonly string[]): Promise<readonly string[]> =>
      bridge.command('folders:taken', { directory, fileNames: [...fileNames] }).catch(() => []),
    recentFolders: (): Promise<readonly string[]> => bridge.command('folders:recent').catch(() => []),
    /** `null`, and a toast says why, when they could not be read. */
    async readLinkFiles(files: readonly File[]): Promise<LinksFound | null> {
      try {
        return await readLinkFiles(bridge, files);
      } catch (thrown) {
        complain(thrown);
        return null;
      }
    },
    /** @throws {SluiceError} for the sheet to show: nothing was changed. */
    relink: (id: string, url: string): Promise<void> => bridge.command('downloads:set-url', { id, url }),
    /** Whether it has the name now; a toast says why it has not. */
    rename: (id: string, name: string): Promise<boolean> =>
      bridge.command('downloads:rename', { id, name }).then(
        () => true,
        (thrown: unknown) => {
          complain(thrown);
          return false;
        },
      ),
    /** @param bytesPerSecond `null`: no limit */
    limit: (ids: readonly string[], bytesPerSecond: number | null): Promise<void> =>
      bridge.command('downloads:set-limit', { ids: [...ids], bytesPerSecond }).catch(complain),
    prioritise: (ids: readonly string[], priority: Priority): Promise<void> =>
      bridge.command('downloads:set-priority', { ids: [...ids], priority }).catch(complain),
    async move(ids: readonly string[], step: Step): Promise<void> {
      const place = placeOf(inSight(), new Set(ids), step);
      // In any other order nobody would see what it did.
      view.setState({ sort: IN_ORDER });
      if (place !== null) await moveTo(ids, place);
    },
    moveTo,
    async assign(ids: readonly string[], queueId: string): Promise<void> {
      if (await queues.assign(ids, queueId)) ui.say({ kind: 'assigned', count: ids.length, queueId });
    },
    /** @param categoryId `null`: as the rules say */
    async sortInto(ids: readonly string[], categoryId: string | null): Promise<void> {
      try {
        await bridge.command('downloads:set-category', { ids: [...ids], categoryId });
        ui.say({ kind: 'sorted', count: ids.length, categoryId });
      } catch (thrown) {
        complain(thrown);
      }
    },
    /** `null` when it cannot be told. */
    timeline: (id: string): Promise<readonly TimelineEntry[] | null> =>
      bridge.command('downloads:timeline', { id }).catch(() => null),
    /** `null` when it cannot be told. */
    properties: (id: string): Promise<DownloadProperties | null> =>
      bridge.command('downloads:properties', { id }).catch(() => null),
    chooseFolder: (current: string): Promise<string | null> =>
      bridge.command('folders:choose', { current }).catch((thrown: unknown) => {
        complain(thrown);
        return null;
      }),
    /** `null` when the folder cannot be read. */
    freeSpace: (directory: string): Promise<number | null> =>
      bridge.command('folders:free-space', { directory }).catch(() => null),
    changeSettings: (patch: SettingsPatch): Promise<void> => settings.update(patch).catch(complain),
  };
}

export type Actions = ReturnType<typeof createActions>;
