import { useState, type DragEvent } from 'react';
import { useStore } from 'zustand';
import { dropPlace } from '../../store/place.ts';
import { sortOf } from '../../store/view.ts';
import { useApp, useView } from '../context.tsx';

/** Its content is not looked at: the window knows what it drags. */
const TYPE = 'application/x-sluice-downloads';

/** Rows, and not a link from elsewhere: the end of an earlier drag may not have been heard, when its row was gone by then. */
export const dragsRows = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes(TYPE);

interface RowDragOptions {
  readonly ids: readonly string[];
  readonly rowIdAt: (target: EventTarget) => string | null;
  /** CSS pixels. */
  readonly rowHeight: number;
  /** Of what lies over the rows. */
  readonly headHeight: number;
}

/**
 * Unfinished rows can be dragged onto a queue or a category of the sidebar, and to another place while the list is shown in its
 * own order; the files of finished ones out of the window, for the system takes that drag over: their category is in the menu.
 */
export function useRowDrag({ ids, rowIdAt, rowHeight, headHeight }: RowDragOptions) {
  const { ui, selection, actions } = useApp();
  const dragged = useStore(ui.store, (state) => state.dragged);
  const ordered = useView((state) => {
    const { by, descending } = sortOf(state);
    return by === 'order' && !descending;
  });
  const [index, setIndex] = useState<number | null>(null);
  const takes = ordered && dragged.length > 0;

  function placeAt(event: DragEvent<HTMLElement>): number {
    const { top } = event.currentTarget.getBoundingClientRect();
    const y = event.clientY - top - headHeight + event.currentTarget.scrollTop;
    return Math.max(0, Math.min(ids.length, Math.round(y / rowHeight)));
  }
  const end = (): void => {
    setIndex(null);
    ui.store.setState({ dragged: [] });
  };
  return {
    /** Where the rows would go: before this one of `ids`; `null` while they would go nowhere. */
    index: takes ? index : null,
    handlers: {
      onDragStart(event: DragEvent<HTMLElement>): void {
        const id = rowIdAt(event.target);
        const { selected } = selection.getState();
        const rows =
          id === null ? [] : actions.rowsOf(selected.has(id) ? ids.filter((each) => selected.has(each)) : [id]);
        if (rows.find((row) => row.id === id)?.status === 'finished') {
          // The system takes the drag over, and with it the files.
          event.preventDefault();
          void actions.dragOut(rows.flatMap((row) => (row.status === 'finished' ? row.id : [])));
          return;
        }
        const moving = rows.flatMap((row) => (row.status === 'finished' ? [] : row.id));
        if (moving.length === 0) return;
        event.dataTransfer.setData(TYPE, '');
        event.dataTransfer.effectAllowed = 'move';
        ui.store.setState({ dragged: moving });
      },
      onDragOver(event: DragEvent<HTMLElement>): void {
        if (!takes || !dragsRows(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
        const at = placeAt(event);
        if (at !== index) setIndex(at);
      },
      onDragLeave(event: DragEvent<HTMLElement>): void {
        const inside = event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
        if (!inside) setIndex(null);
      },
      onDrop(event: DragEvent<HTMLElement>): void {
        if (!takes || !dragsRows(event)) return;
        event.preventDefault();
        const place = dropPlace(ids, new Set(dragged), placeAt(event));
        end();
        if (place !== null) void actions.moveTo(dragged, place);
      },
      onDragEnd: end,
    },
  };
}
