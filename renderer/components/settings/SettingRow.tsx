import { createContext, use, type ReactNode } from 'react';
import { FieldProblem } from '../ui/Field.tsx';

/** What is searched for in the settings, in lower case; empty: everything is shown. */
export const SettingsQuery = createContext('');

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

/** Whether a setting with these words belongs to what is searched for. */
export function useIsSought(...words: readonly string[]): boolean {
  const query = use(SettingsQuery);
  return words.some((text) => text.toLowerCase().includes(query));
}

/** Name and explanation at the start, control at the end. Not there while something else is searched for. */
export function SettingRow({ label, id, labelled = false, hint = '', problem = null, children }: SettingRowProps) {
  if (!useIsSought(label, hint)) return null;
  return (
    <div className="setting flex min-h-13 items-center justify-between gap-6 border-t border-line py-2 first:border-0">
      <div className="min-w-0">
        <label htmlFor={labelled ? id : undefined} className="block text-xs font-semibold">
          <Marked text={label} />
        </label>
        {(problem ?? hint) !== '' && (
          <p id={id && `${id}-hint`} className="text-xs text-muted" aria-live="polite">
            {problem === null ? <Marked text={hint} /> : <FieldProblem text={problem} />}
          </p>
        )}
      </div>
      <div className="flex-none">{children}</div>
    </div>
  );
}

/** With what is searched for marked. */
function Marked({ text }: { readonly text: string }) {
  const query = use(SettingsQuery);
  const at = query === '' ? -1 : text.toLowerCase().indexOf(query);
  if (at === -1) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + query.length)}</mark>
      {text.slice(at + query.length)}
    </>
  );
}
