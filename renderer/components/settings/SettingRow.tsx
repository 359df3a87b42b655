import type { ReactNode } from 'react';
import { FieldProblem } from '../ui/Field.tsx';

interface SettingRowProps {
  readonly label: string;
  /** The id of the control; what is said about it has the id `ID-hint`. */
  readonly id?: string;
  /** The label is the control's name. Otherwise the control names itself. */
  readonly labelled?: boolean;
  readonly hint?: string;
  readonly problem?: string | null;
  readonly children: ReactNode;
}

/** Name and explanation at the start, control at the end. */
export function SettingRow({ label, id, labelled = false, hint = '', problem = null, children }: SettingRowProps) {
  return (
    <div className="flex min-h-13 items-center justify-between gap-6 border-t border-line py-2 first:border-0">
      <div className="min-w-0">
        <label htmlFor={labelled ? id : undefined} className="block text-xs font-semibold">
          {label}
        </label>
        {(problem ?? hint) !== '' && (
          <p id={id && `${id}-hint`} className="text-xs text-muted" aria-live="polite">
            {problem === null ? hint : <FieldProblem text={problem} />}
          </p>
        )}
      </div>
      <div className="flex-none">{children}</div>
    </div>
  );
}
