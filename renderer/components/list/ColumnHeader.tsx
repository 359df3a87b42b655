import { ArrowDown, ArrowUp } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Column } from '../../../shared/settings/view.ts';
import { sortOf, resort } from '../../store/view.ts';
import { useApp, useView, useWords } from '../context.tsx';
import { ColumnItems } from './ColumnItems.tsx';
import { holdsWords } from './columns.ts';
import { useColumnDrag } from './use-column-drag.ts';
import type { Columns } from './use-columns.ts';

/** By how much an arrow key changes a width, CSS pixels. */
const STEP = 8;

/** Over compact rows: a click sorts, a drag moves a column, the edge before it sets its width, the menu says which there are. */
export function ColumnHeader({ columns }: { readonly columns: Columns }) {
  const { layout } = columns;
  const names = ['name', ...layout.shown] as const;
  // One stop for the Tab key; arrows go on from there.
  const [current, setCurrent] = useState<(typeof names)[number]>('name');
  const reachable = Math.max(0, names.indexOf(current));
  const isLast = (index: number): boolean => index === names.length - 1;

  const drag = useColumnDrag(columns);
  const row = useRef<HTMLDivElement>(null);
  /** A cell that goes to another place in the document loses the focus. */
  const focused = useRef<string | null>(null);
  useLayoutEffect(() => {
    const column = focused.current;
    focused.current = null;
    if (column !== null) row.current?.querySelector<HTMLElement>(`[data-column="${column}"] button`)?.focus();
  }, [layout.shown]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.key === 'Escape') drag.end();
    const onward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const forward = event.key === onward;
    if (!forward && event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const column = layout.shown[reachable - 1];
    if (event.altKey || event.ctrlKey || event.metaKey) {
      const to = forward ? reachable + 1 : reachable - 2;
      if (column === undefined || to < 0 || to > layout.shown.length) return;
      focused.current = column;
      columns.move(column, to);
      return;
    }
    if (event.shiftKey) {
      if (column === undefined) return;
      const cell = event.currentTarget.children[reachable]?.getBoundingClientRect();
      columns.preview(column, (cell?.width ?? 0) + (forward ? STEP : -STEP));
      return;
    }
    const next = Math.max(0, Math.min(names.length - 1, reachable + (forward ? 1 : -1)));
    event.currentTarget.children[next]?.querySelector('button')?.focus();
  }

  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>
        <div role="rowgroup" className="column-header">
          <div
            role="row"
            aria-rowindex={1}
            className="row-compact column-row"
            onKeyDown={onKeyDown}
            onKeyUp={(event) => {
              if (event.key.startsWith('Arrow') || event.key === 'Shift') columns.keep();
            }}
            onBlur={columns.keep}
            ref={row}
            {...drag.handlers}
          >
            {names.map((name, index) => (
              <HeaderCell
                key={name}
                name={name}
                columns={columns}
                reachable={index === reachable}
                dragged={name === drag.column}
                drop={drag.to === index - 1 ? 'before' : isLast(index) && drag.to === index ? 'after' : undefined}
                onFocus={() => {
                  setCurrent(name);
                }}
              />
            ))}
          </div>
        </div>
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className="menu" data-testid="column-menu">
          <ColumnItems menu={ContextMenu} />
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}

interface HeaderCellProps {
  readonly name: 'name' | Column;
  readonly columns: Columns;
  readonly reachable: boolean;
  readonly dragged: boolean;
  /** On which side of it the column that is dragged would go. */
  readonly drop: 'before' | 'after' | undefined;
  readonly onFocus: () => void;
}

function HeaderCell({ name, columns, reachable, dragged, drop, onFocus }: HeaderCellProps) {
  const { view } = useApp();
  const { t } = useWords();
  const sort = useView((state) => state.sort);
  const ordered = useView((state) => sortOf(state).by === 'order' && state.group?.kind === 'queue');
  const sorted = !ordered && sort.by === name;
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  return (
    <div
      role="columnheader"
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      className={`column-cell ${holdsWords(name) ? '' : 'column-figures'}`}
      data-column={name}
      data-dragged={dragged || undefined}
      data-drop={drop}
    >
      {name !== 'name' && <Grip column={name} columns={columns} />}
      <button
        type="button"
        className="column-name"
        tabIndex={reachable ? 0 : -1}
        aria-disabled={ordered}
        aria-description={name === 'name' ? undefined : t('column.keys')}
        data-testid={`column-${name}`}
        onFocus={onFocus}
        onClick={() => {
          if (!ordered) view.setState({ sort: resort(name, view.getState().sort) });
        }}
      >
        <span className="truncate">{t(`column.${name}`)}</span>
        {sorted && <Arrow aria-hidden size={12} strokeWidth={2} className="flex-none" />}
      </button>
    </div>
  );
}

/** The edge before a column: what it is drawn away from the name grows. Twice, and the width is the usual one. */
function Grip({ column, columns }: { readonly column: Column; readonly columns: Columns }) {
  const [from, setFrom] = useState<{ readonly x: number; readonly width: number } | null>(null);
  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    const cell = event.currentTarget.parentElement?.getBoundingClientRect();
    setFrom({ x: event.clientX, width: cell?.width ?? 0 });
  }
  function end(): void {
    if (from === null) return;
    setFrom(null);
    columns.keep();
  }
  return (
    <span
      aria-hidden
      className="column-grip"
      data-testid={`grip-${column}`}
      data-dragged={from !== null || undefined}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => {
        if (from === null) return;
        const towards = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
        columns.preview(column, from.width - towards * (event.clientX - from.x));
      }}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => {
        columns.reset(column);
      }}
    />
  );
}
