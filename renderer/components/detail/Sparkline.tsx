import { useId } from 'react';
import { HISTORY_LENGTH, type Line } from '../../store/history.ts';
import { useWords } from '../context.tsx';

const WIDTH = 304;
const HEIGHT = 64;
/** Samples that fill the width at first, so that a line is to be seen soon. */
const SPAN_AT_FIRST = 30;

interface SparklineProps {
  /** Bytes per second, one a second, oldest first; `null` where nothing ran for a while. */
  readonly speeds: Line;
  /** Bytes per second that hold now. */
  readonly limit?: number | null;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const at = ({ x, y }: Point): string => `${x.toFixed(1)},${y.toFixed(1)}`;

/** Runs without a pause, as points; and where the pauses are. */
function runsOf(speeds: Line, yOf: (speed: number) => number, xOf: (index: number) => number) {
  const runs: Point[][] = [[]];
  const pauses: number[] = [];
  speeds.forEach((speed, index) => {
    if (speed !== null) runs.at(-1)?.push({ x: xOf(index), y: yOf(speed) });
    else {
      pauses.push(xOf(index));
      runs.push([]);
    }
  });
  return { runs: runs.filter((run) => run.length > 1), pauses };
}

/** The newest at the end, the top labelled so that height means something. The span grows from half a minute to two. */
export function Sparkline({ speeds, limit = null }: SparklineProps) {
  const words = useWords();
  const { t } = words;
  const clip = useId();
  const measured = speeds.filter((speed) => speed !== null);
  const highest = Math.max(...measured, 0);
  // A limit far above what flows would press the line flat: then it is told, not drawn.
  const drawnLimit = limit !== null && limit <= highest * 2 ? limit : null;
  const top = niceTop(Math.max(highest, drawnLimit ?? 0));
  const span = Math.max(SPAN_AT_FIRST, Math.min(HISTORY_LENGTH, speeds.length));
  const step = WIDTH / (span - 1);
  const first = WIDTH - (speeds.length - 1) * step;
  const yOf = (speed: number): number => HEIGHT - (speed / top) * (HEIGHT - 2) - 1;
  const { runs, pauses } = runsOf(speeds, yOf, (index) => first + index * step);
  const mean = measured.reduce((sum, speed) => sum + speed, 0) / Math.max(1, measured.length);
  const told = [
    t('graph.told', {
      time: words.duration(span),
      now: words.speed(measured.at(-1) ?? 0),
      mean: words.speed(mean),
      highest: words.speed(highest),
    }),
    pauses.length > 0 ? t('graph.pauses', { count: pauses.length }) : '',
    limit === null ? '' : t('graph.limit', { speed: words.speed(limit) }),
  ];
  return (
    <figure>
      <svg
        role="img"
        aria-label={told.filter(Boolean).join(' ')}
        className="block h-16 w-full rtl:-scale-x-100"
        viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
        data-testid="speed-graph"
      >
        <clipPath id={clip}>
          <rect width={WIDTH} height={HEIGHT} rx="4" />
        </clipPath>
        <g clipPath={`url(#${clip})`}>
          {[0, 0.5].map((share) => (
            <line key={share} x2={WIDTH} y1={share * HEIGHT + 0.5} y2={share * HEIGHT + 0.5} stroke="var(--line)" />
          ))}
          {runs.map((run) => {
            const line = run.map(at).join(' L');
            const [begin, end] = [run[0]?.x ?? 0, run.at(-1)?.x ?? 0].map((x) => x.toFixed(1));
            return (
              <g key={begin}>
                <path
                  d={`M${String(begin)},${String(HEIGHT)} L${line} L${String(end)},${String(HEIGHT)} Z`}
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
              </g>
            );
          })}
          {pauses.map((x) => (
            <line
              key={x}
              data-mark="pause"
              x1={x}
              x2={x}
              y2={HEIGHT}
              stroke="var(--ink-faint)"
              strokeDasharray="2 3"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {drawnLimit !== null && (
            <line
              data-mark="limit"
              x2={WIDTH}
              y1={yOf(drawnLimit)}
              y2={yOf(drawnLimit)}
              stroke="var(--seg-wait)"
              strokeDasharray="5 4"
              vectorEffect="non-scaling-stroke"
            />
          )}
          <line x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--line)" />
        </g>
      </svg>
      <figcaption className="mt-1 flex justify-between gap-3 text-2xs text-faint tabular-nums">
        <span>{t('detail.chartSpan', { time: words.duration(span) })}</span>
        {limit !== null && <span className="text-wait">{t('foot.limit', { speed: words.speed(limit) })}</span>}
        {top > 1 && <span>{t('detail.chartTop', { speed: words.speed(top) })}</span>}
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
