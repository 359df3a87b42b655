import { CircleAlert, FileCheck, ListX, X } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import type { Words } from '../../i18n/words.ts';
import type { Removal, Toast } from '../../store/ui.ts';
import { useApp, useUi, useWords } from '../context.tsx';
import { Button, IconButton } from '../ui/Button.tsx';

/** Long enough to be read twice, ms. */
const SHOWN_FOR = 9000;

interface ToastsProps {
  /** The sheet they stand in, as the store names it; `null`: the window. */
  readonly sheet: string | null;
  /** What else stands in that corner. */
  readonly children?: ReactNode;
}

/**
 * Commands that failed and have no other place to say so, and what can be undone. Every sheet has a place for them, and the
 * uppermost shows them: a modal dialog makes all outside of it inert.
 */
export function Toasts({ sheet, children }: ToastsProps) {
  const { t } = useWords();
  const toasts = useUi((state) => state.toasts);
  const here = useUi((state) => (state.sheets.at(-1) ?? null) === sheet);
  return (
    <div className="pointer-events-none fixed end-4 bottom-11 z-30 flex w-90 flex-col gap-2">
      {/* Always there, or no screen reader tells of what comes into it; each card is told by itself. */}
      <div role="log" className="flex flex-col gap-2" aria-label={t('notices.label')}>
        {here && toasts.map((toast) => <ToastCard key={toast.id} toast={toast} />)}
      </div>
      {children}
    </div>
  );
}

function removalText(removal: Removal, { t }: Words): string {
  switch (removal.kind) {
    case 'downloads':
      return t('undo.removed', { count: removal.count });
    case 'categories':
      return t('undo.categories', { count: removal.count, name: removal.name });
    case 'queue':
      return t('undo.queue', { name: removal.name });
    case 'hostRule':
      return t('undo.hostRule', { name: removal.name });
  }
}

function ToastCard({ toast }: { readonly toast: Toast }) {
  const { ui } = useApp();
  const words = useWords();
  const { t } = words;
  const { id } = toast;
  useEffect(() => {
    const timer = setTimeout(() => {
      ui.dismissToast(id);
    }, SHOWN_FOR);
    return () => {
      clearTimeout(timer);
    };
  }, [ui, id]);
  const dismiss = (
    <IconButton
      small
      kind="ghost"
      icon={X}
      label={t('action.dismiss')}
      onClick={() => {
        ui.dismissToast(id);
      }}
    />
  );
  if ('undo' in toast) {
    return (
      <div className="toast items-center!" data-testid="toast-undo">
        <ListX aria-hidden size={16} strokeWidth={1.75} className="flex-none text-muted" />
        <p className="min-w-0 flex-1 text-xs">{removalText(toast.removed, words)}</p>
        <Button
          small
          className="text-accent-text!"
          data-testid="undo"
          onClick={() => {
            ui.dismissToast(id);
            toast.undo();
          }}
        >
          {t('undo.go')}
        </Button>
        {dismiss}
      </div>
    );
  }
  if ('tooLate' in toast) {
    const { tooLate, name } = toast;
    return (
      <div className="toast" data-testid="toast-too-late">
        <FileCheck aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 flex-none text-done" />
        <p className="min-w-0 flex-1 py-0.5 text-xs wrap-anywhere">
          {tooLate === 1 ? t('tooLate.one', { name }) : t('tooLate.several', { count: tooLate })}
        </p>
        {dismiss}
      </div>
    );
  }
  const { failure } = toast;
  return (
    <div className="toast" data-testid="toast" data-code={failure.code}>
      <CircleAlert aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 flex-none text-fail" />
      <div className="min-w-0 flex-1 py-0.5 text-xs">
        <p>{t(`failures.${failure.code}`)}</p>
        {failure.detail !== '' && (
          <p className="mt-0.5 font-mono text-2xs wrap-anywhere text-muted">{failure.detail}</p>
        )}
      </div>
      {dismiss}
    </div>
  );
}
