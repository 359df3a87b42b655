import { memo } from 'react';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import { useUi, useWords } from '../context.tsx';
import { useSteady } from '../steady.ts';

/** Bytes come. */
export const flows = ({ status, bytesPerSecond, retryAt }: DownloadSnapshot): boolean =>
  status === 'downloading' && bytesPerSecond > 0 && retryAt === null;

/** Size, speed and time: the three figures at the end of a comfortable row. */
export function RowFigures({ download }: { readonly download: DownloadSnapshot }) {
  return (
    <>
      <div role="gridcell" className="figure figure-size text-muted">
        <Size download={download} />
      </div>
      <div role="gridcell" className="figure font-semibold">
        {flows(download) && <Speed value={download.bytesPerSecond} />}
      </div>
      <div role="gridcell" className="figure text-muted">
        <Left download={download} />
      </div>
    </>
  );
}

/** Time that is left, or when it was done. */
export function Left({ download }: { readonly download: DownloadSnapshot }) {
  const { status, finishedAt, etaSeconds } = download;
  if (status === 'finished') return finishedAt === null ? null : <Moment at={finishedAt} />;
  return flows(download) || status === 'verifying' ? <Eta seconds={etaSeconds} /> : null;
}

export function Size({ download }: { readonly download: DownloadSnapshot }) {
  const { status, receivedBytes, sizeBytes } = download;
  return (
    <SteadySize received={status === 'finished' ? (sizeBytes ?? receivedBytes) : receivedBytes} total={sizeBytes} />
  );
}

// Figures and units are written from left to right in every language, and <bdi> keeps them so.

interface SteadySizeProps {
  readonly received: number;
  readonly total: number | null;
}

const SteadySize = memo(function SteadySize({ received, total }: SteadySizeProps) {
  const words = useWords();
  const shown = useSteady(received, 250);
  return shown === 0 && total === null ? null : <bdi>{words.size(shown, total)}</bdi>;
});

export const Speed = memo(function Speed({ value }: { readonly value: number }) {
  const words = useWords();
  const shown = useSteady(value);
  return shown > 0 ? <bdi>{words.speed(shown)}</bdi> : null;
});

const Eta = memo(function Eta({ seconds }: { readonly seconds: number | null }) {
  const words = useWords();
  const shown = useSteady(seconds, 1000);
  return shown === null ? null : <bdi>{words.duration(shown)}</bdi>;
});

export const Moment = memo(function Moment({ at }: { readonly at: number }) {
  const words = useWords();
  const today = useUi((state) => state.today);
  return <bdi title={words.fullDate(at)}>{words.moment(at, today)}</bdi>;
});
