import { ArrowDown, Gauge, HardDrive, Power, X } from 'lucide-react';
import { useStore } from 'zustand';
import { limitNow } from '../../../shared/settings.ts';
import { useApp, useRowsSelected, useSetting, useTotals, useUi, useWords } from '../context.tsx';
import { useSteady } from '../steady.ts';
import { IconButton } from '../ui/Button.tsx';

export function StatusBar() {
  const { t } = useWords();
  return (
    <footer
      className="flex items-center gap-5 border-t border-line bg-panel px-4 text-xs text-muted tabular-nums"
      aria-label={t('foot.speed')}
    >
      <TotalSpeed />
      <Limit />
      <BytesToGo />
      <FreeSpace />
      <WhenDone />
      <div className="flex-1" />
      <SelectionSum />
    </footer>
  );
}

function TotalSpeed() {
  const words = useWords();
  const speed = useSteady(useTotals((totals) => totals.bytesPerSecond));
  return (
    <span className="flex items-center gap-2 whitespace-nowrap">
      <ArrowDown aria-hidden size={14} strokeWidth={1.75} />
      <bdi>{words.speed(speed)}</bdi>
    </span>
  );
}

/** What holds over all downloads; leads to where it is changed. */
function Limit() {
  const { ui, settings } = useApp();
  const { t, speed } = useWords();
  const all = useStore(settings.store, (state) => limitNow(state.settings));
  const slow = useSetting('slowMode');
  const text = all === null ? t('foot.limitNone') : t(slow ? 'foot.limitSlow' : 'foot.limit', { speed: speed(all) });
  return (
    <button
      type="button"
      className={`flex items-center gap-2 whitespace-nowrap hover:text-ink ${slow ? 'text-wait' : ''}`}
      data-tip={t('foot.limitChange')}
      data-testid="limit-now"
      onClick={() => {
        ui.openLimit(null);
      }}
    >
      <Gauge aria-hidden size={14} strokeWidth={1.75} />
      <bdi>{text}</bdi>
    </button>
  );
}

/** When everything that runs will be done, at the speed of now. */
function BytesToGo() {
  const words = useWords();
  const left = useSteady(
    useTotals((totals) => totals.bytesLeft),
    1000,
  );
  const speed = useSteady(
    useTotals((totals) => totals.bytesPerSecond),
    1000,
  );
  if (left === 0) return null;
  const amount = words.bytes(left);
  const text =
    speed > 0
      ? words.t('foot.leftIn', { amount, time: words.duration(Math.ceil(left / speed)) })
      : words.t('foot.left', { amount });
  return <bdi className="whitespace-nowrap">{text}</bdi>;
}

function FreeSpace() {
  const words = useWords();
  const free = useUi((state) => state.freeBytes);
  const standard = useUi((state) => state.info?.directory ?? '');
  const folder = useSetting('directory') || standard;
  if (free === null) return null;
  return (
    <span
      className="flex items-center gap-2 whitespace-nowrap"
      data-tip={words.t('foot.freeIn', { folder })}
      data-testid="free-space"
    >
      <HardDrive aria-hidden size={14} strokeWidth={1.75} />
      <bdi>{words.t('foot.free', { amount: words.bytes(free) })}</bdi>
    </span>
  );
}

/** What comes at the end of all work; the countdown before it is a notice of its own. */
function WhenDone() {
  const { desktop } = useApp();
  const { t } = useWords();
  const whenDone = useUi((state) => state.desktop?.whenDone ?? 'nothing');
  if (whenDone === 'nothing') return null;
  return (
    <span className="flex min-w-0 items-center gap-2 whitespace-nowrap" data-testid="when-done">
      <Power aria-hidden size={14} strokeWidth={1.75} className="flex-none" />
      <bdi className="truncate">{t('standing.whenDone', { action: t(`done.${whenDone}`) })}</bdi>
      <IconButton
        small
        kind="ghost"
        icon={X}
        label={t('standing.whenDoneOff')}
        className="-ms-1.5"
        data-testid="when-done-off"
        onClick={() => {
          void desktop.chooseWhenDone('nothing');
        }}
      />
    </span>
  );
}

function SelectionSum() {
  const words = useWords();
  const { selection } = useApp();
  const rows = useRowsSelected();
  if (rows.length < 2 || selection.getState().selected.size === 0) return null;
  const sum = rows.reduce((total, row) => total + (row.sizeBytes ?? row.receivedBytes), 0);
  return (
    <span className="whitespace-nowrap">
      {words.t('foot.selected', { count: rows.length, amount: words.bytes(sum) })}
    </span>
  );
}
