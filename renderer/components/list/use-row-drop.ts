import { useState, type DragEvent } from 'react';
import { useApp } from '../context.tsx';
import { dragsRows, useOwnFiles } from './use-row-drag.ts';

/** Makes an element take rows that are dragged onto it; with `finished`, those whose files the system drags, too. */
export function useRowDrop(take: (ids: readonly string[]) => void, { finished = false } = {}) {
  const { ui } = useApp();
  const ownFiles = useOwnFiles();
  const [over, setOver] = useState(false);
  const draggedIn = (event: DragEvent): readonly string[] => {
    if (dragsRows(event)) return ui.store.getState().dragged;
    return finished ? ownFiles(event.dataTransfer) : [];
  };
  return {
    'data-drop': over || undefined,
    onDragOver(event: DragEvent): void {
      if (draggedIn(event).length === 0) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = dragsRows(event) ? 'move' : 'copy';
      setOver(true);
    },
    onDragLeave(): void {
      setOver(false);
    },
    onDrop(event: DragEvent): void {
      setOver(false);
      const ids = draggedIn(event);
      if (ids.length === 0) return;
      event.preventDefault();
      // The row that would tell the end of the drag may be gone by then.
      ui.store.setState({ dragged: [], draggedOut: [] });
      take(ids);
    },
  };
}
