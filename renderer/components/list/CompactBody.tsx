import type { DownloadSnapshot } from '../../../shared/download.ts';
import type { Column } from '../../../shared/settings/view.ts';
import { assertNever } from '../../../shared/status.ts';
import { useWords } from '../context.tsx';
import { SegmentBar, hasBar } from '../SegmentBar.tsx';
import { TypeIcon } from '../TypeIcon.tsx';
import { Left, Moment, Size, Speed, flows } from './RowFigures.tsx';
import { RowActions } from './RowActions.tsx';
import { RowName } from './RowName.tsx';
import { StateText } from './StateText.tsx';

interface CompactBodyProps {
  readonly download: DownloadSnapshot;
  readonly selected: boolean;
  readonly cursor: boolean;
  readonly columns: readonly Column[];
}

/** One line, a cell to a column. */
export function CompactBody({ download, selected, cursor, columns }: CompactBodyProps) {
  const { id, fileName, mediaType, status, retryAt } = download;
  const named = columns.includes('state');
  // Words that count down take two columns of figures, where these stand side by side.
  const beside = columns.indexOf('left') === columns.indexOf('speed') + 1 && columns.includes('speed');
  const wide = !named && retryAt !== null && beside;
  return (
    <>
      <div className="text-muted">
        <TypeIcon fileName={fileName} mediaType={mediaType} />
      </div>
      <RowName id={id} name={fileName} className="font-medium" />
      {columns.map((column) =>
        column === 'left' && wide ? null : (
          <Cell key={column} column={column} download={download} selected={selected} named={named} wide={wide} />
        ),
      )}
      <RowActions id={id} status={status} failure={download.failure} cursor={cursor && selected} />
    </>
  );
}

interface CellProps {
  readonly column: Column;
  readonly download: DownloadSnapshot;
  readonly selected: boolean;
  /** The state has a column of its own. */
  readonly named: boolean;
  /** The speed's column takes the next one too. */
  readonly wide: boolean;
}

/** Without a column of its own the state stands where no bytes flow: a failure at the bar, all else at the speed. */
function Cell({ column, download, selected, named, wide }: CellProps) {
  const { integer } = useWords();
  const { status } = download;
  switch (column) {
    case 'progress':
      return (
        <div role="gridcell" className="min-w-0 truncate text-xs">
          {status === 'failed' && !named ? (
            <State download={download} />
          ) : (
            hasBar(download) && <SegmentBar download={download} selected={selected} />
          )}
        </div>
      );
    case 'state':
      return (
        <div role="gridcell" className="min-w-0 truncate text-xs">
          <State download={download} short />
        </div>
      );
    case 'size':
      return (
        <div role="gridcell" className="figure text-muted">
          <Size download={download} />
        </div>
      );
    case 'speed':
      return (
        <div role="gridcell" className={`figure font-semibold ${wide ? 'col-span-2' : ''}`}>
          {flows(download) ? (
            <Speed value={download.bytesPerSecond} />
          ) : (
            !named && status !== 'failed' && <State download={download} short />
          )}
        </div>
      );
    case 'left':
      return (
        <div role="gridcell" className="figure text-muted">
          <Left download={download} />
        </div>
      );
    case 'connections':
      return (
        <div role="gridcell" className="figure text-muted">
          {download.activeConnections > 0 && integer(download.activeConnections)}
        </div>
      );
    case 'host':
      return (
        <div role="gridcell" className="truncate text-xs text-muted" title={download.host}>
          <bdi>{download.host}</bdi>
        </div>
      );
    case 'added':
      return (
        <div role="gridcell" className="figure text-muted">
          <Moment at={download.createdAt} />
        </div>
      );
    default:
      return assertNever(column);
  }
}

function State({ download, short = false }: { readonly download: DownloadSnapshot; readonly short?: boolean }) {
  return (
    <span className="text-xs" data-testid="row-state">
      <StateText download={download} short={short} />
    </span>
  );
}
