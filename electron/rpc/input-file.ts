import { beginsAsLink } from '../../shared/links/schemes.ts';
import type { AriaOptions } from './options.ts';

/** A download of an aria2 input file: addresses of one file, and what is said of it. */
export interface Listed {
  readonly uris: readonly string[];
  readonly options: AriaOptions;
  /** Where its addresses stand, from 1. */
  readonly line?: number | undefined;
}

/**
 * aria2's input file: a line of addresses with tabs between them, then indented lines `name=value`; # begins a comment. An
 * indented address is an address all the same.
 */
export function parseInputFile(text: string): Listed[] {
  const found: { uris: string[]; options: Record<string, string | string[]>; line: number }[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    if (/^\S/.test(line) || beginsAsLink(line.trimStart())) {
      found.push({
        uris: line
          .split('\t')
          .map((uri) => uri.trim())
          .filter(Boolean),
        options: {},
        line: index + 1,
      });
      continue;
    }
    const [, name = '', value = ''] = /^\s*([^=]*)=(.*)$/.exec(line) ?? [];
    const options = found.at(-1)?.options;
    if (!options || name.trim() === '') continue;
    // The one option that may be given several times.
    if (name.trim() === 'header') options['header'] = [...(options['header'] ?? []), value.trim()];
    else options[name.trim()] = value.trim();
  }
  return found;
}

/** The same form. Values with a line break cannot be written and are left out. */
export const formatInputFile = (listed: readonly Listed[]): string =>
  listed
    .map(({ uris, options }) => {
      const lines = Object.entries(options).flatMap(([name, value]) =>
        (typeof value === 'string' ? [value] : value).flatMap((one) =>
          /[\r\n]/.test(one) ? [] : [` ${name}=${one}\n`],
        ),
      );
      return `${uris.join('\t')}\n${lines.join('')}`;
    })
    .join('');
