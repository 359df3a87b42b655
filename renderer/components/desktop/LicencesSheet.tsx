import { ExternalLink } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Licences, LicensedPart } from '../../../shared/ipc/licences.ts';
import { useApp, useWords } from '../context.tsx';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { SheetSearch } from '../ui/SheetSearch.tsx';

const NONE: Licences = { parts: [], hasChromium: false };

/** The licences of all that the program is made of; the text of one is made when it is opened. */
export function LicencesSheet() {
  const { ui, licences } = useApp();
  const { t } = useWords();
  /** `undefined` while they are read, `null` when they could not be. */
  const [found, setFound] = useState<Licences | null | undefined>(undefined);
  const [query, setQuery] = useState('');
  useEffect(() => {
    let isShown = true;
    void licences.read().then((read) => {
      if (isShown) setFound(read);
    });
    return () => {
      isShown = false;
    };
  }, [licences]);
  const { parts, hasChromium } = found ?? NONE;
  const sought = query.trim().toLowerCase();
  const shown = parts.filter(({ name, version, licence }) =>
    `${name} ${version} ${licence}`.toLowerCase().includes(sought),
  );
  const problem = found === null ? t('licences.unreadable') : found && parts.length === 0 ? t('licences.none') : null;
  return (
    <Sheet title={t('licences.title')} testId="licences-sheet" width={720} onClose={ui.closeSheet} closesOutside>
      <SheetSearch label={t('licences.search')} value={query} testId="licences-search" focused onChange={setQuery} />
      <div className="licences" data-testid="licences">
        {problem !== null && <p className="py-8 text-center text-muted">{problem}</p>}
        {shown.map((part) => (
          <Part key={`${part.name} ${part.version}`} part={part} />
        ))}
        {parts.length > 0 && shown.length === 0 && (
          <p className="py-8 text-center text-muted">{t('licences.nothing', { query: query.trim() })}</p>
        )}
      </div>
      <footer className="flex min-h-14 flex-none items-center justify-between gap-3 border-t border-line px-5 py-3">
        <span className="text-xs text-muted" role="status">
          {parts.length > 0 && t('licences.count', { count: shown.length })}
        </span>
        {hasChromium && (
          <Button icon={ExternalLink} data-testid="licences-chromium" onClick={() => void licences.openChromium()}>
            {t('licences.chromium')}
          </Button>
        )}
      </footer>
    </Sheet>
  );
}

function Part({ part }: { readonly part: LicensedPart }) {
  const { name, version, licence, text } = part;
  const [open, setOpen] = useState(false);
  return (
    <details
      className="licence"
      data-testid="licence"
      data-name={name}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        <bdi className="font-semibold">{name}</bdi> <bdi className="text-muted tabular-nums">{version}</bdi>
        <bdi className="licence-kind">{licence}</bdi>
      </summary>
      {open && (
        <pre dir="ltr" className="selectable">
          {text}
        </pre>
      )}
    </details>
  );
}
