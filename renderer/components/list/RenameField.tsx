import { useEffect, useRef, useState } from 'react';
import { useApp, useWords } from '../context.tsx';

/** How much of a name is selected at first: all but its extension. */
function stemLength(name: string): number {
  const dot = name.search(/(\.tar)?\.[^.]*$/i);
  return dot > 0 ? dot : name.length;
}

/** In place of a row's file name. Enter and leaving it take the name, Escape keeps the old one. */
export function RenameField({ id, name }: { readonly id: string; readonly name: string }) {
  const { actions, ui } = useApp();
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(name);
  const [refused, setRefused] = useState(false);
  const asked = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.setSelectionRange(0, stemLength(name));
    // Only when it opens: what is typed then is not to be selected again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  function close(): void {
    if (ui.store.getState().renaming === id) ui.store.setState({ renaming: null });
    document.querySelector<HTMLElement>('[role="grid"]')?.focus();
  }
  async function take(leaving: boolean): Promise<void> {
    if (asked.current) return;
    const wanted = text.trim();
    if (wanted === '' || wanted === name || (leaving && refused)) {
      close();
      return;
    }
    asked.current = true;
    const taken = await actions.rename(id, wanted);
    asked.current = false;
    if (taken) close();
    else setRefused(true);
  }

  return (
    <div role="gridcell" className="min-w-0">
      <input
        ref={input}
        className="rename"
        spellCheck={false}
        autoComplete="off"
        maxLength={255}
        aria-label={t('rename.label', { name })}
        aria-invalid={refused}
        value={text}
        data-testid="rename"
        onChange={(event) => {
          setText(event.target.value);
          setRefused(false);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') void take(false);
          if (event.key === 'Escape') close();
        }}
        onBlur={() => {
          if (ui.store.getState().renaming === id) void take(true);
        }}
      />
    </div>
  );
}
