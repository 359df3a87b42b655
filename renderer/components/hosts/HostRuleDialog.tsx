import { useState, type SyntheticEvent } from 'react';
import { useStore } from 'zustand';
import { asSluiceError, type FailureCode } from '../../../shared/failures.ts';
import type { HostRule } from '../../../shared/host-rules.ts';
import { MAX_CONNECTIONS } from '../../../shared/download.ts';
import { PROXY_WORDS } from '../../../shared/proxy.ts';
import { useApp, useWords } from '../context.tsx';
import { FolderField } from '../FolderField.tsx';
import { Button } from '../ui/Button.tsx';
import { Field, FieldProblem } from '../ui/Field.tsx';
import { plainField } from '../ui/plain-field.ts';
import { RateInput } from '../ui/RateInput.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { EMPTY_RULE, checkRule, draftOf, type RuleDraft } from './draft.ts';

interface HostRuleDialogProps {
  /** `null` makes a new one. */
  readonly rule: HostRule | null;
  readonly onClose: () => void;
}

export function HostRuleDialog({ rule, onClose }: HostRuleDialogProps) {
  const { identity } = useApp();
  const { t } = useWords();
  const rules = useStore(identity.store, (state) => state.rules);
  const [fresh] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState<RuleDraft>(rule ? draftOf(rule) : EMPTY_RULE);
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const others = rules.filter(({ id }) => id !== rule?.id);
  const checked = checkRule(draft, rule?.id ?? fresh, others);
  const change = (part: Partial<RuleDraft>): void => {
    setDraft({ ...draft, ...part });
    setFailure(null);
  };

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    setTried(true);
    if (!checked.rule) return;
    identity.putRule(checked.rule).then(onClose, (thrown: unknown) => {
      setFailure(asSluiceError(thrown).code);
    });
  }

  const patternProblem =
    checked.pattern === 'taken'
      ? t('hostRule.patternTaken')
      : checked.pattern === 'missing' && (tried || draft.pattern.trim() !== '')
        ? t('hostRule.patternMissing')
        : null;
  return (
    <Sheet
      title={rule ? t('hostRule.editTitle', { pattern: rule.pattern }) : t('hostRule.newTitle')}
      testId="host-rule-dialog"
      width={640}
      onClose={onClose}
    >
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <div className="grid min-h-0 grid-cols-2 gap-x-5 gap-y-1 overflow-y-auto px-5 py-4 max-tight:grid-cols-1">
          <div className="col-span-full">
            <Field
              id="rule-pattern"
              label={t('hostRule.pattern')}
              hint={t('hostRule.patternHint')}
              problem={patternProblem}
            >
              <input
                {...plainField('rule-pattern', draft.pattern, (pattern) => {
                  change({ pattern });
                })}
                data-autofocus
                aria-invalid={patternProblem !== null}
              />
            </Field>
          </div>
          <ConnectionsField draft={draft} valid={checked.count} onChange={change} />
          <Field id="rule-limit" label={t('hostRule.limit')} problem={checked.limit ? null : t('limit.invalid')}>
            <RateInput
              id="rule-limit"
              value={draft.limit}
              valid={checked.limit}
              onChange={(limit) => {
                change({ limit });
              }}
            />
          </Field>
          <Field id="rule-agent" label={t('advanced.userAgent')}>
            <input
              {...plainField('rule-agent', draft.userAgent, (userAgent) => {
                change({ userAgent });
              })}
            />
          </Field>
          <Field id="rule-referrer" label={t('advanced.referer')}>
            <input
              {...plainField('rule-referrer', draft.referrer, (referrer) => {
                change({ referrer });
              })}
            />
          </Field>
          <ProxyField draft={draft} valid={checked.proxy} onChange={change} />
          <div className="col-span-full">
            <FolderField
              id="rule-folder"
              label={t('hostRule.folder')}
              hint={t('hostRule.folderHint')}
              value={draft.directory}
              valid={checked.directory}
              onChange={(directory) => {
                change({ directory });
              }}
            />
          </div>
          <div className="col-span-full">
            <Field
              id="rule-headers"
              label={t('advanced.headers')}
              hint={t('hostRule.headersHint')}
              problem={
                checked.headers && t(`advanced.headerProblem.${checked.headers.kind}`, { name: checked.headers.name })
              }
            >
              <textarea
                id="rule-headers"
                className="input headers-input font-mono text-xs!"
                rows={2}
                spellCheck={false}
                autoComplete="off"
                placeholder="Accept-Language: en"
                aria-describedby="rule-headers-hint"
                aria-invalid={checked.headers !== null}
                value={draft.headers}
                data-testid="rule-headers"
                onChange={(event) => {
                  change({ headers: event.target.value });
                }}
              />
            </Field>
          </div>
        </div>
        <footer className="flex flex-none items-center justify-end gap-2 border-t border-line px-5 py-3">
          <p className="me-auto text-xs" role="status">
            {failure && <FieldProblem text={t(`failures.${failure}`)} />}
          </p>
          <Button kind="ghost" onClick={onClose}>
            {t('hostRule.back')}
          </Button>
          <Button
            type="submit"
            kind="primary"
            data-testid="host-rule-save"
            disabled={!checked.rule && (tried || draft.pattern.trim() !== '')}
          >
            {t(rule ? 'hostRule.save' : 'hostRule.create')}
          </Button>
        </footer>
      </form>
    </Sheet>
  );
}

