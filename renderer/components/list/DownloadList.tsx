import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, type MouseEvent } from 'react';
import { useStore } from 'zustand';
import { select } from '../../store/selection.ts';
import { useApp, useIds, useSetting, useWords } from '../context.tsx';
import { DownloadRow, ROW_HEIGHT, rowElementId } from './DownloadRow.tsx';
import { handleListKey, openDownload } from './list-keys.ts';
import { RowMenu } from './RowMenu.tsx';
import { useDragOut } from './use-drag-out.ts';

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
  // The same function as long as the ids are: with a new one the virtualizer measures all 10,000 rows again.
  const getItemKey = useCallback((index: number) => ids[index] ?? index, [ids]);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are only used here, and rows memoise themselves.
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey,
    // Few: rows are made before the frame in which they come into sight.
    overscan: 3,
  });
  useEffect(() => {
    virtualizer.measure();
  }, [virtualizer, height]);
  useEffect(() => {
    const index = cursor === null ? -1 : app.visible.getState().ids.indexOf(cursor);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
  }, [app, virtualizer, cursor]);

  const dragOut = useDragOut(rowIdAt);

  function hover(hovered: string | null): void {
    if (hovered !== app.ui.store.getState().hovered) app.ui.store.setState({ hovered });
  }
  function onPointerDown(event: MouseEvent): void {
    if (event.button !== 0 || onButton(event.target)) return;
    const id = rowIdAt(event.target);
    if (id === null) {
      app.selection.setState({ selected: new Set(), anchor: null });
      return;
    }
    const mode = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only';
    app.selection.setState(select(app.selection.getState(), ids, id, mode));
  }

  const items = virtualizer.getVirtualItems();
  const cursorDrawn = cursor !== null && items.some((item) => item.key === cursor);
  return (
    <RowMenu rowIdAt={rowIdAt}>
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={t('list.label')}
        aria-multiselectable
        aria-rowcount={ids.length}
        aria-activedescendant={cursorDrawn ? rowElementId(cursor) : undefined}
        data-testid="download-list"
        className="grid-list min-h-0 flex-1 overflow-x-hidden overflow-y-auto"
        onPointerOver={(event) => {
          hover(rowIdAt(event.target));
        }}
        onPointerLeave={() => {
          hover(null);
        }}
        onMouseDown={onPointerDown}
        onDragStartCapture={dragOut}
        onDoubleClick={(event) => {
          const id = rowIdAt(event.target);
          if (id !== null && !onButton(event.target)) openDownload(app, id);
        }}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return;
          const page = Math.max(1, Math.floor(event.currentTarget.clientHeight / height) - 1);
          if (handleListKey(app, event, page)) event.preventDefault();
        }}
      >
        <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const id = ids[item.index];
            return id === undefined ? null : <DownloadRow key={id} id={id} index={item.index} top={item.start} />;
          })}
        </div>
      </div>
    </RowMenu>
  );
}
