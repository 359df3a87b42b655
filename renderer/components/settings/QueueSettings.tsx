import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { DEFAULT_QUEUE_ID, type Queue } from '../../../shared/queue.ts';
import type { Words } from '../../i18n/words.ts';
import { useWords } from '../context.tsx';
import { queueName, useQueues } from '../groups.ts';
import { dayNames, draftsOf } from '../queues/openings.ts';
import { QueueDialog, RemoveQueueDialog } from '../queues/QueueDialog.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { SettingRow } from './SettingRow.tsx';

type Asked = { readonly kind: 'edit'; readonly id: string | null } | { readonly kind: 'remove'; readonly id: string };

/** The queues, each in a line, and a way to make one. */
export function QueueSettings() {
  const words = useWords();
  const { t } = words;
  const queues = useQueues();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = (): void => {
    setAsked(null);
  };
  return (
    <div>
      <SettingRow label={t('queue.settings')} hint={t('queue.hint')}>
        <Button
          icon={Plus}
          data-testid="settings-queue-add"
          onClick={() => {
            setAsked({ kind: 'edit', id: null });
          }}
        >
          {t('queue.add')}
        </Button>
      </SettingRow>
      {queues.map((queue) => {
        const { id } = queue;
        const name = queueName(queue, words);
        return (
          <SettingRow key={id} label={name} hint={toldOf(queue, words)}>
            <div className="flex gap-1" data-testid="settings-queue" data-id={id}>
              <IconButton
                kind="ghost"
                icon={Pencil}
                label={t('queue.editNamed', { name })}
                data-testid="settings-queue-edit"
                onClick={() => {
                  setAsked({ kind: 'edit', id });
                }}
              />
              {id !== DEFAULT_QUEUE_ID && (
                <IconButton
                  kind="ghost"
                  icon={Trash2}
                  label={t('queue.removeNamed', { name })}
                  data-testid="settings-queue-remove"
                  onClick={() => {
                    setAsked({ kind: 'remove', id });
                  }}
                />
              )}
            </div>
          </SettingRow>
        );
      })}
      {asked?.kind === 'edit' && <QueueDialog key={asked.id} id={asked.id} onClose={close} />}
      {asked?.kind === 'remove' && <RemoveQueueDialog key={asked.id} id={asked.id} onClose={close} />}
    </div>
  );
}

/** When it runs and how much of it at once, in a line. */
function toldOf({ schedule, maxActive, started }: Queue, { t, language }: Words): string {
  const days = dayNames(language);
  const times = draftsOf(schedule ?? []).map((opening) => {
    const named = days.filter(({ day }) => opening.days.includes(day)).map(({ short }) => short);
    const when = named.length === days.length ? t('queue.everyDay') : named.join(' ');
    // A range of figures keeps its own direction.
    const hours = opening.from === opening.to ? t('queue.allDay') : `\u2066${opening.from}–${opening.to}\u2069`;
    return `${when} ${hours}`;
  });
  return [
    ...(schedule === null ? [t('queue.always')] : times),
    maxActive === null ? null : t('queue.atOnce', { count: maxActive }),
    started ? null : t('queue.stopped'),
  ]
    .filter(Boolean)
    .join(' · ');
}
