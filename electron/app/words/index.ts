import type { Settings } from '../../../shared/settings.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';
import { zhCN } from './zh-CN.ts';

export type { Words } from './words.ts';

/** The catalogue for a setting: the one chosen, else the first the system wants that exists (any Chinese is `zh-CN`). */
export function chooseWords(wanted: Settings['language'], system: readonly string[]): Words {
  const tag = wanted === 'system' ? (system.find((language) => /^(zh|en|ar)\b/i.test(language)) ?? 'en') : wanted;
  if (/^ar/i.test(tag)) return ar;
  return /^zh/i.test(tag) ? zhCN : en;
}
