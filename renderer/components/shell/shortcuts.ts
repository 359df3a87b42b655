import { useEffect } from 'react';
import type { App } from '../../store/app.ts';
import { SEARCH_ID } from './SearchField.tsx';

const inField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;

/** Keys that work wherever the focus is, as long as no sheet is open, and pasting anywhere but into a field. */
export function useShortcuts({ ui }: App): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || ui.store.getState().sheet) return;
      const key = event.key.toLowerCase();
      if (key === 'n') ui.openAdd();
      else if (key === ',') ui.openSettings();
      else if (key === 'k' || key === 'f') {
        const search = document.getElementById(SEARCH_ID);
        if (search instanceof HTMLInputElement) {
          search.focus();
          search.select();
        }
      } else return;
      event.preventDefault();
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
  }, [ui]);
}
