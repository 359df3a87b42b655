import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  Check,
  Flag,
  Gauge,
  ListOrdered,
  ListTree,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import { PRIORITIES, type Priority } from '../../../shared/queue.ts';
import { STEPS, type Step } from '../../store/place.ts';
import { useApp, useWords } from '../context.tsx';
import { queueName, useQueues } from '../groups.ts';
import { MenuItem } from '../ui/MenuItem.tsx';
import { SubMenu } from '../ui/SubMenu.tsx';

const STEP_ICONS: Readonly<Record<Step, LucideIcon>> = {
  top: ArrowUpToLine,
  up: ArrowUp,
  down: ArrowDown,
  bottom: ArrowDownToLine,
};

/** Who goes first, and how fast: for downloads that are not finished. */
export function ArrangeItems({ rows }: { readonly rows: readonly DownloadSnapshot[] }) {
  const { actions, ui } = useApp();
  const { t } = useWords();
  const unfinished = rows.filter(({ status }) => status !== 'finished');
  const ids = unfinished.map(({ id }) => id);
  const shared = unfinished.every(({ priority }) => priority === unfinished[0]?.priority)
    ? unfinished[0]?.priority
    : '';
  if (ids.length === 0) return <ContextMenu.Separator className="menu-line" />;
  return (
    <>
      <ContextMenu.Separator className="menu-line" />
      <SubMenu icon={Flag} label={t('priority.label')} action="priority">
        <ContextMenu.RadioGroup
          value={shared ?? ''}
          onValueChange={(priority) => {
            void actions.prioritise(ids, priority as Priority);
          }}
        >
          {PRIORITIES.map((priority) => (
            <ContextMenu.RadioItem key={priority} value={priority} className="menu-item" data-action={priority}>
              <span className="w-4">
                <ContextMenu.ItemIndicator>
                  <Check aria-hidden size={14} />
                </ContextMenu.ItemIndicator>
              </span>
              {t(`priority.${priority}`)}
            </ContextMenu.RadioItem>
          ))}
        </ContextMenu.RadioGroup>
      </SubMenu>
      <SubMenu icon={ListOrdered} label={t('move.label')} action="move">
        {STEPS.map((step) => (
          <MenuItem
            key={step}
            icon={STEP_ICONS[step]}
            action={step}
            onSelect={() => {
              void actions.move(ids, step);
            }}
          >
            {t(`move.${step}`)}
          </MenuItem>
        ))}
      </SubMenu>
      <QueueItems rows={unfinished} />
      <MenuItem
        icon={Gauge}
        action="limit"
        onSelect={() => {
          ui.openLimit(ids);
        }}
      >
        {t('action.limit')}
      </MenuItem>
      <ContextMenu.Separator className="menu-line" />
    </>
  );
}

/** With one queue there is nothing to choose. */
function QueueItems({ rows }: { readonly rows: readonly DownloadSnapshot[] }) {
  const { actions } = useApp();
  const words = useWords();
  const queues = useQueues();
  if (queues.length < 2) return null;
  const [first] = rows;
  const shared = rows.every(({ queueId }) => queueId === first?.queueId) ? (first?.queueId ?? '') : '';
  return (
    <SubMenu icon={ListTree} label={words.t('queue.moveTo')} action="queue">
      <ContextMenu.RadioGroup
        value={shared}
        onValueChange={(queueId) => {
          void actions.assign(
            rows.map(({ id }) => id),
            queueId,
          );
        }}
      >
        {queues.map((queue) => (
          <ContextMenu.RadioItem key={queue.id} value={queue.id} className="menu-item" data-action={queue.id}>
            <span className="w-4">
              <ContextMenu.ItemIndicator>
                <Check aria-hidden size={14} />
              </ContextMenu.ItemIndicator>
            </span>
            {queueName(queue, words)}
          </ContextMenu.RadioItem>
        ))}
      </ContextMenu.RadioGroup>
    </SubMenu>
  );
}
