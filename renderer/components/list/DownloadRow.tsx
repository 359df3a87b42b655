import { memo } from 'react';
import { useStore } from 'zustand';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import type { Column } from '../../../shared/settings/view.ts';
import { useApp, useRow, useSetting, useUi, useWords } from '../context.tsx';
import { SegmentBar, hasBar } from '../SegmentBar.tsx';
import { TypeIcon } from '../TypeIcon.tsx';
import { CompactBody } from './CompactBody.tsx';
import { RowActions } from './RowActions.tsx';
import { RowFigures } from './RowFigures.tsx';
import { RowName } from './RowName.tsx';
import { StateText } from './StateText.tsx';

export const ROW_HEIGHT = { comfortable: 72, compact: 36 } as const;

export const rowElementId = (id: string): string => `row-${id}`;

interface DownloadRowProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  /** Of compact rows. */
  readonly columns: readonly Column[];
}

/** Drawn again only when its own download, place or selection changes. */
export const DownloadRow = memo(function DownloadRow({ id, index, top, columns }: DownloadRowProps) {
  const { selection } = useApp();
  const download = useRow(id);
  const selected = useStore(selection, (state) => state.selected.has(id));
  const cursor = useStore(selection, (state) => state.cursor === id);
  const density = useSetting('density');
  const renaming = useUi((state) => state.renaming === id);
  if (!download) return null;
  const compact = density === 'compact';
  const body = { download, selected, cursor };
  return (
    <div
      role="row"
      id={rowElementId(id)}
      // The first is that of the columns' names.
      aria-rowindex={index + (compact ? 2 : 1)}
      aria-selected={selected}
      className={`row row-${density}`}
      draggable={!renaming}
      style={{ transform: `translateY(${String(top)}px)` }}
      data-testid="download-row"
      data-id={id}
      data-status={download.status}
      data-cursor={cursor || undefined}
    >
      {compact ? <CompactBody {...body} columns={columns} /> : <ComfortableBody {...body} />}
    </div>
  );
});

interface BodyProps {
  readonly download: DownloadSnapshot;
  readonly selected: boolean;
  readonly cursor: boolean;
}

function ComfortableBody({ download, selected, cursor }: BodyProps) {
  const { t } = useWords();
  const { id, fileName, mediaType, status, host, notice } = download;
  return (
    <>
      <div className="row-tile">
        <TypeIcon fileName={fileName} mediaType={mediaType} />
      </div>
      <div className="row-lines">
        <RowName id={id} name={fileName} className="font-semibold" />
        <RowFigures download={download} />
        <div className="row-second">
          <div role="gridcell" className="truncate text-xs text-muted" data-testid="row-state">
            <StateText download={download} />
            {status !== 'failed' && <span> · {host}</span>}
            {notice !== null && status !== 'failed' && <span> · {t(`notice.${notice}`)}</span>}
          </div>
          <RowActions id={id} status={status} failure={download.failure} cursor={cursor && selected} />
        </div>
        {hasBar(download) && (
          <div role="gridcell" className="row-bar">
            <SegmentBar download={download} selected={selected} />
          </div>
        )}
      </div>
    </>
  );
}
