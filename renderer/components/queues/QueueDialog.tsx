import { useState, type SyntheticEvent } from 'react';
import { asSluiceError, type FailureCode } from '../../../shared/failures.ts';
import { MAX_ACTIVE } from '../../../shared/queue.ts';
import { useApp, useWords } from '../context.tsx';
import { queueName, useQueues } from '../groups.ts';
import { Button } from '../ui/Button.tsx';
import { Field, FieldProblem } from '../ui/Field.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { FIRST_OPENING, draftsOf, scheduleOf, type OpeningDraft } from './openings.ts';
import { Openings } from './Openings.tsx';

interface QueueDialogProps {
  /** `null`: a new one is made. */
  readonly id: string | null;
  readonly onClose: () => void;
}

/** What a queue is called, how much of it runs at once, and when. */
export function QueueDialog({ id, onClose }: QueueDialogProps) {
  const { actions, view } = useApp();
  const words = useWords();
  const { t } = words;
  // As it was when asked for.
  const all = useQueues();
  const [queue] = useState(() => all.find((known) => known.id === id));
  const [name, setName] = useState(queue ? queueName(queue, words) : '');
  const [maxActive, setMaxActive] = useState(queue?.maxActive ? String(queue.maxActive) : '');
  const [timed, setTimed] = useState(queue?.schedule ? 'scheduled' : 'always');
  const [openings, setOpenings] = useState<readonly OpeningDraft[]>(
    queue?.schedule ? draftsOf(queue.schedule) : [FIRST_OPENING],
  );
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const [tried, setTried] = useState(false);

  const trimmed = name.trim();
  const most = maxActive.trim() === '' ? null : Number(maxActive);
  const mostFits = most === null || (Number.isInteger(most) && most >= 1 && most <= MAX_ACTIVE);
  const schedule = timed === 'always' ? null : scheduleOf(openings);
  const timesFit = timed === 'always' || schedule !== null;

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    setTried(true);
    if (trimmed === '' || !mostFits || !timesFit) return;
    const same = JSON.stringify(queue?.schedule ?? null) === JSON.stringify(schedule);
    // A schedule that is set again starts and stops the queue: one that nobody changed is not.
    const times = same ? {} : { schedule };
    const saved = queue
      ? actions.queues.update(queue.id, {
          ...(trimmed === queueName(queue, words) ? {} : { name: trimmed }),
          maxActive: most,
          ...times,
        })
      : actions.queues.create({ name: trimmed, maxActive: most, ...times }).then((created) => {
          view.setState({ filter: 'all', group: { kind: 'queue', id: created } });
        });
    saved.then(onClose, (thrown: unknown) => {
      setFailure(asSluiceError(thrown).code);
    });
  }

  const nameProblem = failure ? t(`failures.${failure}`) : tried && trimmed === '' ? t('queue.nameMissing') : null;
  return (
    <Sheet
      title={queue ? t('queue.editTitle', { name: queueName(queue, words) }) : t('queue.newTitle')}
      testId="queue-dialog"
      width={480}
      onClose={onClose}
    >
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <div className="flex min-h-0 flex-col gap-2 overflow-y-auto px-5 py-4">
          <Field id="queue-name" label={t('queue.name')} problem={nameProblem}>
            <input
              id="queue-name"
              className="input"
              data-autofocus
              autoComplete="off"
              maxLength={100}
              aria-describedby="queue-name-hint"
              aria-invalid={nameProblem !== null}
              value={name}
              data-testid="queue-name"
              onChange={(event) => {
                setName(event.target.value);
                setFailure(null);
              }}
            />
          </Field>
          <Field
            id="queue-active"
            label={t('queue.maxActive')}
            hint={t('queue.maxActiveHint')}
            problem={mostFits ? null : t('queue.maxActiveInvalid', { max: MAX_ACTIVE })}
          >
            <input
              id="queue-active"
              className="input w-24! tabular-nums"
              inputMode="numeric"
              autoComplete="off"
              aria-describedby="queue-active-hint"
              aria-invalid={!mostFits}
              value={maxActive}
              data-testid="queue-active"
              onChange={(event) => {
                setMaxActive(event.target.value);
              }}
            />
          </Field>
          <div className="mb-1 text-xs font-semibold">{t('queue.times')}</div>
          <div>
            <Segmented
              label={t('queue.times')}
              value={timed}
              options={[
                { value: 'always', label: t('queue.always') },
                { value: 'scheduled', label: t('queue.scheduled') },
              ]}
              onChange={setTimed}
            />
          </div>
          {timed === 'scheduled' && <Openings openings={openings} onChange={setOpenings} />}
          <p className="min-h-4 text-xs text-muted" aria-live="polite">
            {timesFit ? timed === 'scheduled' && t('queue.timesHint') : <FieldProblem text={t('queue.timesInvalid')} />}
          </p>
        </div>
        <footer className="flex flex-none justify-end gap-2 border-t border-line px-5 py-3">
          <Button kind="ghost" onClick={onClose}>
            {t('queue.back')}
          </Button>
          <Button type="submit" kind="primary" data-testid="queue-save" disabled={!mostFits || !timesFit}>
            {t(queue ? 'queue.save' : 'queue.create')}
          </Button>
        </footer>
      </form>
    </Sheet>
  );
}

export function RemoveQueueDialog({ id, onClose }: QueueDialogProps & { readonly id: string }) {
  const { actions, view, groups } = useApp();
  const words = useWords();
  const { t } = words;
  const all = useQueues();
  const [queue] = useState(() => all.find((known) => known.id === id));
  const [count] = useState(() => groups.counts().queue.get(id) ?? 0);
  return (
    <Sheet
      title={t('queue.removeTitle', { name: queue ? queueName(queue, words) : '' })}
      testId="remove-queue-dialog"
      width={420}
      onClose={onClose}
    >
      <p className="px-5 py-4 text-sm text-muted">{t('queue.removeText', { count })}</p>
      <footer className="flex flex-none justify-end gap-2 border-t border-line px-5 py-3">
        <Button kind="ghost" onClick={onClose}>
          {t('queue.back')}
        </Button>
        <Button
          data-autofocus
          kind="danger"
          data-testid="remove-queue-go"
          onClick={() => {
            onClose();
            if (view.getState().group?.id === id) view.setState({ group: null });
            if (queue) void actions.queues.remove(queue);
          }}
        >
          {t('queue.removeGo')}
        </Button>
      </footer>
    </Sheet>
  );
}
