import { ClipboardList, X } from 'lucide-react';
import { useStore } from 'zustand';
import { nameInLink } from '../../../shared/links/extract.ts';
import { useApp, useWords } from '../context.tsx';
import { Button, IconButton } from '../ui/Button.tsx';

/** Links that another program has copied. It stays until it is answered: who copies looks elsewhere at that time. */
export function ClipboardNotice() {
  const { clipboard } = useApp();
  const { t } = useWords();
  const links = useStore(clipboard.store, (state) => state.links);
  const [first] = links;
  return (
    // Always there: screen readers tell what comes into such a place, not the place itself.
    <div role="status">
      {first !== undefined && (
        <div className="toast items-center!" data-testid="clipboard-notice">
          <ClipboardList aria-hidden size={16} strokeWidth={1.75} className="flex-none text-muted" />
          <div className="min-w-0 flex-1 text-xs">
            <p>{t('clipboard.found', { count: links.length })}</p>
            <p className="truncate text-muted" title={first}>
              <bdi>{nameInLink(first) || first}</bdi>
            </p>
          </div>
          <Button small className="text-accent-text!" data-testid="clipboard-add" onClick={clipboard.take}>
            {t('clipboard.add')}
          </Button>
          <IconButton
            small
            kind="ghost"
            icon={X}
            label={t('action.dismiss')}
            data-testid="clipboard-dismiss"
            onClick={clipboard.dismiss}
          />
        </div>
      )}
    </div>
  );
}
