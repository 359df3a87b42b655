import { memo } from 'react';
import { useStore } from 'zustand';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import { useApp, useRow, useSetting, useUi, useWords } from '../context.tsx';
import { SegmentBar } from '../SegmentBar.tsx';
import { TypeIcon } from '../TypeIcon.tsx';
import { FileName } from './FileName.tsx';
import { RenameField } from './RenameField.tsx';
import { RowActions } from './RowActions.tsx';
import { RowFigures } from './RowFigures.tsx';
import { StateText } from './StateText.tsx';

export const ROW_HEIGHT = { comfortable: 72, compact: 36 } as const;

export const rowElementId = (id: string): string => `row-${id}`;

interface DownloadRowProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
}

/** Drawn again only when its own download, place or selection changes. */
export const DownloadRow = memo(function DownloadRow({ id, index, top }: DownloadRowProps) {
  const { selection } = useApp();
  const download = useRow(id);
  const selected = useStore(selection, (state) => state.selected.has(id));
  const cursor = useStore(selection, (state) => state.cursor === id);
  const density = useSetting('density');
  if (!download) return null;
  const Body = density === 'compact' ? CompactBody : ComfortableBody;
  return (
    <div
      role="row"
      id={rowElementId(id)}
      aria-rowindex={index + 1}
      aria-selected={selected}
      className={`row row-${density}`}
      style={{ transform: `translateY(${String(top)}px)` }}
      data-testid="download-row"
      data-id={id}
      data-status={download.status}
      data-cursor={cursor || undefined}
    >
      <Body download={download} selected={selected} cursor={cursor} />
    </div>
  );
});

/** A bar has done its work when all is there, and has nothing to tell of a failure that left nothing behind. */
export const hasBar = ({ status, receivedBytes }: DownloadSnapshot): boolean =>
  status !== 'finished' && (status !== 'failed' || receivedBytes > 0);

function RowName({ id, name, className }: { readonly id: string; readonly name: string; readonly className: string }) {
  const renaming = useUi((state) => state.renaming === id);
  return renaming ? <RenameField id={id} name={name} /> : <FileName name={name} className={className} />;
}

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

/** The bar has the middle column; where no bytes flow, the state stands in the column of the speed. */
function CompactBody({ download, selected, cursor }: BodyProps) {
  const { id, fileName, mediaType, status } = download;
  return (
    <>
      <div className="text-muted">
        <TypeIcon fileName={fileName} mediaType={mediaType} />
      </div>
      <RowName id={id} name={fileName} className="font-medium" />
      <div role="gridcell" className="min-w-0 truncate text-xs">
        {status === 'failed' ? (
          <span data-testid="row-state">
            <StateText download={download} />
          </span>
        ) : (
          hasBar(download) && <SegmentBar download={download} selected={selected} />
        )}
      </div>
      <RowFigures download={download} compact />
      <RowActions id={id} status={status} failure={download.failure} cursor={cursor && selected} />
    </>
  );
}
