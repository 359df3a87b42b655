import { useCallback, type DragEvent } from 'react';
import { useApp } from '../context.tsx';

/**
 * Finished files leave the window by a drag: to a file manager, a mail, a player. The page's own drag is called off, and
 * the main process begins the system's with the file, of all that are selected when the row is one of them.
 */
export function useDragOut(rowIdAt: (target: EventTarget) => string | null): (event: DragEvent) => void {
  const { actions, selection } = useApp();
  return useCallback(
    (event) => {
      const id = rowIdAt(event.target);
      const [row] = id === null ? [] : actions.rowsOf([id]);
      if (row?.status !== 'finished') return;
      event.preventDefault();
      const { selected } = selection.getState();
      const ids = selected.has(row.id) ? [...selected] : [row.id];
      void actions.dragOut(ids);
    },
    [actions, selection, rowIdAt],
  );
}
