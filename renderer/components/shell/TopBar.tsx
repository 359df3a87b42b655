import { Pause, Play, Plus, Settings, Turtle } from 'lucide-react';
import { Toolbar } from 'radix-ui';
import { useApp, useSetting, useTotals, useUi, useWords } from '../context.tsx';
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
      {/* One stop for the Tab key; arrows go on from there. */}
      <Toolbar.Root className="flex items-center gap-2" aria-label={t('list.label')}>
        <Toolbar.Button asChild>
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
        </Toolbar.Button>
        <Toolbar.Button asChild disabled={!canPause}>
          <IconButton
            icon={Pause}
            label={t('action.pauseAll')}
            data-testid="pause-all"
            onClick={() => {
              void actions.pauseAll();
            }}
          />
        </Toolbar.Button>
        <Toolbar.Button asChild disabled={!canResume}>
          <IconButton
            icon={Play}
            label={t('action.resumeAll')}
            data-testid="resume-all"
            onClick={() => {
              void actions.resumeAll();
            }}
          />
        </Toolbar.Button>
      </Toolbar.Root>
      <SearchField />
      <Readout />
      <div className="me-4 flex items-center gap-2">
        <SlowMode />
        <IconButton icon={Settings} label={t('action.settings')} data-testid="settings" onClick={ui.openSettings} />
      </div>
    </header>
  );
}

/** On, everything is held to the slow limit; for when others want the line for a while. */
function SlowMode() {
  const { actions } = useApp();
  const { t, speed } = useWords();
  const slow = useSetting('slowMode');
  const limit = useSetting('slowLimitBytesPerSecond');
  return (
    <Button
      icon={Turtle}
      aria-pressed={slow}
      aria-label={t('top.slow')}
      data-tip={t('top.slowTip', { speed: speed(limit) })}
      data-testid="slow-mode"
      className={slow ? 'border-accent! bg-selected! text-accent-text!' : ''}
      onClick={() => {
        void actions.changeSettings({ slowMode: !slow });
      }}
    >
      <span className="max-wide:hidden">{t('top.slow')}</span>
    </Button>
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
