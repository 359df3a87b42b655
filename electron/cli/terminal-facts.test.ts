import { expect, test } from 'vitest';
import { terminalFacts } from './terminal-facts.ts';

test.each<[string, boolean, Record<string, string>, NodeJS.Platform, string]>([
  ['a terminal', true, { LANG: 'en_GB.UTF-8' }, 'linux', 'live unicode colour'],
  ['a pipe', false, { LANG: 'en_GB.UTF-8' }, 'linux', 'unicode'],
  ['LC_ALL decides', true, { LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, 'linux', 'live colour'],
  ['utf8 without dash', true, { LC_CTYPE: 'C.utf8' }, 'linux', 'live unicode colour'],
  ['no locale', true, {}, 'linux', 'live colour'],
  ['no locale on a Mac', true, {}, 'darwin', 'live unicode colour'],
  ['Windows', true, {}, 'win32', 'live unicode colour'],
  ['dumb', true, { TERM: 'dumb', LANG: 'C.UTF-8' }, 'linux', ''],
  ['NO_COLOR', true, { NO_COLOR: '1', LANG: 'C.UTF-8' }, 'linux', 'live unicode'],
  ['NO_COLOR empty', true, { NO_COLOR: '', LANG: 'C.UTF-8' }, 'linux', 'live unicode colour'],
])('%s', (_, isTerminal, environment, platform, expected) => {
  const { live, look } = terminalFacts(isTerminal, environment, platform);
  const words = [live && 'live', look.unicode && 'unicode', look.colour && 'colour'];
  expect(words.filter(Boolean).join(' ')).toBe(expected);
});
