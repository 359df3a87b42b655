import { useEffect } from 'react';
import { pageCommandOf } from '../../../shared/shortcuts.ts';
import type { App } from '../../store/app.ts';
import { useUi } from '../context.tsx';
import { SEARCH_ID } from './SearchField.tsx';

const inField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;

/** Keys that work wherever the focus is, as long as no sheet is open, and pasting anywhere but into a field. */
export function useShortcuts({ ui, desktop }: App): void {
  const findAsked = useUi((state) => state.findAsked);
  useEffect(() => {
    if (findAsked === 0) return;
    const search = document.getElementById(SEARCH_ID);
    if (!(search instanceof HTMLInputElement)) return;
    search.focus();
    search.select();
  }, [findAsked]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { sheet, info } = ui.store.getState();
      if (sheet) return;
      // A sign that is being typed is no command.
      if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && inField(event.target)) return;
      const command = pageCommandOf(event, info?.platform === 'darwin');
      if (command === null) return;
      event.preventDefault();
      desktop.run(command);
    };
    const onPaste = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (inField(event.target) || ui.store.getState().sheet || text.trim() === '') return;
      event.preventDefault();
      ui.openAdd(text);
    };
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('paste', onPaste);
    };
  }, [ui, desktop]);
}
