import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, type CSSProperties, type MouseEvent } from 'react';
import { useStore } from 'zustand';
import { select } from '../../store/selection.ts';
import { useApp, useIds, useSetting, useWords } from '../context.tsx';
import { ColumnHeader } from './ColumnHeader.tsx';
import { DownloadRow, ROW_HEIGHT, rowElementId } from './DownloadRow.tsx';
import { handleListKey, openDownload } from './list-keys.ts';
import { RowMenu } from './RowMenu.tsx';
import { useRowDrag } from './use-row-drag.ts';
import { useColumns } from './use-columns.ts';
import { useHeldOrder } from './use-held-order.ts';

/** CSS pixels; as in columns.css. */
const HEADER_HEIGHT = 28;

const rowIdAt = (target: EventTarget): string | null =>
  target instanceof Element ? (target.closest<HTMLElement>('[data-id]')?.dataset['id'] ?? null) : null;

const onButton = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('button, input') !== null;

/** Only the rows in sight exist. The focus stays on the list and names its row, since rows come and go as it scrolls. */
export function DownloadList() {
  const app = useApp();
  const { t } = useWords();
  const ids = useIds();
  const density = useSetting('density');
  const cursor = useStore(app.selection, (state) => state.cursor);
  const scroller = useRef<HTMLDivElement>(null);
  const height = ROW_HEIGHT[density];
  const columns = useColumns(scroller);
  const { layout } = columns;
  const headed = density === 'compact';
  const head = headed ? HEADER_HEIGHT : 0;
  // The same function as long as the ids are: with a new one the virtualizer measures all 10,000 rows again.
  const getItemKey = useCallback((index: number) => ids[index] ?? index, [ids]);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are only used here, and rows memoise themselves.
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey,
    // The columns' names lie over the rows' upper end.
    scrollMargin: head,
    scrollPaddingStart: head,
    // Few: rows are made before the frame in which they come into sight.
    overscan: 3,
  });
  useEffect(() => {
    virtualizer.measure();
  }, [virtualizer, height, head]);
  useEffect(() => {
    const index = cursor === null ? -1 : app.visible.getState().ids.indexOf(cursor);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
  }, [app, virtualizer, cursor]);

  const held = useHeldOrder();
  const drag = useRowDrag({ ids, rowIdAt, rowHeight: height, headHeight: head });

  function hover(hovered: string | null): void {
    if (hovered !== app.ui.store.getState().hovered) app.ui.store.setState({ hovered });
  }
  function onPointerDown(event: MouseEvent): void {
    if (event.button !== 0 || onButton(event.target)) return;
    const id = rowIdAt(event.target);
    if (id === null && event.target instanceof Element && event.target.closest('[role="columnheader"]')) return;
    if (id === null) {
      app.selection.setState({ selected: new Set(), anchor: null });
      return;
    }
    const mode = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only';
    const { selected } = app.selection.getState();
    // Several that are selected may be about to be dragged: which of them is meant is known when the button is let go.
    if (mode === 'only' && selected.size > 1 && selected.has(id)) return;
    app.selection.setState(select(app.selection.getState(), ids, id, mode));
  }
  function onClick(event: MouseEvent): void {
    const id = rowIdAt(event.target);
    if (id === null || onButton(event.target) || event.shiftKey || event.ctrlKey || event.metaKey) return;
    if (app.selection.getState().selected.size > 1) {
      app.selection.setState(select(app.selection.getState(), ids, id, 'only'));
    }
  }

  const items = virtualizer.getVirtualItems();
  const style = {
    '--columns': layout.template,
    '--gap': `${String(layout.gap)}px`,
    '--least': headed ? `${String(layout.least)}px` : '0',
  };
  const cursorDrawn = cursor !== null && items.some((item) => item.key === cursor);
  return (
    <RowMenu rowIdAt={rowIdAt}>
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={t('list.label')}
        aria-multiselectable
        aria-rowcount={ids.length + (headed ? 1 : 0)}
        aria-activedescendant={cursorDrawn ? rowElementId(cursor) : undefined}
        data-testid="download-list"
        style={style as CSSProperties}
        className={`grid-list min-h-0 flex-1 overflow-y-auto ${headed ? 'overflow-x-auto' : 'overflow-x-hidden'}`}
        onPointerOver={(event) => {
          hover(rowIdAt(event.target));
        }}
        onPointerEnter={held.onPointerEnter}
        onPointerLeave={() => {
          hover(null);
          held.onPointerLeave();
        }}
        onBlur={held.onBlur}
        onMouseDown={onPointerDown}
        onClick={onClick}
        {...drag.handlers}
        onDoubleClick={(event) => {
          const id = rowIdAt(event.target);
          if (id !== null && !onButton(event.target)) openDownload(app, id);
        }}
        onKeyDown={(event) => {
          held.onKeyDown();
          if (event.target !== event.currentTarget) return;
          const page = Math.max(1, Math.floor((event.currentTarget.clientHeight - head) / height) - 1);
          if (handleListKey(app, event, page)) event.preventDefault();
        }}
      >
        {headed && <ColumnHeader columns={columns} />}
        <div role="rowgroup" className="relative min-w-(--least)" style={{ height: virtualizer.getTotalSize() }}>
          {drag.index !== null && (
            <div
              aria-hidden
              className="drop-line"
              data-testid="drop-line"
              style={{ transform: `translateY(${String(drag.index * height)}px)` }}
            />
          )}
          {items.map((item) => {
            const id = ids[item.index];
            return id === undefined ? null : (
              <DownloadRow key={id} id={id} index={item.index} top={item.start - head} columns={layout.shown} />
            );
          })}
        </div>
      </div>
    </RowMenu>
  );
}
