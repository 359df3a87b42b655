import { ChevronRight, type LucideIcon } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import type { ReactNode } from 'react';

interface SubMenuProps {
  readonly icon: LucideIcon;
  readonly label: string;
  /** For tests. */
  readonly action: string;
  readonly children: ReactNode;
}

/** A line of a context menu that opens another menu. */
export function SubMenu({ icon: Icon, label, action, children }: SubMenuProps) {
  return (
    <ContextMenu.Sub>
      <ContextMenu.SubTrigger className="menu-item" data-action={action}>
        <Icon aria-hidden size={15} strokeWidth={1.75} className="text-muted" />
        <span className="flex-1">{label}</span>
        <ChevronRight aria-hidden size={14} className="text-muted rtl:-scale-x-100" />
      </ContextMenu.SubTrigger>
      <ContextMenu.Portal>
        <ContextMenu.SubContent className="menu" sideOffset={2} alignOffset={-5}>
          {children}
        </ContextMenu.SubContent>
      </ContextMenu.Portal>
    </ContextMenu.Sub>
  );
}
