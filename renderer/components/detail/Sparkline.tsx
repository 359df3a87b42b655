import { useId } from 'react';
import { HISTORY_LENGTH } from '../../store/history.ts';
import { useWords } from '../context.tsx';

const WIDTH = 304;
const HEIGHT = 64;
/** Samples that fill the width at first, so that a line is to be seen soon. */
const SPAN_AT_FIRST = 30;

interface SparklineProps {
  /** Bytes per second, one a second, oldest first. */
  readonly speeds: readonly number[];
}

/** The newest at the end, the top labelled so that height means something. The span grows from half a minute to two. */
export function Sparkline({ speeds }: SparklineProps) {
  const words = useWords();
  const clip = useId();
  const top = niceTop(Math.max(...speeds, 0));
  const span = Math.max(SPAN_AT_FIRST, Math.min(HISTORY_LENGTH, speeds.length));
  const step = WIDTH / (span - 1);
  const first = WIDTH - (speeds.length - 1) * step;
  const points = speeds.map((speed, index) => {
    const x = first + index * step;
    const y = HEIGHT - (speed / top) * (HEIGHT - 2) - 1;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const line = points.join(' L');
  return (
    <figure>
      <svg
        role="img"
        aria-label={words.t('detail.chart')}
        className="block h-16 w-full rtl:-scale-x-100"
        viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
      >
        <clipPath id={clip}>
          <rect width={WIDTH} height={HEIGHT} rx="4" />
        </clipPath>
        <g clipPath={`url(#${clip})`}>
          {[0, 0.5].map((share) => (
            <line key={share} x2={WIDTH} y1={share * HEIGHT + 0.5} y2={share * HEIGHT + 0.5} stroke="var(--line)" />
          ))}
          {points.length > 1 && (
            <>
              <path
                d={`M${first.toFixed(1)},${String(HEIGHT)} L${line} L${String(WIDTH)},${String(HEIGHT)} Z`}
                fill="var(--accent)"
                opacity="0.13"
              />
              <path
                d={`M${line}`}
                fill="none"
                stroke="var(--accent)"
                strokeWidth="1.5"
                vectorEffect="non-scaling-stroke"
                strokeLinejoin="round"
              />
            </>
          )}
          <line x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--line)" />
        </g>
      </svg>
      <figcaption className="mt-1 flex justify-between text-2xs text-faint tabular-nums">
        <span>{words.t('detail.chartSpan', { time: words.duration(span) })}</span>
        {top > 1 && <span>{words.t('detail.chartTop', { speed: words.speed(top) })}</span>}
      </figcaption>
    </figure>
  );
}

/** 1, 2 or 5 times a power of ten, at or above `value`: the scale stays put while the speed wavers. */
function niceTop(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 5, 7.5, 10].map((factor) => factor * power).find((candidate) => candidate >= value) ?? value;
}
