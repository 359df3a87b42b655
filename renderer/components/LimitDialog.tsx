import { useState, type SyntheticEvent } from 'react';
import { draftOf, isEmpty, readRate, type RateDraft } from '../format/rate.ts';
import { useApp, useSetting, useWords } from './context.tsx';
import { Button } from './ui/Button.tsx';
import { Field } from './ui/Field.tsx';
import { RateInput } from './ui/RateInput.tsx';
import { Sheet } from './ui/Sheet.tsx';

/** The limit of some downloads, or the one over all of them. */
export function LimitDialog({ ids }: { readonly ids: readonly string[] | null }) {
  return ids === null ? <LimitOverAll /> : <OwnLimit ids={ids} />;
}

function OwnLimit({ ids }: { readonly ids: readonly string[] }) {
  const { ui, actions } = useApp();
  const { t } = useWords();
  // As they were when asked for. What several have in common is where to begin.
  const [rows] = useState(() => actions.rowsOf(ids));
  const [first, ...others] = rows.map((row) => row.limitBytesPerSecond);
  const [draft, setDraft] = useState(() => draftOf(others.every((limit) => limit === first) ? (first ?? null) : null));
  const usable = isEmpty(draft) || readRate(draft) !== null;
  return (
    <LimitSheet
      usable={usable}
      onApply={() => {
        void actions.limit(ids, readRate(draft));
        ui.closeSheet();
      }}
    >
      <p className="mb-3 truncate font-semibold">
        {rows.length === 1 ? rows[0]?.fileName : t('limit.many', { count: rows.length })}
      </p>
      <RateField id="limit" label={t('limit.each')} draft={draft} usable={usable} optional onChange={setDraft} />
    </LimitSheet>
  );
}

function LimitOverAll() {
  const { ui, actions } = useApp();
  const { t } = useWords();
  const limit = useSetting('limitBytesPerSecond');
  const slowLimit = useSetting('slowLimitBytesPerSecond');
  const [usual, setUsual] = useState(() => draftOf(limit));
  const [slow, setSlow] = useState(() => draftOf(slowLimit));
  const usualFits = isEmpty(usual) || readRate(usual) !== null;
  const slowRate = readRate(slow);
  return (
    <LimitSheet
      usable={usualFits && slowRate !== null}
      onApply={() => {
        if (slowRate === null) return;
        void actions.changeSettings({ limitBytesPerSecond: readRate(usual), slowLimitBytesPerSecond: slowRate });
        ui.closeSheet();
      }}
    >
      <RateField id="limit" label={t('limit.all')} draft={usual} usable={usualFits} optional onChange={setUsual} />
      <RateField id="limit-slow" label={t('limit.slow')} draft={slow} usable={slowRate !== null} onChange={setSlow} />
    </LimitSheet>
  );
}

interface LimitSheetProps {
  readonly usable: boolean;
  readonly onApply: () => void;
  readonly children: React.ReactNode;
}

function LimitSheet({ usable, onApply, children }: LimitSheetProps) {
  const { ui } = useApp();
  const { t } = useWords();
  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    if (usable) onApply();
  }
  return (
    <Sheet title={t('limit.title')} testId="limit-dialog" width={400} onClose={ui.closeSheet}>
      <form onSubmit={submit}>
        <div className="flex flex-col gap-1 px-5 py-4">{children}</div>
        <footer className="flex flex-none justify-end gap-2 border-t border-line px-5 py-3">
          <Button kind="ghost" onClick={ui.closeSheet}>
            {t('limit.back')}
          </Button>
          <Button type="submit" kind="primary" data-testid="limit-go" disabled={!usable}>
            {t('limit.go')}
          </Button>
        </footer>
      </form>
    </Sheet>
  );
}

interface RateFieldProps {
  readonly id: string;
  readonly label: string;
  readonly draft: RateDraft;
  readonly usable: boolean;
  /** Empty stands for no limit. */
  readonly optional?: boolean;
  readonly onChange: (draft: RateDraft) => void;
}

function RateField({ id, label, draft, usable, optional = false, onChange }: RateFieldProps) {
  const { t } = useWords();
  return (
    <Field id={id} label={label} hint={optional ? t('limit.hint') : ''} problem={usable ? null : t('limit.invalid')}>
      <RateInput id={id} value={draft} valid={usable} fills focused={id === 'limit'} onChange={onChange} />
    </Field>
  );
}
