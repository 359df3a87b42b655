import { type LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { useWords } from '../context.tsx';
import { IconButton } from '../ui/Button.tsx';

interface SidebarButtonProps extends ComponentProps<'button'> {
  readonly icon: LucideIcon;
  readonly name: string;
  /** Behind the name, fainter. */
  readonly aside?: string;
  readonly count: number;
  readonly current: boolean;
  readonly alarming?: boolean;
}

/** One line of the sidebar; where that is narrow, its picture over its count. */
export function SidebarButton({
  icon: Icon,
  name,
  aside = '',
  count,
  current,
  alarming = false,
  ...rest
}: SidebarButtonProps) {
  const { integer } = useWords();
  return (
    <button
      type="button"
      className="filter"
      aria-current={current ? 'page' : undefined}
      data-count={count}
      title={name}
      {...rest}
    >
      <Icon aria-hidden size={16} strokeWidth={1.75} className="flex-none" />
      <span className="filter-name truncate">
        <bdi>{name}</bdi>
        {aside !== '' && <span className="font-normal text-muted"> · {aside}</span>}
      </span>
      <span className={`filter-count tabular-nums ${alarming ? 'text-fail' : ''}`}>{integer(count)}</span>
    </button>
  );
}

interface SidebarSectionProps {
  readonly title: string;
  readonly action: {
    readonly icon: LucideIcon;
    readonly label: string;
    readonly onClick: () => void;
    readonly testId: string;
  };
  readonly children: ReactNode;
}

export function SidebarSection({ title, action, children }: SidebarSectionProps) {
  return (
    <section aria-label={title} className="sidebar-section">
      <header className="sidebar-heading">
        <h2 className="sidebar-title">{title}</h2>
        <IconButton
          small
          kind="ghost"
          icon={action.icon}
          label={action.label}
          className="text-muted"
          data-testid={action.testId}
          onClick={action.onClick}
        />
      </header>
      {children}
    </section>
  );
}
