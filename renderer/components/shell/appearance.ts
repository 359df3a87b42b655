import { useEffect, useLayoutEffect } from 'react';
import { forgetPalette, watchSystemColors } from '../../segments/palette.ts';
import { useApp, useSetting, useWords } from '../context.tsx';

/** Puts theme, language and writing direction on the document. */
export function useAppearance(): void {
  const { i18n } = useApp();
  const { language } = useWords();
  const theme = useSetting('theme');
  useLayoutEffect(() => {
    const root = document.documentElement;
    if (theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
    forgetPalette();
  }, [theme]);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = i18n.dir(language);
  }, [i18n, language]);
  useEffect(watchSystemColors, []);
}

/** What may have changed while nobody looked. */
export function useRefreshOnFocus(): void {
  const app = useApp();
  useEffect(() => {
    const onFocus = (): void => {
      app.ui.noticeTime();
      app.refreshFreeSpace();
    };
    window.addEventListener('focus', onFocus);
    return () => {
      window.removeEventListener('focus', onFocus);
    };
  }, [app]);
}
