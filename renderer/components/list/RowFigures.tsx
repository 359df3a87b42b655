import { memo } from 'react';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import { useUi, useWords } from '../context.tsx';
import { useSteady } from '../steady.ts';
import { StateText } from './StateText.tsx';

interface RowFiguresProps {
  readonly download: DownloadSnapshot;
  /** With the state in words, in the column of the speed while there is none. */
  readonly compact?: boolean;
}

/** Size, speed and time: the three columns at the end of a row. */
export function RowFigures({ download, compact = false }: RowFiguresProps) {
  const { status, receivedBytes, sizeBytes, bytesPerSecond, etaSeconds, finishedAt, retryAt } = download;
  const flows = status === 'downloading' && bytesPerSecond > 0 && retryAt === null;
  const waits = retryAt !== null && compact;
  return (
    <>
      <div role="gridcell" className="figure figure-size text-muted">
        <Size received={status === 'finished' ? (sizeBytes ?? receivedBytes) : receivedBytes} total={sizeBytes} />
      </div>
      <div role="gridcell" className={`figure font-semibold ${waits ? 'col-span-2' : ''}`}>
        {flows && <Speed value={bytesPerSecond} />}
        {compact && !flows && status !== 'failed' && (
          <span className="text-xs" data-testid="row-state">
            <StateText download={download} short />
          </span>
        )}
      </div>
      {!waits && (
        <div role="gridcell" className="figure text-muted">
          {finishedAt !== null && status === 'finished' ? (
            <Moment at={finishedAt} />
          ) : (
            (flows || status === 'verifying') && <Eta seconds={etaSeconds} />
          )}
        </div>
      )}
    </>
  );
}

// Figures and units are written from left to right in every language, and <bdi> keeps them so.

const Size = memo(function Size({ received, total }: { readonly received: number; readonly total: number | null }) {
  const words = useWords();
  const shown = useSteady(received, 250);
  return shown === 0 && total === null ? null : <bdi>{words.size(shown, total)}</bdi>;
});

const Speed = memo(function Speed({ value }: { readonly value: number }) {
  const words = useWords();
  const shown = useSteady(value);
  return shown > 0 ? <bdi>{words.speed(shown)}</bdi> : null;
});

const Eta = memo(function Eta({ seconds }: { readonly seconds: number | null }) {
  const words = useWords();
  const shown = useSteady(seconds, 1000);
  return shown === null ? null : <bdi>{words.duration(shown)}</bdi>;
});

const Moment = memo(function Moment({ at }: { readonly at: number }) {
  const words = useWords();
  const today = useUi((state) => state.today);
  return <bdi title={words.fullDate(at)}>{words.moment(at, today)}</bdi>;
});
