import { useEffect, useState } from 'react';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import type { TimelineEntry } from '../../../shared/timeline.ts';
import { startOfDay } from '../../format/dates.ts';
import { spokenEntry } from '../../i18n/timeline.ts';
import { useApp, useUi, useWords } from '../context.tsx';
import { useSteady } from '../steady.ts';

/** Asked again at most this often, ms. */
const INTERVAL = 1000;

/** Every entry comes with a change of its row, so that is what it is asked for again; `null` until it is known. */
function useTimeline(download: DownloadSnapshot): readonly TimelineEntry[] | null {
  const { actions } = useApp();
  const [entries, setEntries] = useState<readonly TimelineEntry[] | null>(null);
  const seen = useSteady(download, INTERVAL);
  const { id } = download;
  useEffect(() => {
    let late = false;
    void actions.timeline(id).then((told) => {
      if (!late && told) setEntries(told);
    });
    return () => {
      late = true;
    };
  }, [actions, id, seen]);
  return entries;
}

/** What happened to a download, in sentences; the newest first, since that is what is being looked for. */
export function Timeline({ download }: { readonly download: DownloadSnapshot }) {
  const words = useWords();
  const entries = useTimeline(download);
  const today = useUi((state) => state.today);
  if (entries === null) return null;
  if (entries.length === 0) return <p className="px-5 py-4 text-xs text-muted">{words.t('timeline.empty')}</p>;
  const newestFirst = entries.toReversed();
  const dayOf = (entry: TimelineEntry | undefined): number => (entry ? Math.min(startOfDay(entry.at), today) : today);
  return (
    <ol className="timeline" reversed data-testid="timeline">
      {newestFirst.map((entry, index) => {
        const turned = dayOf(entry) !== dayOf(newestFirst[index - 1]);
        return (
          <li key={`${String(entries.length - index)} ${String(entry.at)}`} data-code={entry.code}>
            {turned && <div className="timeline-day">{words.day(entry.at, today)}</div>}
            <time dateTime={new Date(entry.at).toISOString()}>{words.clock(entry.at)}</time>
            <span className={`selectable ${entry.code === 'failed' ? 'text-fail' : ''}`}>
              <bdi>{spokenEntry(entry, words)}</bdi>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
