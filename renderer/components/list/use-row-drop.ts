import { useState, type DragEvent } from 'react';
import { useApp, useUi } from '../context.tsx';
import { dragsRows, useOwnFiles } from './use-row-drag.ts';

/** Makes an element take rows that are dragged onto it; with `finished`, those whose files the system drags, too. */
export function useRowDrop(take: (ids: readonly string[]) => void, { finished = false } = {}) {
  const { ui } = useApp();
  const ownFiles = useOwnFiles();
  // What is over it, not only that something is: the end of a drag that the system has taken over may go unheard.
  const [over, setOver] = useState<readonly string[] | null>(null);
  const isOver = useUi(({ dragged, draggedOut }) => over !== null && (over === dragged || over === draggedOut));
  const draggedIn = (event: DragEvent): readonly string[] => {
    if (dragsRows(event)) return ui.store.getState().dragged;
    return finished ? ownFiles(event.dataTransfer) : [];
  };
  return {
    'data-drop': isOver || undefined,
    onDragOver(event: DragEvent): void {
      const ids = draggedIn(event);
      if (ids.length === 0) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = dragsRows(event) ? 'move' : 'copy';
      setOver(ids);
    },
    onDragLeave(): void {
      setOver(null);
    },
    onDrop(event: DragEvent): void {
      setOver(null);
      const ids = draggedIn(event);
      if (ids.length === 0) return;
      event.preventDefault();
      // The row that would tell the end of the drag may be gone by then.
      ui.store.setState({ dragged: [], draggedOut: [] });
      take(ids);
    },
  };
}
