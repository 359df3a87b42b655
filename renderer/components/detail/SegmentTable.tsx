import type { DownloadSnapshot, SegmentSnapshot } from '../../../shared/download.ts';
import { TONE_CLASS, type Tone } from '../../i18n/state.ts';
import { dashesOf } from '../../segments/marks.ts';
import { sourcesOf } from '../../segments/model.ts';
import { useWords } from '../context.tsx';
import { Countdown } from '../list/StateText.tsx';
import { useSteady } from '../steady.ts';

const TONES: Readonly<Record<SegmentSnapshot['state'], Tone>> = {
  idle: 'still',
  connecting: 'flow',
  active: 'flow',
  stalled: 'wait',
  waiting: 'wait',
  done: 'done',
};

interface Line extends SegmentSnapshot {
  /** How many segments it stands for. */
  readonly count: number;
}

/** Neighbours that are done, by the same source, are one line: after an hour of splitting there are hundreds, and nobody asks about them. */
function linesOf(segments: readonly SegmentSnapshot[]): Line[] {
  const lines: Line[] = [];
  for (const segment of segments) {
    const last = lines.at(-1);
    if (
      last?.state === 'done' &&
      segment.state === 'done' &&
      last.end === segment.start &&
      last.source === segment.source
    ) {
      lines[lines.length - 1] = { ...last, end: segment.end, position: segment.end, count: last.count + 1 };
    } else lines.push({ ...segment, count: 1 });
  }
  return lines;
}

/** What stood still when the download did is idle, whatever it was doing. */
const shownState = ({ state }: Line, running: boolean): Line['state'] => (running || state === 'done' ? state : 'idle');

interface HostCellProps {
  readonly line: Line;
  readonly marked: boolean;
}

/** Where the bytes come from; of a done segment that is told only where there are several sources. */
function HostCell({ line, marked }: HostCellProps) {
  const { t } = useWords();
  const { host, source } = line;
  const number = marked ? source : null;
  if (host === null && number === null) return <td />;
  const named = number === null ? host : t('detail.source', { number });
  const whole = number !== null && host !== null ? t('detail.sourceHost', { number, host }) : named;
  return (
    <td className="truncate text-muted" data-tip={whole} data-testid="segment-host" data-source={source ?? undefined}>
      {number !== null && <SourceMark number={number} />}
      <bdi>{host ?? named}</bdi>
    </td>
  );
}

/** The line that marks the source's segments in the bar, and its number. */
function SourceMark({ number }: { readonly number: number }) {
  const { t, integer } = useWords();
  return (
    <span className="source-mark">
      <svg aria-hidden width="14" height="3" viewBox="0 0 14 3">
        <line
          x2="14"
          y1="1.5"
          y2="1.5"
          stroke="var(--seg-mark)"
          strokeWidth="3"
          strokeDasharray={dashesOf(number).join(' ')}
        />
      </svg>
      <span aria-hidden>{integer(number)}</span>
      <span className="sr-only">{t('detail.source', { number })} </span>
    </span>
  );
}

function Attempts({ count }: { readonly count: number }) {
  const { t, integer } = useWords();
  const text = t('detail.attemptsCount', { count });
  return (
    <span className="me-2 text-faint" data-tip={text}>
      <span aria-hidden>×{integer(count)}</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}

/** The connection behind each piece of the bar. */
export function SegmentTable({ download }: { readonly download: DownloadSnapshot }) {
  const words = useWords();
  const { t } = words;
  const segments = useSteady(download.segments);
  const running = download.status === 'downloading' || download.status === 'probing';
  if (segments.length === 0) {
    const done = download.checksum ? t('detail.noSegmentsDone') : t('detail.noSegmentsDoneUnverified');
    return (
      <p className="px-5 py-4 text-xs text-muted">{download.status === 'finished' ? done : t('detail.noSegments')}</p>
    );
  }
  const marked = sourcesOf(segments).length > 0;
  const total = download.sizeBytes ?? segments.at(-1)?.end ?? 0;
  return (
    <table className="segment-table" data-testid="segment-table">
      <thead>
        <tr>
          <th scope="col" className="w-24">
            {t('detail.range')}
          </th>
          <th scope="col">{t('detail.host')}</th>
          <th scope="col" className="w-9">
            {t('detail.httpColumn')}
          </th>
          <th scope="col" className="percent-column w-10 text-end!">
            {t('detail.percentColumn')}
          </th>
          <th scope="col" className="w-23 text-end!">
            {t('detail.speedColumn')}
          </th>
        </tr>
      </thead>
      <tbody>
        {linesOf(segments).map((line) => {
          const length = line.end - line.start;
          const share = length === 0 ? 100 : Math.floor(((line.position - line.start) / length) * 100);
          const flows = running && line.state === 'active' && line.bytesPerSecond > 0;
          const state = shownState(line, running);
          return (
            <tr key={line.id} data-state={line.state}>
              <td colSpan={line.count > 1 ? 3 : 1}>
                {line.count > 1 && marked && line.source !== null && <SourceMark number={line.source} />}
                {words.range(line.start, line.end, total)}
                {line.count > 1 && <span className="text-faint"> · {t('bar.segments', { count: line.count })}</span>}
              </td>
              {line.count === 1 && (
                <>
                  <HostCell line={line} marked={marked} />
                  <td className="text-muted" data-testid="segment-http">
                    {line.httpVersion}
                  </td>
                </>
              )}
              <td className="percent-column text-end text-muted">
                {line.state === 'done' ? '' : t('list.percent', { percent: share })}
              </td>
              <td className="text-end">
                {line.attempts > 1 && line.state !== 'done' && <Attempts count={line.attempts} />}
                {flows ? (
                  <>
                    <span className="sr-only">{t('segment.active')} </span>
                    <span className="font-semibold">{words.speed(line.bytesPerSecond)}</span>
                  </>
                ) : (
                  <span className={TONE_CLASS[TONES[state]]}>
                    {state === 'waiting' && line.retryAt !== null ? (
                      <Countdown
                        until={line.retryAt}
                        say={(seconds) =>
                          seconds > 0
                            ? t('segment.retryIn', { time: words.duration(seconds, 'short') })
                            : t('segment.connecting')
                        }
                      />
                    ) : (
                      t(`segment.${state}`)
                    )}
                  </span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
