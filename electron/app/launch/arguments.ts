import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { linkFileType } from '../links/link-files.ts';
import { HIDDEN_SWITCH } from '../desktop/autostart.ts';
import type { Launch } from './launch-schema.ts';

/** What is wrong with the command line; for a person at a terminal. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * The arguments after the program, and in development (`electron -r HOOK . URL…`) after the app's path.
 * @param argv as in `process.argv`
 * @param isDefaultApp `process.defaultApp`: the program is Electron itself, not the packaged app
 */
export function ownArguments(argv: readonly string[], isDefaultApp: boolean): string[] {
  const given = argv.slice(1);
  if (!isDefaultApp) return given;
  for (let index = 0; index < given.length; index += 1) {
    const argument = given[index] ?? '';
    // Takes a value, which is not the app's path.
    if (argument === '-r' || argument === '--require') index += 1;
    else if (!argument.startsWith('-')) return given.slice(index + 1);
  }
  return [];
}

/**
 * `URL… --dir DIR --exit-when-done --print-progress --hidden --add --pause-all --resume-all`. Switches it does not know are
 * Electron's and Chromium's. After
 * `--` everything is a URL or a file of links.
 * @param cwd folder that a relative `--dir` starts from
 * @throws {UsageError}
 */
export function parseArguments(given: readonly string[], cwd: string): Launch {
  const urls: string[] = [];
  let directory: string | null = null;
  let exitWhenDone = false;
  let printProgress = false;
  const actions: Launch['actions'] = [];
  let hidden = false;
  for (let index = 0; index < given.length; index += 1) {
    const argument = given[index] ?? '';
    if (argument === '--') {
      urls.push(...given.slice(index + 1).map((text) => linkFilePath(text, cwd) ?? text));
      break;
    }
    if (argument === '--exit-when-done') exitWhenDone = true;
    else if (argument === '--print-progress') printProgress = true;
    else if (argument === '--add') actions.push('add');
    else if (argument === '--pause-all') actions.push('pause-all');
    else if (argument === '--resume-all') actions.push('resume-all');
    else if (argument === HIDDEN_SWITCH) hidden = true;
    else if (argument === '--dir' || argument.startsWith('--dir=')) {
      const isApart = argument === '--dir';
      if (isApart) index += 1;
      const value = isApart ? given[index] : argument.slice('--dir='.length);
      if (!value || (isApart && value.startsWith('--'))) throw new UsageError('--dir needs the path of a folder.');
      directory = resolve(cwd, value);
    } else if (!argument.startsWith('-')) urls.push(linkFilePath(argument, cwd) ?? argument);
  }
  return { urls, directory, exitWhenDone, printProgress, hidden, actions };
}

/** The absolute path of a file of links, which desktops hand over as a `file:` URL too; `null` when it is none. */
function linkFilePath(argument: string, cwd: string): string | null {
  try {
    if (/^file:/i.test(argument)) {
      const path = fileURLToPath(argument);
      return linkFileType(path) !== null ? path : null;
    }
  } catch {
    // Of another machine, or no path that this system has.
    return null;
  }
  return linkFileType(argument) !== null && !URL.canParse(argument) ? resolve(cwd, argument) : null;
}
