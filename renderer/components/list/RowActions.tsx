import { memo } from 'react';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import type { Action, Status } from '../../../shared/status.ts';
import { useApp, useUi, useWords } from '../context.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { ACTION_ICONS, actionsOf, perform } from './row-actions.ts';

interface RowActionsProps {
  readonly id: string;
  readonly status: Status;
  readonly failure: DownloadSnapshot['failure'];
  /** The keyboard's row: its buttons are in the tab order. */
  readonly cursor: boolean;
}

/**
 * What fits the state, in the row under the pointer and in the keyboard's. Elsewhere the buttons do not even exist: they
 * are half the weight of a row, and rows are made by the dozen in every frame of a fast scroll. Only the ways out of a
 * failure are always in sight. From the end of the row inwards, so that pause, resume and retry are at the same
 * place in every row.
 */
export const RowActions = memo(function RowActions({ id, status, failure, cursor }: RowActionsProps) {
  const hovered = useUi((state) => state.hovered === id);
  const all = hovered || cursor;
  const offered = actionsOf({ status, failure }).filter((action) => action !== 'delete' && (all || isLasting(action)));
  if (offered.length === 0) return null;
  return (
    <div role="gridcell" className={`row-actions ${status === 'failed' ? 'row-actions-lasting' : ''}`}>
      {offered.toReversed().map((action) => (
        <ActionButton key={action} id={id} action={action} reachable={cursor} />
      ))}
    </div>
  );
});

const isLasting = (action: Action): boolean => action === 'retry' || action === 'sign-in';

interface ActionButtonProps {
  readonly id: string;
  readonly action: Action;
  readonly reachable: boolean;
}

function ActionButton({ id, action, reachable }: ActionButtonProps) {
  const app = useApp();
  const { t } = useWords();
  const props = {
    kind: 'ghost',
    small: true,
    tabIndex: reachable ? 0 : -1,
    'data-action': action,
    onClick: () => {
      perform(app, action, [id]);
    },
  } as const;
  return isLasting(action) ? (
    <Button {...props} icon={ACTION_ICONS[action]}>
      {t(`action.${action}`)}
    </Button>
  ) : (
    <IconButton {...props} icon={ACTION_ICONS[action]} label={t(`action.${action}`)} />
  );
}
