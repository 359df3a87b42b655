import { memo } from 'react';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import type { Action, Status } from '../../../shared/status.ts';
import { useApp, useSetting, useUi, useWords } from '../context.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { ACTION_ICONS, actionsOf, perform, wantsNewLink } from './row-actions.ts';

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
 * failure are always in sight: Retry, and before it a sign-in where one is asked for, or a new link where the old one has
 * expired. The rest from the end of the row inwards, so that pause, resume and retry are at the same place in every row.
 */
export const RowActions = memo(function RowActions({ id, status, failure, cursor }: RowActionsProps) {
  const hovered = useUi((state) => state.hovered === id);
  const all = hovered || cursor;
  const lasting = (action: Action): boolean =>
    action === 'retry' || action === 'sign-in' || (action === 'relink' && wantsNewLink(failure));
  const possible = actionsOf({ status, failure }).filter((action) => action !== 'delete' && (all || lasting(action)));
  if (possible.length === 0) return null;
  const offered = [...possible.filter((action) => !lasting(action)).toReversed(), ...possible.filter(lasting)];
  return (
    <div role="gridcell" className={`row-actions ${status === 'failed' ? 'row-actions-lasting' : ''}`}>
      {offered.map((action) => (
        <ActionButton key={action} id={id} action={action} spelt={lasting(action)} reachable={cursor} />
      ))}
    </div>
  );
});

interface ActionButtonProps {
  readonly id: string;
  readonly action: Action;
  /** With its name beside its picture, where there is room. */
  readonly spelt: boolean;
  readonly reachable: boolean;
}

function ActionButton({ id, action, spelt, reachable }: ActionButtonProps) {
  const app = useApp();
  const { t } = useWords();
  const isRoomy = useSetting('density') === 'comfortable';
  const props = {
    kind: 'ghost',
    small: true,
    tabIndex: reachable ? 0 : -1,
    'data-action': action,
    onClick: () => {
      perform(app, action, [id]);
    },
  } as const;
  return spelt && (isRoomy || action === 'retry') ? (
    <Button {...props} icon={ACTION_ICONS[action]}>
      {t(`action.${action}`)}
    </Button>
  ) : (
    <IconButton {...props} icon={ACTION_ICONS[action]} label={t(`action.${action}`)} />
  );
}
