import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

interface FieldProps {
  readonly label: string;
  /** The id of the control. Its hint has the id `ID-hint`. */
  readonly id: string;
  readonly hint?: ReactNode;
  /** Why the value cannot be used; takes the hint's place. */
  readonly problem?: string | null;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A label, its control, and below it one line that explains, or says what is wrong. */
export function Field({ label, id, hint, problem, aside, children }: FieldProps) {
  return (
    <div className="min-w-0">
      <div className="mb-1 flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-xs font-semibold">
          {label}
        </label>
        {aside}
      </div>
      {children}
      <FieldNote id={`${id}-hint`} hint={hint} problem={problem ?? null} />
    </div>
  );
}

interface FieldNoteProps {
  readonly id: string;
  readonly hint: ReactNode;
  readonly problem: string | null;
}

/** Keeps its line when empty, so that nothing moves while one types. */
function FieldNote({ id, hint, problem }: FieldNoteProps) {
  return (
    <p id={id} className="mt-1 min-h-4 text-xs text-muted" aria-live="polite">
      {problem ? <FieldProblem text={problem} /> : hint}
    </p>
  );
}

export function FieldProblem({ text }: { readonly text: string }) {
  return (
    <span className="inline-flex items-start gap-1.5 text-fail">
      <CircleAlert aria-hidden size={13} className="mt-0.5 flex-none" />
      {text}
    </span>
  );
}
