import { FAILURES } from '../../shared/failures.ts';
import { beginsAsLink } from '../../shared/links/schemes.ts';
import { printable, withoutUserInfo } from './printable.ts';
import { UsageError } from './usage-error.ts';

/**
 * @param where for the error, when the URL stands in a list
 * @returns the URL as given, trimmed
 * @throws {UsageError} unless it can be downloaded
 */
export function checkUrl(text: string, where = ''): string {
  const url = text.trim();
  const parsed = URL.canParse(url) ? new URL(url) : null;
  // The parser is lenient: it reads `http:host` and `https:\\host` as URLs, too.
  if (!parsed || !beginsAsLink(url) || parsed.hostname === '') {
    const shown = printable(withoutUserInfo(url));
    const example = /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/.test(url) ? ` Did you mean https://${shown}?` : '';
    throw new UsageError(`${FAILURES['bad-url'].message} (${where}${shown})${example}`, 'bad-url');
  }
  return url;
}

/** One URL a line; empty lines and lines that begin with # are skipped. */
export function listedUrls(text: string, name: string): string[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '' || line.trimStart().startsWith('#')) return [];
    return [checkUrl(line, `${name === '-' ? 'input' : name}, line ${index + 1}: `)];
  });
}
