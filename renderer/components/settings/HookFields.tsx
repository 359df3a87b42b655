import { Check, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { HOOK_EVENTS } from '../../../shared/hooks.ts';
import { useApp, useWords } from '../context.tsx';
import { Button } from '../ui/Button.tsx';
import { Field, FieldProblem } from '../ui/Field.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { hookProblem, type HookDraft } from './hook-draft.ts';

interface HookFieldsProps {
  readonly number: number;
  readonly draft: HookDraft;
  /** The draft is what is kept. */
  readonly isKept: boolean;
  /** It was to be kept, and was not. */
  readonly isRefused: boolean;
  readonly onChange: (part: Partial<HookDraft>) => void;
  readonly onSave: () => void;
  readonly onRemove: () => void;
}

export function HookFields({ number, draft, isKept, isRefused, onChange, onSave, onRemove }: HookFieldsProps) {
  const { identity } = useApp();
  const { t } = useWords();
  const keyStore = useStore(identity.store, (state) => state.keyStore);
  // An empty field is no mistake before it was left.
  const [touched, setTouched] = useState(false);
  const problem = hookProblem(draft);
  const shown = touched ? problem : null;
  const id = `hook-${String(number)}`;
  return (
    <div
      role="group"
      aria-label={t('hooks.group', { number })}
      data-testid="hook"
      className="setting mb-3 flex flex-col gap-2 rounded-lg border border-line p-3"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div role="group" aria-label={t('hooks.when')} className="flex items-center gap-2">
          <span className="text-xs font-semibold">{t('hooks.when')}</span>
          {HOOK_EVENTS.map((event) => {
            const chosen = draft.on.includes(event);
            return (
              <button
                key={event}
                type="button"
                className={`btn btn-small ${chosen ? 'border-accent! bg-selected!' : ''}`}
                aria-pressed={chosen}
                data-testid={`hook-${event}`}
                onClick={() => {
                  setTouched(true);
                  onChange({ on: HOOK_EVENTS.filter((one) => (one === event ? !chosen : draft.on.includes(one))) });
                }}
              >
                {t(`hooks.on.${event}`)}
              </button>
            );
          })}
        </div>
        <Segmented
          label={t('hooks.kind')}
          value={draft.kind}
          options={(['program', 'web'] as const).map((value) => ({ value, label: t(`hooks.kinds.${value}`) }))}
          onChange={(kind) => {
            setTouched(false);
            onChange({ kind });
          }}
        />
      </div>
      {draft.kind === 'web' ? (
        <Line
          id={`${id}-url`}
          testId="hook-url"
          label={t('hooks.url')}
          hint={t(keyStore ? 'hooks.urlHint' : 'hooks.urlHintUnkept')}
          problem={shown === 'url' ? t('hooks.urlInvalid') : null}
          value={draft.url}
          onChange={(url) => {
            onChange({ url });
          }}
          onLeave={() => {
            setTouched(true);
          }}
        />
      ) : (
        <>
          <Line
            id={`${id}-program`}
            testId="hook-program"
            label={t('hooks.program')}
            hint={t('hooks.programHint')}
            problem={shown === 'program' ? t('hooks.programMissing') : null}
            value={draft.program}
            onChange={(program) => {
              onChange({ program });
            }}
            onLeave={() => {
              setTouched(true);
            }}
          />
          <Field
            id={`${id}-arguments`}
            label={t('hooks.arguments')}
            hint={t('hooks.argumentsHint')}
            problem={shown === 'arguments' ? t('hooks.argumentsInvalid') : null}
          >
            <textarea
              id={`${id}-arguments`}
              className="input font-mono text-xs!"
              rows={2}
              spellCheck={false}
              aria-describedby={`${id}-arguments-hint`}
              aria-invalid={shown === 'arguments'}
              value={draft.arguments}
              data-testid="hook-arguments"
              onChange={(event) => {
                onChange({ arguments: event.target.value });
              }}
              onBlur={() => {
                setTouched(true);
              }}
            />
          </Field>
        </>
      )}
      <div className="flex items-center justify-between gap-3">
        <p className="text-xs" role="status">
          {isRefused ? (
            <FieldProblem text={t('hooks.notKept')} />
          ) : (
            shown === 'on' && <FieldProblem text={t('hooks.onMissing')} />
          )}
        </p>
        <span className="flex flex-none gap-2">
          <Button icon={Trash2} kind="ghost" data-testid="hook-remove" onClick={onRemove}>
            {t('hooks.remove')}
          </Button>
          <Button
            icon={Check}
            kind={isKept ? 'plain' : 'primary'}
            disabled={isKept || problem !== null}
            data-testid="hook-save"
            onClick={onSave}
          >
            {t(isKept ? 'hooks.saved' : 'hooks.save')}
          </Button>
        </span>
      </div>
    </div>
  );
}

interface LineProps {
  readonly id: string;
  readonly testId: string;
  readonly label: string;
  readonly hint: string;
  readonly problem: string | null;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onLeave: () => void;
}

function Line({ id, testId, label, hint, problem, value, onChange, onLeave }: LineProps) {
  return (
    <Field id={id} label={label} hint={hint} problem={problem}>
      <input
        id={id}
        className="input"
        spellCheck={false}
        autoComplete="off"
        aria-describedby={`${id}-hint`}
        aria-invalid={problem !== null}
        value={value}
        data-testid={testId}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        onBlur={onLeave}
      />
    </Field>
  );
}
