import { useLayoutEffect, useMemo, useState, type RefObject } from 'react';
import { COLUMN_WIDTH, type Column } from '../../../shared/settings/view.ts';
import { watchSize } from '../../segments/resize.ts';
import { useApp, useSetting } from '../context.tsx';
import { layOutColumns, withColumnAt, type ColumnLayout } from './columns.ts';

export interface Columns {
  readonly layout: ColumnLayout;
  /** Shows a column with another width, within what there is room for, until it is kept. */
  preview(column: Column, width: number): void;
  /** Keeps the width that is shown. */
  keep(): void;
  /** Puts one before another of those that are shown; `to` their number: after the last. */
  move(column: Column, to: number): void;
  /** Gives it its usual width back. */
  reset(column: Column): void;
}

/** The columns of the rows inside `scroller`: those that were chosen, as far as they fit. */
export function useColumns(scroller: RefObject<HTMLElement | null>): Columns {
  const { actions, ui } = useApp();
  const chosen = useSetting('columns');
  const kept = useSetting('columnWidths');
  const [shown, setShown] = useState<{ readonly column: Column; readonly width: number } | null>(null);
  const [available, setAvailable] = useState(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    // eslint-disable-next-line react-hooks/set-state-in-effect -- Before it is painted: the observer tells a frame later.
    setAvailable(element.clientWidth);
    return watchSize(element, setAvailable);
  }, [scroller]);

  const layout = useMemo(() => {
    const widths = shown === null ? kept : { ...kept, [shown.column]: shown.width };
    return layOutColumns(chosen, widths, available);
  }, [chosen, kept, shown, available]);
  // Rows are drawn again when the columns are others, not when they are wider.
  const names = layout.shown.join(' ');
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `names` stands for them.
  const same = useMemo(() => layout.shown, [names]);

  const change = (column: Column, width: number | undefined): void => {
    const others = Object.fromEntries(Object.entries(kept).filter(([name]) => name !== column));
    void actions.changeSettings({ columnWidths: width === undefined ? others : { ...others, [column]: width } });
  };
  return {
    layout: { ...layout, shown: same },
    preview(column, width) {
      const most = Math.min(COLUMN_WIDTH.max, (layout.widths[column] ?? 0) + layout.spare);
      setShown({ column, width: Math.round(Math.max(COLUMN_WIDTH.min, Math.min(most, width))) });
    },
    keep() {
      if (shown !== null) change(shown.column, shown.width);
      setShown(null);
    },
    move(column, to) {
      const moved = withColumnAt(chosen, layout.shown, column, to);
      if (moved === chosen) return;
      void actions.changeSettings({ columns: [...moved] });
      const now = moved.filter((other) => layout.shown.includes(other));
      ui.say({ kind: 'column', column, rank: now.indexOf(column) + 1, of: now.length });
    },
    reset(column) {
      setShown(null);
      change(column, undefined);
    },
  };
}
