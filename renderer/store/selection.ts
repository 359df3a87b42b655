import { createStore, type StoreApi } from 'zustand/vanilla';

export interface SelectionState {
  readonly selected: ReadonlySet<string>;
  /** The row the keyboard is at. */
  readonly cursor: string | null;
  /** Where a range starts that Shift extends. */
  readonly anchor: string | null;
}

export type SelectionStore = StoreApi<SelectionState>;

export const NOTHING_SELECTED: SelectionState = { selected: new Set(), cursor: null, anchor: null };

/** How a click or a key changes what is selected: `only` this, `toggle` this, or the `range` from the anchor to it. */
export type SelectMode = 'only' | 'toggle' | 'range';

function rangeBetween(ids: readonly string[], from: string, to: string): string[] {
  const a = ids.indexOf(from);
  const b = ids.indexOf(to);
  if (a < 0 || b < 0) return [to];
  return ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}

export function select(state: SelectionState, ids: readonly string[], id: string, mode: SelectMode): SelectionState {
  if (mode === 'range') {
    const anchor = state.anchor !== null && ids.includes(state.anchor) ? state.anchor : id;
    return { selected: new Set(rangeBetween(ids, anchor, id)), cursor: id, anchor };
  }
  if (mode === 'toggle') {
    const selected = new Set(state.selected);
    if (!selected.delete(id)) selected.add(id);
    return { selected, cursor: id, anchor: id };
  }
  return { selected: new Set([id]), cursor: id, anchor: id };
}

/** Moves the cursor by `step` rows, or to the ends with plus or minus infinity. */
export function move(state: SelectionState, ids: readonly string[], step: number, extend: boolean): SelectionState {
  const at = state.cursor === null ? -1 : ids.indexOf(state.cursor);
  // Without a cursor, as if it stood just outside the end that the key leads away from.
  const from = at >= 0 ? at : step > 0 ? -1 : ids.length;
  const id = ids[Math.max(0, Math.min(ids.length - 1, from + step))];
  return id === undefined ? state : select(state, ids, id, extend ? 'range' : 'only');
}

export function selectAll(state: SelectionState, ids: readonly string[]): SelectionState {
  return { selected: new Set(ids), cursor: state.cursor ?? ids[0] ?? null, anchor: state.anchor ?? ids[0] ?? null };
}

/**
 * Lets go of rows that are no longer shown. The cursor moves to the row that took its place, so that the keyboard goes on
 * where it was after a removal. `before` and `ids` are what was and is shown.
 */
export function prune(state: SelectionState, before: readonly string[], ids: readonly string[]): SelectionState {
  const shown = new Set(ids);
  const was = new Set(before);
  // One that was never shown may be on its way: a download just added is selected before its row arrives.
  const gone = (id: string | null): boolean => id !== null && !shown.has(id) && was.has(id);
  const anyGone = [...state.selected].some(gone);
  if (!anyGone && !gone(state.cursor) && !gone(state.anchor)) return state;
  const selected = anyGone ? new Set([...state.selected].filter((id) => !gone(id))) : state.selected;
  const cursor = gone(state.cursor) ? neighbour(state.cursor, before, shown) : state.cursor;
  return { selected, cursor, anchor: gone(state.anchor) ? cursor : state.anchor };
}

function neighbour(id: string | null, before: readonly string[], shown: ReadonlySet<string>): string | null {
  const at = id === null ? -1 : before.indexOf(id);
  const after = before.slice(at + 1).find((candidate) => shown.has(candidate));
  return after ?? before.slice(0, Math.max(0, at)).findLast((candidate) => shown.has(candidate)) ?? null;
}

export const createSelection = (): SelectionStore => createStore<SelectionState>(() => NOTHING_SELECTED);
