import { ownArguments } from './arguments.ts';

/** What this start of the program is. */
export type Shape =
  | { readonly kind: 'window' }
  /** A browser started it; see electron/app/browser. */
  | { readonly kind: 'browser-helper' }
  | { readonly kind: 'command-line'; readonly args: readonly string[] };

/**
 * `--cli ARGUMENT…`: everything behind it is the command line's own. `--browser-helper`: what follows is the browser's.
 * @param argv as in `process.argv`
 * @param isDefaultApp `process.defaultApp`
 */
export function chooseShape(argv: readonly string[], isDefaultApp: boolean): Shape {
  const own = ownArguments(argv, isDefaultApp);
  // Only switches of Chromium's may stand before it: a link or a folder called `--cli` is none of its business.
  const first = own.findIndex((argument) => !/^--(no-sandbox|log-level=\d)$/.test(argument));
  if (first >= 0 && own[first] === '--cli') return { kind: 'command-line', args: own.slice(first + 1) };
  if (first >= 0 && own[first] === '--browser-helper') return { kind: 'browser-helper' };
  return { kind: 'window' };
}
