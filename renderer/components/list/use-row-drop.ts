import { useState, type DragEvent } from 'react';
import { useApp } from '../context.tsx';
import { dragsRows } from './use-row-drag.ts';

/** Makes an element take rows that are dragged onto it. */
export function useRowDrop(take: (ids: readonly string[]) => void) {
  const { ui } = useApp();
  const [over, setOver] = useState(false);
  return {
    'data-drop': over || undefined,
    onDragOver(event: DragEvent): void {
      if (!dragsRows(event) || ui.store.getState().dragged.length === 0) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'move';
      setOver(true);
    },
    onDragLeave(): void {
      setOver(false);
    },
    onDrop(event: DragEvent): void {
      setOver(false);
      const { dragged } = ui.store.getState();
      if (!dragsRows(event) || dragged.length === 0) return;
      event.preventDefault();
      // The row that would tell the end of the drag may be gone by then.
      ui.store.setState({ dragged: [] });
      take(dragged);
    },
  };
}
