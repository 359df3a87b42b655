import { X } from 'lucide-react';
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { useApp, useWords } from '../context.tsx';
import { Toasts } from '../shell/Toasts.tsx';
import { IconButton } from './Button.tsx';

interface SheetProps {
  readonly title: string;
  readonly testId: string;
  readonly width: number;
  readonly onClose: () => void;
  /** Clicking beside the sheet closes it: only where nothing typed could be lost. */
  readonly closesOutside?: boolean;
  readonly children: ReactNode;
}

/** The platform's own modal dialog: it keeps the focus, makes the rest inert, and gives the focus back. */
export function Sheet({ title, testId, width, onClose, closesOutside = false, children }: SheetProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const { ui } = useApp();
  const { t } = useWords();
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // React's autoFocus sets no attribute, so the dialog would focus its first button.
    dialog?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    // While it is still in the document, so that the focus goes back to where it was.
    return () => dialog?.close();
  }, []);
  useLayoutEffect(() => ui.sheetOpened(heading), [ui, heading]);
  return (
    <dialog
      ref={ref}
      className="sheet"
      aria-labelledby={heading}
      data-testid={testId}
      style={{ '--sheet-width': `${String(width)}px` }}
      onCancel={(event) => {
        event.preventDefault();
        // React's events come up from a sheet that lies over this one, too.
        if (event.target !== event.currentTarget) return;
        // A field that is taken away does not tell that it was left, and some keep what they hold only then.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        onClose();
      }}
      onPointerDown={(event) => {
        if (closesOutside && event.target === event.currentTarget) onClose();
      }}
    >
      <header className="flex h-13 flex-none items-center justify-between border-b border-line ps-5 pe-3">
        <h2 id={heading} className="text-md font-semibold">
          {title}
        </h2>
        <IconButton kind="ghost" icon={X} label={t('action.close')} onClick={onClose} />
      </header>
      {children}
      <Toasts sheet={heading} />
    </dialog>
  );
}
