import { FileInput } from 'lucide-react';
import { useRef, type RefObject } from 'react';
import { looksLikeCurl } from '../../../shared/links/curl.ts';
import type { FoundLinks } from '../../../shared/links/extract.ts';
import { useApp, useWords } from '../context.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';

interface LinksFieldProps {
  readonly text: string;
  readonly found: FoundLinks;
  /** There is nothing to add, from files neither. */
  readonly none: boolean;
  readonly hosts: number;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onChange: (text: string) => void;
}

const SHOWN = 5;

/** Takes any text; says what was found in it, and what was found but cannot be used. */
export function LinksField({ text, found, none: nothing, hosts, field, onChange }: LinksFieldProps) {
  const { adding } = useApp();
  const { t } = useWords();
  const none = nothing && text.trim() !== '' && found.unusable.length === 0 && !looksLikeCurl(text);
  return (
    <div>
      <Field
        id="add-links"
        label={t('add.links')}
        problem={none ? t('add.none') : null}
        hint={<FoundLine found={found} hosts={hosts} />}
        aside={<OpenFiles />}
      >
        <textarea
          ref={field}
          id="add-links"
          className="input links-input"
          rows={3}
          spellCheck={false}
          autoComplete="off"
          data-autofocus
          placeholder={t('add.linksHint')}
          aria-describedby="add-links-hint"
          aria-invalid={none}
          value={text}
          data-testid="add-links"
          onChange={(event) => {
            onChange(event.target.value);
          }}
          onPaste={(event) => {
            // A command is read into the fields at once; what is typed is asked about first.
            const pasted = event.clipboardData.getData('text/plain');
            if (text.trim() === '' && looksLikeCurl(pasted) && adding.offer(pasted)) event.preventDefault();
          }}
        />
      </Field>
      {found.unusable.length > 0 && (
        <div className="mt-1 text-xs" data-testid="add-unusable">
          <p className="text-fail">{t('add.unusable', { count: found.unusable.length })}</p>
          <ul className="mt-0.5 text-muted">
            {found.unusable.slice(0, SHOWN).map((link) => (
              <li key={link} className="truncate">
                {link}
              </li>
            ))}
            {found.unusable.length > SHOWN && <li>…</li>}
          </ul>
        </div>
      )}
    </div>
  );
}

/** Files of links from disk, by the system's own dialog. */
function OpenFiles() {
  const { actions, adding } = useApp();
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button small kind="ghost" icon={FileInput} data-testid="add-open" onClick={() => input.current?.click()}>
        {t('files.open')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={t('files.open')}
        accept=".txt,.url,.webloc,.desktop,.metalink,.meta4"
        data-testid="add-file"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          void actions.readLinkFiles(files).then((read) => {
            if (read) adding.takeFiles(read);
          });
        }}
      />
    </>
  );
}

function FoundLine({ found, hosts }: { readonly found: FoundLinks; readonly hosts: number }) {
  const { t } = useWords();
  const count = found.links.length;
  if (count === 0) return null;
  const parts = [
    `${t('add.found', { count })}${count > 1 ? ` ${t('add.hosts', { count: hosts })}` : ''}`,
    found.repeated > 0 ? t('add.repeated', { count: found.repeated }) : '',
  ];
  return <span data-testid="add-found">{parts.filter(Boolean).join(' · ')}</span>;
}