interface PartProps {
  readonly draft: RuleDraft;
  readonly valid: boolean;
  readonly onChange: (part: Partial<RuleDraft>) => void;
}

const CONNECTIONS = ['settings', 'auto', 'fixed'] as const satisfies RuleDraft['connections'][];

function ConnectionsField({ draft, valid, onChange }: PartProps) {
  const { t } = useWords();
  const names = { settings: t('hostRule.asSettings'), auto: t('hostRule.auto'), fixed: t('hostRule.fixed') };
  return (
    <Field
      id="rule-connections"
      label={t('hostRule.connections')}
      problem={valid ? null : t('add.connectionsInvalid', { max: MAX_CONNECTIONS })}
    >
      <div className="flex gap-2">
        <select
          id="rule-connections"
          className="input"
          aria-describedby="rule-connections-hint"
          value={draft.connections}
          data-testid="rule-connections"
          onChange={(event) => {
            onChange({ connections: event.target.value as RuleDraft['connections'] });
          }}
        >
          {CONNECTIONS.map((option) => (
            <option key={option} value={option}>
              {names[option]}
            </option>
          ))}
        </select>
        {draft.connections === 'fixed' && (
          <input
            {...plainField('rule-count', draft.count, (count) => {
              onChange({ count });
            })}
            className="input w-16! flex-none text-center tabular-nums"
            inputMode="numeric"
            aria-label={t('hostRule.count')}
            aria-describedby="rule-connections-hint"
            aria-invalid={!valid}
          />
        )}
      </div>
    </Field>
  );
}

function ProxyField({ draft, valid, onChange }: PartProps) {
  const { t } = useWords();
  return (
    <>
      <Field id="rule-proxy" label={t('hostRule.proxy')}>
        <select
          id="rule-proxy"
          className="input"
          value={draft.proxy}
          data-testid="rule-proxy"
          onChange={(event) => {
            onChange({ proxy: event.target.value as RuleDraft['proxy'] });
          }}
        >
          <option value="">{t('hostRule.asSettings')}</option>
          {PROXY_WORDS.map((word) => (
            <option key={word} value={word}>
              {t(`proxyWords.${word}`)}
            </option>
          ))}
          <option value="own">{t('hostRule.proxyOwn')}</option>
        </select>
      </Field>
      {draft.proxy === 'own' ? (
        <Field
          id="rule-address"
          label={t('hostRule.proxyAddress')}
          hint={t('hostRule.proxyHint')}
          problem={valid || draft.proxyAddress === '' ? null : t('hostRule.proxyInvalid')}
        >
          <input
            {...plainField('rule-address', draft.proxyAddress, (proxyAddress) => {
              onChange({ proxyAddress });
            })}
            aria-invalid={!valid}
          />
        </Field>
      ) : (
        <div className="max-tight:hidden" />
      )}
    </>
  );
}
