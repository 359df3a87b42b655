import { Columns3, PanelRight, Rows2, Rows4, X } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useStore } from 'zustand';
import { useApp, useIds, useRowsSelected, useSetting, useUi, useView, useWords } from '../context.tsx';
import { useGroupName } from '../groups.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { ColumnItems } from './ColumnItems.tsx';
import { ACTION_ICONS, perform, sharedActions } from './row-actions.ts';
import { SortMenu } from './SortMenu.tsx';

/** What is shown and how; with several rows selected, what can be done with them. */
export function ListHeader() {
  const { selection } = useApp();
  const many = useStore(selection, (state) => state.selected.size > 1);
  const ordered = useView((state) => state.group?.kind === 'queue');
  const compact = useSetting('density') === 'compact';
  return (
    <div className="flex h-11 flex-none items-center gap-2 border-b border-line ps-5 pe-3">
      {many ? <SelectionTools /> : <Heading />}
      <div className="flex-1" />
      {!ordered && <SortMenu />}
      {compact && <ColumnsButton />}
      <DensityButton />
      <DetailsButton />
    </div>
  );
}

function Heading() {
  const { t, integer } = useWords();
  const filter = useView((state) => state.filter);
  const group = useGroupName(useView((state) => state.group));
  const ids = useIds();
  return (
    <>
      <h2 className="truncate text-md font-semibold">{group || t(`heading.${filter}`)}</h2>
      <span className="text-xs text-muted tabular-nums" data-testid="shown-count">
        {integer(ids.length)}
      </span>
    </>
  );
}

function SelectionTools() {
  const app = useApp();
  const { t } = useWords();
  const rows = useRowsSelected();
  const ids = rows.map((row) => row.id);
  return (
    <>
      <IconButton
        small
        kind="ghost"
        icon={X}
        label={t('action.unselect')}
        className="-ms-1.5"
        onClick={() => {
          app.selection.setState({ selected: new Set() });
        }}
      />
      <span className="text-md font-semibold whitespace-nowrap tabular-nums" role="status">
        {t('list.selected', { count: rows.length })}
      </span>
      <div className="ms-2 flex gap-1" data-testid="selection-tools">
        {sharedActions(rows).map((action) => (
          <Button
            key={action}
            small
            icon={ACTION_ICONS[action]}
            aria-label={t(`action.${action}`)}
            data-tip={t(`action.${action}`)}
            onClick={() => {
              perform(app, action, ids);
            }}
          >
            <span className="max-wide:hidden">{t(`action.${action}`)}</span>
          </Button>
        ))}
      </div>
    </>
  );
}

/** The columns of compact rows; also over their names. */
function ColumnsButton() {
  const { t } = useWords();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className="btn btn-ghost btn-small btn-icon text-muted"
        aria-label={t('column.label')}
        data-tip={t('column.label')}
        data-testid="columns"
      >
        <Columns3 aria-hidden size={14} strokeWidth={1.9} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          <ColumnItems menu={DropdownMenu} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function DensityButton() {
  const { actions } = useApp();
  const { t } = useWords();
  const compact = useSetting('density') === 'compact';
  return (
    <IconButton
      small
      kind="ghost"
      icon={compact ? Rows2 : Rows4}
      label={compact ? t('list.densityComfortable') : t('list.densityCompact')}
      className="text-muted"
      data-testid="density"
      onClick={() => {
        void actions.changeSettings({ density: compact ? 'comfortable' : 'compact' });
      }}
    />
  );
}

/** Shows and hides the detail panel: beside the list in a wide window, over it in a narrow one. */
function DetailsButton() {
  const { ui } = useApp();
  const { t } = useWords();
  const { details, detailsOver } = useUi((state) => state);
  const props = { small: true, kind: 'ghost', icon: PanelRight, 'data-testid': 'toggle-details' } as const;
  return (
    <>
      <IconButton
        {...props}
        className={`max-wide:hidden rtl:-scale-x-100 ${details ? 'text-accent-text' : 'text-muted'}`}
        aria-pressed={details}
        label={details ? t('list.hideDetails') : t('list.showDetails')}
        onClick={() => {
          ui.store.setState({ details: !details });
        }}
      />
      <IconButton
        {...props}
        className={`wide:hidden rtl:-scale-x-100 ${detailsOver ? 'text-accent-text' : 'text-muted'}`}
        aria-pressed={detailsOver}
        label={detailsOver ? t('list.hideDetails') : t('list.showDetails')}
        onClick={() => {
          ui.store.setState({ detailsOver: !detailsOver });
        }}
      />
    </>
  );
}
