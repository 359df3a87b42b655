import { ArrowDown, Check, CircleAlert, Clock, Inbox, Pause, type LucideIcon } from 'lucide-react';
import { FILTERS, type Filter } from '../../../shared/settings/view.ts';
import { useApp, useTotals, useView, useWords } from '../context.tsx';
import { CategorySection } from '../categories/CategorySection.tsx';
import { QueueSection } from '../queues/QueueSection.tsx';
import { SidebarButton } from './SidebarButton.tsx';

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
    <nav aria-label={t('filter.label')} className="sidebar border-e border-line bg-surface p-2 pt-3">
      {FILTERS.map((filter) => (
        <FilterButton key={filter} filter={filter} />
      ))}
      <QueueSection />
      <CategorySection />
    </nav>
  );
}

function FilterButton({ filter }: { readonly filter: Filter }) {
  const { view, selection } = useApp();
  const { t } = useWords();
  const count = useTotals((totals) => totals.counts[filter]);
  const current = useView((state) => state.group === null && state.filter === filter);
  return (
    <SidebarButton
      icon={ICONS[filter]}
      name={t(`filter.${filter}`)}
      count={count}
      current={current}
      alarming={filter === 'failed' && count > 0}
      data-testid={`filter-${filter}`}
      onClick={() => {
        view.setState({ filter, group: null });
        selection.setState({ selected: new Set(), anchor: null });
      }}
    />
  );
}
