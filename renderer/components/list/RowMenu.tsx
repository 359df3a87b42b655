import { Link, PencilLine } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import { useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import type { Action } from '../../../shared/status.ts';
import { select } from '../../store/selection.ts';
import { useApp, useWords } from '../context.tsx';
import { copyText } from '../copy.ts';
import { MenuItem } from '../ui/MenuItem.tsx';
import { rowElementId } from './DownloadRow.tsx';
import { ArrangeItems } from './ArrangeItems.tsx';
import { CategoryItems } from './CategoryItems.tsx';
import { ACTION_ICONS, perform, sharedActions } from './row-actions.ts';

const leavesList = (action: Action): boolean => action === 'cancel' || action === 'remove' || action === 'delete';

interface RowMenuProps {
  readonly rowIdAt: (target: EventTarget) => string | null;
  readonly children: ReactNode;
}

/** One context menu for the whole list, filled when it opens with what can be done with the selected rows. */
export function RowMenu({ rowIdAt, children }: RowMenuProps) {
  const app = useApp();
  const { t } = useWords();
  const [rows, setRows] = useState<readonly DownloadSnapshot[]>([]);
  const offer = sharedActions(rows);

  function onContextMenu(event: MouseEvent): void {
    const { selection, visible, actions } = app;
    // The columns' names have a menu of their own.
    if (event.defaultPrevented) return;
    const id = rowIdAt(event.target) ?? (event.button === 2 ? null : selection.getState().cursor);
    if (id === null) {
      event.preventDefault();
      return;
    }
    if (!selection.getState().selected.has(id)) {
      selection.setState(select(selection.getState(), visible.getState().ids, id, 'only'));
    }
    setRows(actions.rowsOf(selection.getState().selected));
  }

  /** The menu key asks at the row the keyboard is at, not in the middle of the list. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return;
    if (event.target !== event.currentTarget && event.target instanceof Element && event.target.closest('button'))
      return;
    const { cursor } = app.selection.getState();
    const row = cursor === null ? null : document.getElementById(rowElementId(cursor));
    if (!row) return;
    event.preventDefault();
    const { left, bottom } = row.getBoundingClientRect();
    row.dispatchEvent(
      new window.MouseEvent('contextmenu', {
        bubbles: true,
        cancelable: true,
        clientX: left + 64,
        clientY: bottom - 8,
      }),
    );
  }

  const selectedIds = (): string[] => [...app.selection.getState().selected];
  const item = (action: Action): ReactNode => {
    const Icon = ACTION_ICONS[action];
    return (
      <ContextMenu.Item
        key={action}
        className="menu-item"
        data-action={action}
        onSelect={() => {
          perform(app, action, selectedIds());
        }}
      >
        <Icon aria-hidden size={15} strokeWidth={1.75} className="text-muted" />
        {t(`action.${action}`)}
      </ContextMenu.Item>
    );
  };
  return (
    // Not modal: locking the page's scroll would add a style element, which the CSP forbids.
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild onContextMenu={onContextMenu} onKeyDown={onKeyDown}>
        <div className="flex min-h-0 flex-1 flex-col">{children}</div>
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className="menu" data-testid="row-menu">
          {offer.filter((action) => !leavesList(action)).map(item)}
          <ContextMenu.Item
            className="menu-item"
            onSelect={() => {
              const links = app.actions.rowsOf(selectedIds()).map((row) => row.url);
              void copyText(links.join('\n'));
            }}
          >
            <Link aria-hidden size={15} strokeWidth={1.75} className="text-muted" />
            {t('action.copyLink')}
          </ContextMenu.Item>
          {rows.length === 1 && (
            <MenuItem
              icon={PencilLine}
              action="rename"
              onSelect={() => {
                // The menu gives the focus back when it is gone: the field must come after that.
                setTimeout(() => {
                  app.ui.store.setState({ renaming: rows[0]?.id ?? null });
                });
              }}
            >
              {t('rename.action')}
            </MenuItem>
          )}
          <CategoryItems rows={rows} />
          <ArrangeItems rows={rows} />
          {offer.filter(leavesList).map(item)}
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}
