import { useRef, useState, type MouseEvent, type PointerEvent } from 'react';
import { COLUMNS, type Column } from '../../../shared/settings/view.ts';
import type { Columns } from './use-columns.ts';

/** What the pointer may move before a click becomes a drag, CSS pixels. */
const SLACK = 5;

/** The column whose name is there. The grip is no part of it. */
function columnAt(target: EventTarget): Column | undefined {
  const cell = target instanceof Element && target.closest('.column-name')?.closest<HTMLElement>('[data-column]');
  return COLUMNS.find((column) => cell && cell.dataset['column'] === column);
}

/** Before which of the columns a pointer there is. The first cell is the name's, which stays where it is. */
function placeAt(row: HTMLElement, x: number): number {
  const towards = getComputedStyle(row).direction === 'rtl' ? -1 : 1;
  return [...row.children].slice(1).filter((cell) => {
    const { left, width } = cell.getBoundingClientRect();
    return towards * (x - left - width / 2) > 0;
  }).length;
}

/** Columns are dragged by their names. By pointer events: a drag of the system's would draw its own picture of one. */
export function useColumnDrag({ layout, move }: Pick<Columns, 'layout' | 'move'>) {
  const pressed = useRef<{ readonly column: Column; readonly x: number } | null>(null);
  const dragged = useRef(false);
  const [drag, setDrag] = useState<{ readonly column: Column; readonly to: number } | null>(null);
  const end = (): void => {
    pressed.current = null;
    setDrag(null);
  };
  const at = drag === null ? -1 : layout.shown.indexOf(drag.column);
  const goes = drag !== null && drag.to !== at && drag.to !== at + 1;
  return {
    column: drag?.column ?? null,
    /** Before which of those that are shown it would go; `null` while it would stay. */
    to: goes ? drag.to : null,
    end,
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>): void {
        const column = columnAt(event.target);
        dragged.current = false;
        if (event.button === 0 && column) pressed.current = { column, x: event.clientX };
      },
      onPointerMove(event: PointerEvent<HTMLElement>): void {
        const from = pressed.current;
        if (!from || (drag === null && Math.abs(event.clientX - from.x) < SLACK)) return;
        const row = event.currentTarget;
        if (drag === null) row.setPointerCapture(event.pointerId);
        dragged.current = true;
        const to = placeAt(row, event.clientX);
        if (drag?.to !== to) setDrag({ column: from.column, to });
      },
      onPointerUp(): void {
        if (drag !== null) move(drag.column, drag.to);
        end();
      },
      onPointerCancel: end,
      /** The end of a drag is no click, which would sort. */
      onClickCapture(event: MouseEvent): void {
        if (dragged.current) event.stopPropagation();
        dragged.current = false;
      },
    },
  };
}
