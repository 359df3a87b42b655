import type { LucideIcon } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import type { ReactNode } from 'react';

interface MenuItemProps {
  readonly icon: LucideIcon;
  /** For tests. */
  readonly action: string;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

/** A line of a context menu. */
export function MenuItem({ icon: Icon, action, onSelect, children }: MenuItemProps) {
  return (
    <ContextMenu.Item className="menu-item" data-action={action} onSelect={onSelect}>
      <Icon aria-hidden size={15} strokeWidth={1.75} className="text-muted" />
      {children}
    </ContextMenu.Item>
  );
}
