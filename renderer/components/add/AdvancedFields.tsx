import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { DEFAULT_QUEUE_ID, PRIORITIES, type Priority } from '../../../shared/queue.ts';
import type { AddFields } from '../../store/adding.ts';
import { useApp, useWords } from '../context.tsx';
import { Field } from '../ui/Field.tsx';
import { plainField } from '../ui/plain-field.ts';
import { RateInput } from '../ui/RateInput.tsx';
import type { CheckedDraft } from './draft.ts';

interface AdvancedProps {
  readonly fields: AddFields;
  readonly checked: CheckedDraft;
  readonly onChange: (patch: Partial<AddFields>) => void;
}

/** What few downloads need: limits, queues, and how the server is asked. Closed until it is wanted. */
export function AdvancedFields(props: AdvancedProps) {
  const { adding } = useApp();
  const { t } = useWords();
  const open = useStore(adding.store, (state) => state.advanced);
  return (
    <details
      className="more"
      open={open}
      data-testid="add-advanced"
      onToggle={(event) => {
        adding.store.setState({ advanced: event.currentTarget.open });
      }}
    >
      <summary>{t('advanced.title')}</summary>
      {open && (
        <div className="grid grid-cols-2 gap-x-5 gap-y-1 pt-3 max-tight:grid-cols-1">
          <Arrangement {...props} />
          <Asking {...props} />
        </div>
      )}
    </details>
  );
}

function Arrangement({ fields, checked, onChange }: AdvancedProps) {
  const { t } = useWords();
  const queues = useStore(useApp().queues.store, (state) => state.queues);
  return (
    <>
      <Field id="add-queue" label={t('advanced.queue')} hint={t('advanced.queueHint')}>
        <select
          id="add-queue"
          className="input"
          aria-describedby="add-queue-hint"
          value={fields.queueId}
          data-testid="add-queue"
          onChange={(event) => {
            onChange({ queueId: event.target.value });
          }}
        >
          <option value="">
            {queues.find(({ id }) => id === DEFAULT_QUEUE_ID)?.name || t('advanced.queueDefault')}
          </option>
          {queues
            .filter(({ id }) => id !== DEFAULT_QUEUE_ID)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </select>
      </Field>
      <Field id="add-priority" label={t('priority.label')}>
        <select
          id="add-priority"
          className="input"
          value={fields.priority}
          data-testid="add-priority"
          onChange={(event) => {
            onChange({ priority: event.target.value as Priority });
          }}
        >
          {PRIORITIES.map((priority) => (
            <option key={priority} value={priority}>
              {t(`priority.${priority}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field
        id="add-limit"
        label={t('detail.limit')}
        hint={t('limit.hint')}
        problem={checked.limitOk ? null : t('limit.invalid')}
      >
        <RateInput
          id="add-limit"
          value={fields.limit}
          valid={checked.limitOk}
          fills
          onChange={(limit) => {
            onChange({ limit });
          }}
        />
      </Field>
    </>
  );
}

function Asking({ fields, checked, onChange }: AdvancedProps) {
  const { t } = useWords();
  const { problem } = checked.headers;
  const isShared = checked.hosts > 1 && (checked.asking.headers ?? checked.asking.credentials) !== undefined;
  const text = (key: 'userAgent' | 'referer' | 'cookie' | 'user' | 'proxy', label: string, more: ReactNode = null) => (
    <Field
      id={`add-${key}`}
      label={label}
      hint={more}
      problem={key === 'proxy' && !checked.proxyOk ? t('advanced.proxyInvalid') : null}
    >
      <input
        {...plainField(`add-${key}`, fields[key], (value) => {
          onChange({ [key]: value });
        })}
      />
    </Field>
  );
  return (
    <>
      {text('proxy', t('advanced.proxy'), t('advanced.proxyHint'))}
      {text('user', t('advanced.user'))}
      <Field id="add-password" label={t('advanced.password')}>
        <input
          {...plainField('add-password', fields.password, (password) => {
            onChange({ password });
          })}
          type="password"
        />
      </Field>
      {text('referer', t('advanced.referer'))}
      {text('userAgent', t('advanced.userAgent'))}
      <div className="col-span-full">{text('cookie', t('advanced.cookie'), t('advanced.cookieHint'))}</div>
      <div className="col-span-full">
        <Field
          id="add-headers"
          label={t('advanced.headers')}
          hint={t('advanced.headersHint')}
          problem={problem && t(`advanced.headerProblem.${problem.kind}`, { name: problem.name })}
        >
          <textarea
            id="add-headers"
            className="input headers-input font-mono text-xs!"
            rows={2}
            spellCheck={false}
            autoComplete="off"
            placeholder="Accept-Language: en"
            aria-describedby="add-headers-hint"
            aria-invalid={problem !== null}
            value={fields.headers}
            data-testid="add-headers"
            onChange={(event) => {
              onChange({ headers: event.target.value });
            }}
          />
        </Field>
        <p className="text-xs text-muted">
          {isShared ? (
            <span className="text-wait">{t('advanced.shared', { count: checked.hosts })}</span>
          ) : (
            t('advanced.secrets')
          )}
        </p>
      </div>
    </>
  );
}
