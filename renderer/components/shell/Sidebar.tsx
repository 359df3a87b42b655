import { ArrowDown, Check, CircleAlert, Clock, Inbox, Pause, type LucideIcon } from 'lucide-react';
import { FILTERS, type Filter } from '../../store/view.ts';
import { useApp, useTotals, useView, useWords } from '../context.tsx';

const ICONS: Readonly<Record<Filter, LucideIcon>> = {
  all: Inbox,
  active: ArrowDown,
  queued: Clock,
  paused: Pause,
  finished: Check,
  failed: CircleAlert,
};

export function Sidebar() {
  const { t } = useWords();
  return (
    <nav aria-label={t('filter.label')} className="border-e border-line bg-surface p-2 pt-3">
      {FILTERS.map((filter) => (
        <FilterButton key={filter} filter={filter} />
      ))}
    </nav>
  );
}

function FilterButton({ filter }: { readonly filter: Filter }) {
  const { view, selection } = useApp();
  const { t, integer } = useWords();
  const count = useTotals((totals) => totals.counts[filter]);
  const current = useView((state) => state.filter === filter);
  const Icon = ICONS[filter];
  const name = t(`filter.${filter}`);
  const alarming = filter === 'failed' && count > 0;
  return (
    <button
      type="button"
      className="filter"
      aria-current={current ? 'page' : undefined}
      data-testid={`filter-${filter}`}
      data-count={count}
      onClick={() => {
        view.setState({ filter });
        selection.setState({ selected: new Set(), anchor: null });
      }}
    >
      <Icon aria-hidden size={16} strokeWidth={1.75} className="flex-none" />
      <span className="filter-name truncate">{name}</span>
      <span className={`filter-count tabular-nums ${alarming ? 'text-fail' : ''}`}>{integer(count)}</span>
    </button>
  );
}
