import { useState, type DragEvent } from 'react';
import { useApp, useUi } from '../context.tsx';
import { dragsRows } from './use-row-drag.ts';

/** Makes an element take rows that are dragged onto it. */
export function useRowDrop(take: (ids: readonly string[]) => void) {
  const { ui } = useApp();
  // What is over it, not only that something is: the end of a drag may go unheard, when its row is gone by then.
  const [over, setOver] = useState<readonly string[] | null>(null);
  const isOver = useUi(({ dragged }) => over === dragged);
  const draggedIn = (event: DragEvent): readonly string[] => (dragsRows(event) ? ui.store.getState().dragged : []);
  return {
    'data-drop': isOver || undefined,
    onDragOver(event: DragEvent): void {
      const ids = draggedIn(event);
      if (ids.length === 0) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'move';
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
      ui.store.setState({ dragged: [] });
      take(ids);
    },
  };
}
