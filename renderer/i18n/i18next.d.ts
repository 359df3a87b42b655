import 'i18next';
import type { en } from './en/index.ts';

/** Makes every key and its placeholders known to the compiler. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}
