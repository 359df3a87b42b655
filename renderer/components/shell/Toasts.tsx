import { CircleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import type { Toast } from '../../store/ui.ts';
import { useApp, useUi, useWords } from '../context.tsx';
import { IconButton } from '../ui/Button.tsx';

/** Long enough to be read twice, ms. */
const SHOWN_FOR = 9000;

/** Commands that failed and have no other place to say so. */
export function Toasts() {
  const toasts = useUi((state) => state.toasts);
  return (
    <div
      role="region"
      aria-live="assertive"
      className="pointer-events-none fixed end-4 bottom-11 z-30 flex w-90 flex-col gap-2"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastCard({ toast }: { readonly toast: Toast }) {
  const { ui } = useApp();
  const { t } = useWords();
  const { id, failure } = toast;
  useEffect(() => {
    const timer = setTimeout(() => {
      ui.dismissToast(id);
    }, SHOWN_FOR);
    return () => {
      clearTimeout(timer);
    };
  }, [ui, id]);
  return (
    <div className="toast" data-testid="toast" data-code={failure.code}>
      <CircleAlert aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 flex-none text-fail" />
      <div className="min-w-0 flex-1 py-0.5 text-xs">
        <p>{t(`failures.${failure.code}`)}</p>
        {failure.detail !== '' && (
          <p className="mt-0.5 font-mono text-2xs wrap-anywhere text-muted">{failure.detail}</p>
        )}
      </div>
      <IconButton
        small
        kind="ghost"
        icon={X}
        label={t('action.dismiss')}
        onClick={() => {
          ui.dismissToast(id);
        }}
      />
    </div>
  );
}
