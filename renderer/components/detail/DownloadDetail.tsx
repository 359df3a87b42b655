import { Tabs } from 'radix-ui';
import { useStore } from 'zustand';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import { limitNow } from '../../../shared/settings.ts';
import { isRunning } from '../../../shared/status.ts';
import { percentOf } from '../../i18n/words.ts';
import { useApp, useUi, useWords } from '../context.tsx';
import { StateText } from '../list/StateText.tsx';
import { SegmentBar, hasBar } from '../SegmentBar.tsx';
import { useSteady } from '../steady.ts';
import { Figure, FigureRow } from './Figures.tsx';
import { Notes } from './Notes.tsx';
import { Properties } from './Properties.tsx';
import { SegmentTable } from './SegmentTable.tsx';
import { Sparkline } from './Sparkline.tsx';
import { Timeline } from './Timeline.tsx';
import { VerdictNote } from './VerdictNote.tsx';

export function DownloadDetail({ download }: { readonly download: DownloadSnapshot }) {
  const { t } = useWords();
  const { history, settings } = useApp();
  useStore(history.store, (state) => state.ticks);
  const speeds = history.of(download.id);
  const all = useStore(settings.store, (state) => limitNow(state.settings));
  const limit = Math.min(all ?? Infinity, download.limitBytesPerSecond ?? Infinity);
  const finished = download.status === 'finished';
  return (
    <>
      <div className="flex-none px-5 pt-4 pb-3">
        <h2 className="selectable line-clamp-2 text-md font-semibold wrap-anywhere" data-testid="detail-name">
          <bdi>{download.fileName}</bdi>
        </h2>
        <p className="mt-0.5 truncate text-xs text-muted" title={`${download.host} · ${download.directory}`}>
          {/* The reason of a failure has a place of its own, where it is not cut off. */}
          {download.status !== 'failed' && (
            <>
              <StateText download={download} /> ·{' '}
            </>
          )}
          {download.host} · {folderName(download.directory)}
        </p>
        {hasBar(download) && (
          <div className="mt-3">
            <SegmentBar download={download} large />
          </div>
        )}
        <DownloadFigures download={download} />
        <Notes download={download} />
        {(download.status === 'downloading' || (!finished && speeds.length > 1)) && (
          <div className="mt-4">
            <Sparkline speeds={speeds} limit={Number.isFinite(limit) ? limit : null} />
          </div>
        )}
        {isRunning(download.status) && <VerdictNote download={download} />}
      </div>
      <Tabs.Root
        key={finished ? 'done' : 'open'}
        defaultValue={finished ? 'properties' : 'segments'}
        className="flex min-h-0 flex-1 flex-col"
      >
        <Tabs.List className="flex flex-none gap-4 border-b border-line px-5" aria-label={t('detail.label')}>
          <Tabs.Trigger value="segments" className="tab">
            {t('detail.tabs.segments')}
          </Tabs.Trigger>
          <Tabs.Trigger value="timeline" className="tab" data-testid="tab-timeline">
            {t('detail.tabs.timeline')}
          </Tabs.Trigger>
          <Tabs.Trigger value="properties" className="tab">
            {t('detail.tabs.properties')}
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="segments" className="segment-pane min-h-0 flex-1 overflow-y-auto">
          <SegmentTable download={download} />
        </Tabs.Content>
        <Tabs.Content value="timeline" className="min-h-0 flex-1 overflow-y-auto">
          <Timeline download={download} />
        </Tabs.Content>
        <Tabs.Content value="properties" className="min-h-0 flex-1 overflow-y-auto">
          <Properties download={download} />
        </Tabs.Content>
      </Tabs.Root>
    </>
  );
}

/** The folder's own name; the whole path is among the properties. */
const folderName = (directory: string): string => directory.split(/[\\/]/).findLast(Boolean) ?? directory;

function DownloadFigures({ download }: { readonly download: DownloadSnapshot }) {
  const words = useWords();
  const { t } = words;
  const today = useUi((state) => state.today);
  const received = useSteady(download.receivedBytes);
  const speed = useSteady(download.bytesPerSecond);
  const eta = useSteady(download.etaSeconds, 1000);
  const { sizeBytes, status, finishedAt } = download;
  if (status === 'finished') {
    return (
      <FigureRow>
        <Figure value={words.bytes(sizeBytes ?? received)} label={t('detail.receivedOnly')} />
        {finishedAt !== null && <Figure wide value={words.moment(finishedAt, today)} label={t('detail.finishedAt')} />}
      </FigureRow>
    );
  }
  const percent = percentOf(received, sizeBytes);
  const running = status === 'downloading';
  return (
    <FigureRow>
      {percent === null ? (
        <Figure value={words.bytes(received)} label={t('detail.receivedOnly')} testId="detail-percent" />
      ) : (
        <Figure
          value={t('list.percent', { percent })}
          label={words.size(received, sizeBytes)}
          testId="detail-percent"
        />
      )}
      {running && (
        <Figure
          value={words.speed(speed)}
          label={t('detail.connections', { count: download.activeConnections })}
          testId="detail-speed"
        />
      )}
      {(running || status === 'verifying') && eta !== null && (
        <Figure value={words.duration(eta, 'short')} label={t('detail.left')} testId="detail-eta" />
      )}
    </FigureRow>
  );
}
