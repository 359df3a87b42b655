import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  Check,
  ChevronRight,
  Flag,
  Gauge,
  ListOrdered,
  ListTree,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import { PRIORITIES, type Priority } from '../../../shared/queue.ts';
import { STEPS, type Step } from '../../store/place.ts';
import { useApp, useWords } from '../context.tsx';
import { queueName, useQueues } from '../groups.ts';

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
      <Sub icon={Flag} label={t('priority.label')} action="priority">
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
      </Sub>
      <Sub icon={ListOrdered} label={t('move.label')} action="move">
        {STEPS.map((step) => (
          <Item
            key={step}
            icon={STEP_ICONS[step]}
            action={step}
            onSelect={() => {
              void actions.move(ids, step);
            }}
          >
            {t(`move.${step}`)}
          </Item>
        ))}
      </Sub>
      <QueueItems rows={unfinished} />
      <Item
        icon={Gauge}
        action="limit"
        onSelect={() => {
          ui.openLimit(ids);
        }}
      >
        {t('action.limit')}
      </Item>
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
    <Sub icon={ListTree} label={words.t('queue.moveTo')} action="queue">
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
    </Sub>
  );
}

interface SubProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly action: string;
  readonly children: ReactNode;
}

function Sub({ icon: Icon, label, action, children }: SubProps) {
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

interface ItemProps {
  readonly icon: LucideIcon;
  readonly action: string;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

function Item({ icon: Icon, action, onSelect, children }: ItemProps) {
  return (
    <ContextMenu.Item className="menu-item" data-action={action} onSelect={onSelect}>
      <Icon aria-hidden size={15} strokeWidth={1.75} className="text-muted" />
      {children}
    </ContextMenu.Item>
  );
}
