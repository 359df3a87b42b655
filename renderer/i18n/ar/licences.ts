import { plural } from './plural.ts';

export const licences = {
  title: 'التراخيص',
  search: 'بحث بالاسم أو الترخيص',
  ...plural('count', 'جزء واحد', 'جزءان', '{{count}} أجزاء', '{{count}} جزءًا', '{{count}} جزء'),
  nothing: 'لا جزء يطابق «{{query}}».',
  none: 'شُغّلت هذه النسخة من مصادرها مباشرة. تُجمع تراخيص الأجزاء عند البناء.',
  unreadable: 'تعذّرت قراءة التراخيص. وهي أيضًا بجانب البرنامج في \u2066LICENSES.parts.txt\u2069.',
  chromium: 'تراخيص Chromium…',
} as const;
