import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { DownloadSnapshot } from '../../shared/download.ts';
import { spokenBar } from '../i18n/state.ts';
import { percentOf } from '../i18n/words.ts';
import { barModel, positionsOf } from '../segments/model.ts';
import { BarPainter } from '../segments/painter.ts';
import { onPaletteChange } from '../segments/palette.ts';
import { watchSize } from '../segments/resize.ts';
import { useWords } from './context.tsx';

/** A bar has done its work when all is there, and has nothing to tell of a failure that left nothing behind. */
export const hasBar = ({ status, receivedBytes }: DownloadSnapshot): boolean =>
  status !== 'finished' && (status !== 'failed' || receivedBytes > 0);

interface SegmentBarProps {
  readonly download: DownloadSnapshot;
  readonly selected?: boolean;
  readonly large?: boolean;
}

/**
 * Every segment where it lies in the file. In a list it is a picture with a description, not a progress bar: screen
 * readers follow those by ear, and twenty at once would be noise. The large one of the detail panel is a progress bar.
 */
export function SegmentBar({ download, selected = false, large = false }: SegmentBarProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<BarPainter>(null);
  const words = useWords();
  const model = useMemo(() => barModel(download), [download]);

  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const created = new BarPainter(element);
    painter.current = created;
    const stops = [
      watchSize(element, (width, height) => {
        created.resize(width, height);
      }),
      onPaletteChange(() => {
        created.repaint();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      created.dispose();
    };
  }, []);
  useEffect(() => {
    if (model) painter.current?.show(model, selected);
  }, [model, selected]);

  const percent = percentOf(download.receivedBytes, download.sizeBytes);
  const spoken = spokenBar(download, words, percent);
  const label = words.t('bar.label', { name: download.fileName });
  const role = large
    ? ({
        role: 'progressbar',
        'aria-label': label,
        'aria-valuetext': spoken,
        'aria-valuemin': 0,
        'aria-valuemax': 100,
        ...(percent === null ? {} : { 'aria-valuenow': percent }),
      } as const)
    : ({ role: 'img', 'aria-label': spoken } as const);
  return (
    <div
      className={`bar ${large ? 'bar-large' : ''}`}
      data-testid="segment-bar"
      data-segments={download.segments.length}
      data-positions={positionsOf(download.segments)}
      {...role}
    >
      <canvas ref={canvas} className="bar-canvas" />
    </div>
  );
}
