import { CirclePause, ListOrdered, MoonStar, Play, Plus, Settings2, Square, Trash2 } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import type { Queue } from '../../../shared/queue.ts';
import { DEFAULT_QUEUE_ID } from '../../../shared/queue.ts';
import { nextChangeAt } from '../../../shared/schedule.ts';
import { useApp, useView, useWords } from '../context.tsx';
import { queueName, useGroupCount, useQueues } from '../groups.ts';
import { useRowDrop } from '../list/use-row-drop.ts';
import { SidebarButton, SidebarSection } from '../shell/SidebarButton.tsx';
import { MenuItem } from '../ui/MenuItem.tsx';
import { timeOfDay } from './openings.ts';

export function QueueSection() {
  const { ui } = useApp();
  const { t } = useWords();
  const queues = useQueues();
  return (
    <SidebarSection
      title={t('queue.label')}
      action={{
        icon: Plus,
        label: t('queue.add'),
        testId: 'queue-add',
        onClick: () => {
          ui.openQueue(null);
        },
      }}
    >
      {queues.map((queue) => (
        <QueueItem key={queue.id} queue={queue} />
      ))}
    </SidebarSection>
  );
}

function QueueItem({ queue }: { readonly queue: Queue }) {
  const { view, selection, actions, ui } = useApp();
  const words = useWords();
  const { t } = words;
  const { id, schedule, started } = queue;
  const name = queueName(queue, words);
  const count = useGroupCount('queue', id);
  const current = useView(({ group }) => group?.kind === 'queue' && group.id === id);
  // Any edge before now has been followed already, and is what changed it last.
  const next = schedule ? nextChangeAt(schedule, queue.changedAt) : null;
  const when = next === null ? '' : timeOfDay(next, words.language);
  const aside = started ? '' : next === null ? t('queue.stopped') : when;
  const told =
    next === null
      ? started
        ? name
        : t('queue.isStopped', { name })
      : t(started ? 'queue.stopsAt' : 'queue.startsAt', { name, when });
  const drop = useRowDrop((ids) => void actions.assign(ids, id));
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>
        <SidebarButton
          icon={schedule ? MoonStar : started ? ListOrdered : CirclePause}
          name={name}
          aside={aside}
          title={told}
          count={count}
          current={current}
          data-testid="queue"
          data-id={id}
          data-started={started}
          {...drop}
          onClick={() => {
            view.setState({ filter: 'all', group: { kind: 'queue', id } });
            selection.setState({ selected: new Set(), anchor: null });
          }}
        />
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className="menu" data-testid="queue-menu">
          {started ? (
            <MenuItem icon={Square} action="stop" onSelect={() => void actions.queues.stop(id)}>
              {t('queue.stop')}
            </MenuItem>
          ) : (
            <MenuItem icon={Play} action="start" onSelect={() => void actions.queues.start(id)}>
              {t('queue.start')}
            </MenuItem>
          )}
          <MenuItem
            icon={Settings2}
            action="edit"
            onSelect={() => {
              ui.openQueue(id);
            }}
          >
            {t('queue.edit')}
          </MenuItem>
          {id !== DEFAULT_QUEUE_ID && (
            <>
              <ContextMenu.Separator className="menu-line" />
              <MenuItem
                icon={Trash2}
                action="remove"
                onSelect={() => {
                  ui.openRemoveQueue(id);
                }}
              >
                {t('queue.remove')}
              </MenuItem>
            </>
          )}
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}
