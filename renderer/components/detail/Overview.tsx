import { useStore } from 'zustand';
import { limitNow } from '../../../shared/settings.ts';
import { useApp, useRowsSelected, useTotals, useWords } from '../context.tsx';
import { useSteady } from '../steady.ts';
import { Figure, FigureRow } from './Figures.tsx';
import { Sparkline } from './Sparkline.tsx';

/** With nothing selected: everything together. */
export function Overview() {
  const words = useWords();
  const { t } = words;
  const { history, settings } = useApp();
  const limit = useStore(settings.store, (state) => limitNow(state.settings));
  const speeds = useStore(history.store, (state) => state.total);
  const active = useTotals((totals) => totals.counts.active);
  const speed = useSteady(useTotals((totals) => totals.bytesPerSecond));
  const left = useSteady(useTotals((totals) => totals.bytesLeft));
  const connections = useSteady(useTotals((totals) => totals.connections));
  return (
    <div className="px-5 pt-4" data-testid="overview">
      <h2 className="text-md font-semibold">{t('detail.overview')}</h2>
      <p className="mt-0.5 text-xs text-muted">
        {active > 0 ? t('detail.overviewRunning', { count: active }) : t('detail.overviewIdle')}
      </p>
      {active > 0 && (
        <FigureRow>
          <Figure value={words.speed(speed)} label={t('detail.connections', { count: connections })} />
          {left > 0 && <Figure value={words.bytes(left)} label={t('detail.toGo')} />}
          {left > 0 && speed > 0 && (
            <Figure value={words.duration(Math.ceil(left / speed), 'short')} label={t('detail.left')} />
          )}
        </FigureRow>
      )}
      {speeds.length > 1 && (
        <div className="mt-4">
          <Sparkline speeds={speeds} limit={limit} />
        </div>
      )}
      <p className="mt-5 text-xs text-muted">{t('detail.overviewHint')}</p>
    </div>
  );
}

/** With several selected: their sums. */
export function ManyDetail() {
  const words = useWords();
  const { t } = words;
  const rows = useRowsSelected();
  const total = rows.reduce((sum, row) => sum + (row.sizeBytes ?? row.receivedBytes), 0);
  const received = useSteady(rows.reduce((sum, row) => sum + row.receivedBytes, 0));
  return (
    <div className="px-5 pt-4" data-testid="detail-many">
      <h2 className="text-md font-semibold">{t('detail.manyTitle', { count: rows.length })}</h2>
      <FigureRow>
        <Figure value={words.bytes(total)} label={t('detail.totalSize')} />
        <Figure value={words.bytes(received)} label={t('detail.receivedSum')} />
      </FigureRow>
    </div>
  );
}
