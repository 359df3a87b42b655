import type { RefObject } from 'react';
import type { FoundLinks } from '../../../shared/links/extract.ts';
import { useWords } from '../context.tsx';
import { Field } from '../ui/Field.tsx';

interface LinksFieldProps {
  readonly text: string;
  readonly found: FoundLinks;
  readonly hosts: number;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onChange: (text: string) => void;
}

const SHOWN = 5;

/** Takes any text; says what was found in it, and what was found but cannot be used. */
export function LinksField({ text, found, hosts, field, onChange }: LinksFieldProps) {
  const { t } = useWords();
  const none = text.trim() !== '' && found.links.length === 0 && found.unusable.length === 0;
  return (
    <div>
      <Field
        id="add-links"
        label={t('add.links')}
        problem={none ? t('add.none') : null}
        hint={<FoundLine found={found} hosts={hosts} />}
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
