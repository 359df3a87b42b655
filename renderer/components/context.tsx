import { Direction } from 'radix-ui';
import { createContext, use, useMemo, type ReactNode } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { DownloadSnapshot } from '../../shared/download.ts';
import type { Settings } from '../../shared/settings.ts';
import { regionalLocale } from '../i18n/index.ts';
import { createWords, type Words } from '../i18n/words.ts';
import type { App } from '../store/app.ts';
import type { Totals } from '../store/totals.ts';
import type { UiState } from '../store/ui.ts';
import type { ViewState } from '../store/view.ts';

const AppContext = createContext<App | null>(null);
const WordsContext = createContext<Words | null>(null);

export function AppProvider({ app, children }: { readonly app: App; readonly children: ReactNode }) {
  return (
    <AppContext value={app}>
      <I18nextProvider i18n={app.i18n}>
        <WordsProvider>{children}</WordsProvider>
      </I18nextProvider>
    </AppContext>
  );
}

/** One subscription to the language for the whole window; rows by the thousand only read the context. */
function WordsProvider({ children }: { readonly children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const languages = useUi((state) => state.info?.languages ?? navigator.languages);
  const words = useMemo(() => createWords(t, language, regionalLocale(language, languages)), [t, language, languages]);
  return (
    <Direction.Provider dir={i18n.dir(language)}>
      <WordsContext value={words}>{children}</WordsContext>
    </Direction.Provider>
  );
}

function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error('Used outside AppProvider.');
  return value;
}

export const useApp = (): App => present(use(AppContext));
export const useWords = (): Words => present(use(WordsContext));

export function useRow(id: string): DownloadSnapshot | undefined {
  const { feed } = useApp();
  return useStore(feed.store, () => feed.row(id));
}

export function useTotals<Value>(pick: (totals: Totals) => Value): Value {
  const { feed } = useApp();
  return useStore(feed.store, () => pick(feed.totals()));
}

export function useSetting<Key extends keyof Settings>(key: Key): Settings[Key] {
  return useStore(useApp().settings.store, (state) => state.settings[key]);
}

export function useUi<Value>(pick: (state: UiState) => Value): Value {
  return useStore(useApp().ui.store, pick);
}

export function useView<Value>(pick: (state: ViewState) => Value): Value {
  return useStore(useApp().view, pick);
}

export function useIds(): readonly string[] {
  return useStore(useApp().visible, (state) => state.ids);
}

/** The selected downloads, in the order they were selected. */
export function useRowsSelected(): readonly DownloadSnapshot[] {
  const { feed, selection } = useApp();
  const selected = useStore(selection, (state) => state.selected);
  return useStore(
    feed.store,
    useShallow(() => Array.from(selected, (id) => feed.row(id) ?? []).flat()),
  );
}
