import type { Look } from './progress/paint.ts';

export interface TerminalFacts {
  /** Lines can be redrawn in place. */
  readonly live: boolean;
  readonly look: Look;
}

/** What stdout can show, by the usual variables. */
export function terminalFacts(
  isTerminal: boolean,
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): TerminalFacts {
  const dumb = environment['TERM'] === 'dumb';
  // The first that is set and not empty decides (POSIX, section 8.2).
  const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || '';
  const utf8 = platform === 'win32' || /utf-?8/i.test(locale) || (platform === 'darwin' && locale === '');
  return {
    live: isTerminal && !dumb,
    // https://no-color.org: set and not empty.
    look: { unicode: utf8 && !dumb, colour: isTerminal && !dumb && !environment['NO_COLOR'] },
  };
}
