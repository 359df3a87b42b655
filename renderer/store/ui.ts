import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure, FailureCode } from '../../shared/failures.ts';
import type { AppInfo } from '../../shared/ipc/contract.ts';
import type { DesktopState } from '../../shared/ipc/desktop.ts';
import type { LinksFound } from '../../shared/ipc/add.ts';
import type { Column } from '../../shared/settings/view.ts';
import { startOfDay } from '../format/dates.ts';
import type { Adding } from './adding.ts';

/** The one sheet that lies over the window. `discard` asks before downloads leave the list. */
export type OpenSheet =
  | { readonly kind: 'add' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'help' }
  | { readonly kind: 'log' }
  | { readonly kind: 'updates' }
  | { readonly kind: 'licences' }
  | { readonly kind: 'relink'; readonly id: string }
  | { readonly kind: 'sign-in'; readonly id: string }
  /** `ids` `null`: the limit over all downloads. */
  | { readonly kind: 'limit'; readonly ids: readonly string[] | null }
  | { readonly kind: 'discard'; readonly ids: readonly string[] }
  /** `id` `null`: a new one. */
  | { readonly kind: 'queue'; readonly id: string | null }
  | { readonly kind: 'remove-queue'; readonly id: string }
  /** `id`: the one that is shown first. */
  | { readonly kind: 'categories'; readonly id: string | null };

/** What was removed and can be put back. `count` of downloads and categories. */
export type Removal =
  | { readonly kind: 'downloads'; readonly count: number }
  | { readonly kind: 'categories'; readonly count: number; readonly name: string }
  | { readonly kind: 'queue' | 'hostRule'; readonly name: string };

/** A command that failed; what was removed, which can be undone; or downloads that had finished before they could be cancelled. */
export type Toast =
  | { readonly id: number; readonly failure: Failure }
  | { readonly id: number; readonly removed: Removal; readonly undo: () => void }
  | { readonly id: number; readonly tooLate: number; readonly name: string };

/** What became of rows or a column, told to who cannot see that they went elsewhere or ended. */
export type Said =
  | {
      readonly kind: 'moved';
      readonly count: number;
      /** Of the first. */
      readonly name: string;
      readonly rank: number;
      readonly of: number;
    }
  | { readonly kind: 'assigned'; readonly count: number; readonly queueId: string }
  | { readonly kind: 'column'; readonly column: Column; readonly rank: number; readonly of: number }
  /** `categoryId` `null`: to where the rules sort them. */
  | { readonly kind: 'sorted'; readonly count: number; readonly categoryId: string | null }
  | {
      readonly kind: 'ended';
      readonly finished: number;
      readonly failed: number;
      /** Of the first, as is `failure`; `null`: it finished. */
      readonly name: string;
      readonly failure: FailureCode | null;
    };

export interface UiState {
  readonly sheet: OpenSheet | null;
  /** The detail panel beside the list, where the window is wide enough. */
  readonly details: boolean;
  /** The detail panel over the list, where it is not. */
  readonly detailsOver: boolean;
  /** Sheets that are open, the uppermost last: what is outside of that one can neither be seen nor reached. */
  readonly sheets: readonly string[];
  readonly toasts: readonly Toast[];
  readonly info: AppInfo | null;
  /** `null` until it is known. */
  readonly desktop: DesktopState | null;
  /** Counts how often a menu asked for the search field. */
  readonly findAsked: number;
  /** Free bytes on the volume of the download folder. */
  readonly freeBytes: number | null;
  /** Local midnight, epoch ms. */
  readonly today: number;
  /** The row whose file name is being changed. */
  readonly renaming: string | null;
  /** The row under the pointer. */
  readonly hovered: string | null;
  /** The list is pointed at, or gone through by keyboard: figures that move must not move its rows. */
  readonly holdsOrder: boolean;
  /** Downloads that are being dragged. */
  readonly dragged: readonly string[];
  readonly said: Said | null;
}

export type UiStore = StoreApi<UiState>;

const TOASTS_KEPT = 3;

export function createUi(now: () => number, adding: Adding) {
  const store: UiStore = createStore<UiState>(() => ({
    sheet: null,
    details: true,
    detailsOver: false,
    sheets: [],
    toasts: [],
    info: null,
    desktop: null,
    findAsked: 0,
    freeBytes: null,
    today: startOfDay(now()),
    renaming: null,
    hovered: null,
    holdsOrder: false,
    dragged: [],
    said: null,
  }));
  let nextToast = 1;
  return {
    store,
    /** Opens the add sheet; `text` and what files held are put after what is already in its field. */
    openAdd(text = '', found?: LinksFound): void {
      adding.offer(text);
      if (found) adding.takeFiles(found);
      if (store.getState().sheet?.kind !== 'add') store.setState({ sheet: { kind: 'add' } });
    },
    openSettings: (): void => {
      store.setState({ sheet: { kind: 'settings' } });
    },
    openUpdates: (): void => {
      store.setState({ sheet: { kind: 'updates' } });
    },
    openDiscard(ids: readonly string[]): void {
      if (ids.length > 0) store.setState({ sheet: { kind: 'discard', ids } });
    },
    openRelink(id: string): void {
      store.setState({ sheet: { kind: 'relink', id } });
    },
    openSignIn(id: string): void {
      store.setState({ sheet: { kind: 'sign-in', id } });
    },
    openLimit(ids: readonly string[] | null): void {
      store.setState({ sheet: { kind: 'limit', ids } });
    },
    openQueue(id: string | null): void {
      store.setState({ sheet: { kind: 'queue', id } });
    },
    openRemoveQueue(id: string): void {
      store.setState({ sheet: { kind: 'remove-queue', id } });
    },
    openCategories(id: string | null = null): void {
      store.setState({ sheet: { kind: 'categories', id } });
    },
    say(said: Said): void {
      store.setState({ said });
    },
    /** Returns the function that says it is closed. */
    sheetOpened(id: string): () => void {
      store.setState(({ sheets }) => ({ sheets: [...sheets, id] }));
      return () => {
        store.setState(({ sheets }) => ({ sheets: sheets.filter((open) => open !== id) }));
      };
    },
    closeSheet: (): void => {
      store.setState({ sheet: null });
    },
    toast(failure: Failure): void {
      const { toasts } = store.getState();
      // The same failure again, say of every id in a selection, is told once.
      if (toasts.some((shown) => 'failure' in shown && shown.failure.code === failure.code)) return;
      store.setState({ toasts: [...toasts, { id: nextToast++, failure }].slice(-TOASTS_KEPT) });
    },
    /** @param name of the first */
    tellTooLate(tooLate: number, name: string): void {
      const { toasts } = store.getState();
      store.setState({ toasts: [...toasts, { id: nextToast++, tooLate, name }].slice(-TOASTS_KEPT) });
    },
    /** The one before can no longer be undone: two at once would not say which is meant. */
    offerUndo(removed: Removal, undo: () => void): void {
      const others = store.getState().toasts.filter((toast) => !('undo' in toast));
      store.setState({ toasts: [...others, { id: nextToast++, removed, undo }].slice(-TOASTS_KEPT) });
    },
    dismissToast(id: number): void {
      store.setState({ toasts: store.getState().toasts.filter((toast) => toast.id !== id) });
    },
    /** Moves `today` on after midnight. */
    noticeTime(): void {
      const today = startOfDay(now());
      if (today !== store.getState().today) store.setState({ today });
    },
  };
}

export type Ui = ReturnType<typeof createUi>;
