import { useState, type SyntheticEvent } from 'react';
import { asSluiceError, type FailureCode } from '../../shared/failures.ts';
import { beginsAsLink } from '../../shared/links/schemes.ts';
import { useApp, useWords } from './context.tsx';
import { Button } from './ui/Button.tsx';
import { Field } from './ui/Field.tsx';
import { Sheet } from './ui/Sheet.tsx';

const usable = (text: string): boolean => beginsAsLink(text) && URL.canParse(text);

/** Another link for a download whose own does not work any more. */
export function RelinkDialog({ id }: { readonly id: string }) {
  const { ui, actions } = useApp();
  const { t } = useWords();
  // As it was when asked for.
  const [row] = useState(() => actions.rowsOf([id])[0]);
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const link = text.trim();
  const problem = failure ? t(`failures.${failure}`) : link !== '' && !usable(link) ? t('relink.unusable') : null;

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    if (!usable(link)) return;
    actions.relink(id, link).then(ui.closeSheet, (thrown: unknown) => {
      setFailure(asSluiceError(thrown).code);
    });
  }

  return (
    <Sheet title={t('relink.title')} testId="relink-dialog" width={520} onClose={ui.closeSheet}>
      <form onSubmit={submit}>
        <div className="px-5 py-4">
          <p className="truncate font-semibold">{row?.fileName}</p>
          <p className="mt-1 mb-3 text-sm text-muted">{t('relink.text')}</p>
          <Field id="relink-link" label={t('relink.link')} problem={problem}>
            <input
              id="relink-link"
              className="input font-mono text-xs!"
              data-autofocus
              spellCheck={false}
              autoComplete="off"
              aria-describedby="relink-link-hint"
              aria-invalid={problem !== null}
              value={text}
              data-testid="relink-link"
              onChange={(event) => {
                setText(event.target.value);
                setFailure(null);
              }}
            />
          </Field>
        </div>
        <footer className="flex flex-none justify-end gap-2 border-t border-line px-5 py-3">
          <Button kind="ghost" onClick={ui.closeSheet}>
            {t('relink.back')}
          </Button>
          <Button type="submit" kind="primary" data-testid="relink-go" disabled={!usable(link)}>
            {t('relink.go')}
          </Button>
        </footer>
      </form>
    </Sheet>
  );
}
