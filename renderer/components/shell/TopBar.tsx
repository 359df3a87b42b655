import { Pause, Play, Plus, Settings } from 'lucide-react';
import { useApp, useTotals, useUi, useWords } from '../context.tsx';
import { useSteady } from '../steady.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Mark } from './Mark.tsx';
import { SearchField } from './SearchField.tsx';

export function TopBar() {
  const { ui, actions } = useApp();
  const { t } = useWords();
  const mac = useUi((state) => state.info?.platform === 'darwin');
  const canPause = useTotals((totals) => totals.canPause);
  const canResume = useTotals((totals) => totals.canResume);
  return (
    <header className="top-bar border-b border-line bg-panel">
      <h1 className="flex items-center gap-2.5 ps-4 text-md font-semibold">
        <Mark />
        <span className="max-tight:sr-only">Sluice</span>
      </h1>
      <div className="flex items-center gap-2" role="toolbar" aria-label={t('list.label')}>
        <Button
          kind="primary"
          icon={Plus}
          data-testid="add"
          data-tip={mac ? '⌘N' : 'Ctrl+N'}
          onClick={() => {
            ui.openAdd();
          }}
        >
          {t('action.add')}
        </Button>
        <IconButton
          icon={Pause}
          label={t('action.pauseAll')}
          disabled={!canPause}
          data-testid="pause-all"
          onClick={() => {
            void actions.pauseAll();
          }}
        />
        <IconButton
          icon={Play}
          label={t('action.resumeAll')}
          disabled={!canResume}
          data-testid="resume-all"
          onClick={() => {
            void actions.resumeAll();
          }}
        />
      </div>
      <SearchField />
      <Readout />
      <IconButton
        icon={Settings}
        label={t('action.settings')}
        data-testid="settings"
        className="me-4"
        onClick={ui.openSettings}
      />
    </header>
  );
}

/** The total, in the one place the eye goes to. */
function Readout() {
  const words = useWords();
  const { t } = words;
  const speed = useSteady(useTotals((totals) => totals.bytesPerSecond));
  const active = useTotals((totals) => totals.counts.active);
  const connections = useSteady(useTotals((totals) => totals.connections));
  if (active === 0) return <div className="text-end text-xs text-muted max-tight:invisible">{t('top.idle')}</div>;
  return (
    <div className="flex items-baseline justify-end gap-2 whitespace-nowrap tabular-nums" data-testid="total-speed">
      <bdi className="text-md font-semibold">{words.speed(speed)}</bdi>
      <bdi className="text-xs text-muted max-[900px]:hidden">
        {t('top.active', { count: active })} · {t('top.connections', { count: connections })}
      </bdi>
    </div>
  );
}
