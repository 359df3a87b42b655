import type { App } from '../../store/app.ts';
import { NOTHING_SELECTED, move, select, selectAll } from '../../store/selection.ts';
import { allows } from '../../store/actions.ts';
import type { Step } from '../../store/place.ts';
import { perform } from './row-actions.ts';

/** With Alt: the rows themselves go. */
const STEP_KEYS: Readonly<Record<string, Step>> = { ArrowUp: 'up', ArrowDown: 'down', Home: 'top', End: 'bottom' };

/** Opens a finished file; of any other download it shows the details. */
export function openDownload(app: App, id: string): void {
  const row = app.feed.row(id);
  if (!row) return;
  if (allows(row, 'open')) void app.actions.open(id);
  else app.ui.store.setState({ details: true, detailsOver: true });
}

/**
 * The list's keyboard. `page` is the number of rows in sight. Returns whether the key was taken, so that its own
 * effect in the browser is to be prevented.
 */
export function handleListKey(app: App, event: React.KeyboardEvent, page: number): boolean {
  const { selection, visible, actions, ui } = app;
  const { ids } = visible.getState();
  const state = selection.getState();
  const command = event.ctrlKey || event.metaKey;
  const go = (step: number): true => {
    selection.setState(move(state, ids, step, event.shiftKey));
    return true;
  };
  const step = event.altKey && !command ? STEP_KEYS[event.key] : undefined;
  if (step) {
    const ids = actions.rowsOf(state.selected).flatMap(({ id, status }) => (status === 'finished' ? [] : id));
    if (ids.length > 0) void actions.move(ids, step);
    return true;
  }
  switch (event.key) {
    case 'ArrowDown':
      return go(1);
    case 'ArrowUp':
      return go(-1);
    case 'PageDown':
      return go(page);
    case 'PageUp':
      return go(-page);
    case 'Home':
      return go(-Infinity);
    case 'End':
      return go(Infinity);
    case 'a':
    case 'A':
      if (!command) return false;
      selection.setState(selectAll(state, ids));
      return true;
    case ' ':
      if (command && state.cursor !== null) selection.setState(select(state, ids, state.cursor, 'toggle'));
      else void actions.togglePause(state.selected);
      return true;
    case 'F2':
      if (state.cursor !== null) ui.store.setState({ renaming: state.cursor });
      return true;
    case 'Enter':
      if (state.cursor !== null) openDownload(app, state.cursor);
      return true;
    case 'Delete':
    case 'Backspace':
      if (event.key === 'Backspace' && !event.metaKey) return false;
      // With Shift the files are meant too, which is always asked about.
      perform(app, event.shiftKey ? 'delete' : 'remove', [...state.selected]);
      return true;
    case 'Escape':
      if (ui.store.getState().detailsOver) ui.store.setState({ detailsOver: false });
      else selection.setState({ ...NOTHING_SELECTED, cursor: state.cursor });
      return true;
    default:
      return false;
  }
}
