import { createInstance, type FormatterModule, type i18n as I18n } from 'i18next';
import type { Settings } from '../../shared/settings.ts';
import { ar } from './ar/index.ts';
import { en } from './en/index.ts';
import { zhCN } from './zh-CN/index.ts';

export const LANGUAGES = ['en', 'zh-CN', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The catalogue for a setting: the one chosen, else the first the system wants that exists (any Chinese is `zh-CN`). */
export function chooseLanguage(wanted: Settings['language'], system: readonly string[]): Language {
  if (wanted !== 'system') return wanted;
  for (const tag of system) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
    if (/^ar\b/i.test(tag)) return 'ar';
  }
  return 'en';
}

/**
 * The system's own variant of the language (`en-GB`), for dates and numbers. Always with the digits 0 to 9: units, hosts
 * and versions are written with them in every language, and two kinds of digits in one line would be read as two things.
 */
export function regionalLocale(language: string, system: readonly string[]): string {
  const tag = system.find((candidate) => candidate.split('-')[0] === language.split('-')[0]) ?? language;
  const usual = new Intl.NumberFormat(tag).resolvedOptions().numberingSystem;
  return usual === 'latn' ? tag : new Intl.Locale(tag, { numberingSystem: 'latn' }).toString();
}

const groupings = new Map<string, Intl.NumberFormat>();

/** Whole numbers as the language groups them, with the digits of {@link regionalLocale}. */
function grouped(value: unknown, _format: string | undefined, language = 'en'): string {
  if (typeof value !== 'number') return String(value);
  let grouping = groupings.get(language);
  if (!grouping) {
    grouping = new Intl.NumberFormat(new Intl.Locale(language, { numberingSystem: 'latn' }));
    groupings.set(language, grouping);
  }
  return grouping.format(value);
}

const FORMATTER: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: grouped,
};

export function createI18n(language: Language): I18n {
  const instance = createInstance().use(FORMATTER);
  // The catalogues are in the bundle, so this is done when it returns.
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCN }, ar: { translation: ar } },
    initAsync: false,
    // React escapes what it writes.
    interpolation: { escapeValue: false, alwaysFormat: true },
  });
  return instance;
}
