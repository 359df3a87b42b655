import { Check, RotateCcw } from 'lucide-react';
import type { ContextMenu, DropdownMenu } from 'radix-ui';
import { COLUMNS, USUAL_COLUMNS } from '../../../shared/settings/view.ts';
import { withColumn } from './columns.ts';
import { useApp, useSetting, useWords } from '../context.tsx';

interface ColumnItemsProps {
  /** The kind of menu they stand in. */
  readonly menu: typeof ContextMenu | typeof DropdownMenu;
}

/** Which columns compact rows have. */
export function ColumnItems({ menu: Menu }: ColumnItemsProps) {
  const { actions } = useApp();
  const { t } = useWords();
  const chosen = useSetting('columns');
  return (
    <>
      {COLUMNS.map((column) => (
        <Menu.CheckboxItem
          key={column}
          className="menu-item"
          data-action={column}
          checked={chosen.includes(column)}
          onCheckedChange={(on) => {
            const others = chosen.filter((other) => other !== column);
            void actions.changeSettings({ columns: on ? withColumn(others, column) : others });
          }}
          // Several are chosen in one go.
          onSelect={(event) => {
            event.preventDefault();
          }}
        >
          <span className="w-4">
            <Menu.ItemIndicator>
              <Check aria-hidden size={14} />
            </Menu.ItemIndicator>
          </span>
          {t(`column.${column}`)}
        </Menu.CheckboxItem>
      ))}
      <Menu.Separator className="menu-line" />
      <Menu.Item
        className="menu-item"
        data-action="usual"
        onSelect={() => {
          void actions.changeSettings({ columns: [...USUAL_COLUMNS], columnWidths: {} });
        }}
      >
        <RotateCcw aria-hidden size={14} strokeWidth={1.75} className="w-4 text-muted" />
        {t('column.usual')}
      </Menu.Item>
    </>
  );
}
