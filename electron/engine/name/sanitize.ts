import { fitName } from './fit.ts';

export const DEFAULT_NAME = 'download';

/** Bytes of UTF-8 that a name may have on every common file system. */
export const MAX_NAME_BYTES = 255;
/** Bytes kept free for `.part.json` and what is added to that while it is being replaced. */
export const SUFFIX_BYTES = 16;

export interface SanitizeOptions {
  /** As `process.platform`: Windows has a few rules that would spoil names elsewhere. */
  readonly platform: string;
  /** Default {@link MAX_NAME_BYTES}. */
  readonly maxBytes?: number;
  /** Default {@link SUFFIX_BYTES}. */
  readonly suffixBytes?: number;
}

/**
 * What no name may hold anywhere, as files travel between systems: separators and what Windows forbids, controls, lone
 * surrogates, and characters that turn text round or do not show, so that `cod.exe` cannot look like `exe.doc`. Joiners
 * and tags stay: emoji and scripts need them.
 */
const FORBIDDEN =
  // eslint-disable-next-line no-control-regex
  /[\x00-\x1f\x7f-\x9f"*/:<>?\\|\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/gu;

/** Names that are devices on Windows, whatever extension they bear. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|clock\$|conin\$|conout\$)\s*(?:\.|$)/i;
/** Names that Windows gives a meaning of its own. */
const WINDOWS_SPECIAL = /^(?:desktop\.ini|thumbs\.db)$/i;
/**
 * Types that a file manager acts upon by merely showing the folder, or that hide their extension; the last is a shell
 * class id.
 */
const SHELL_INTEGRATED =
  /\.(?:lnk|local|url|scf|desktop|library-ms|searchconnector-ms|inetloc|fileloc|\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\})$/i;

/** Most names: nothing below has anything to change. */
const PLAIN = /^[A-Za-z0-9][\w.-]*(?<!\.)$/;

/** Each step may make work for another; a name settles in two or three rounds. */
const MAX_ROUNDS = 10;

/**
 * Any text as a name that is safe to create in a folder on any system: one component, no device, not hidden, of a
 * length that leaves room for suffixes, cut between graphemes with its extension kept. Sanitising twice changes nothing.
 * @throws {RangeError} when the limits leave less than 32 bytes
 */
export function sanitizeFileName(name: string, options: SanitizeOptions): string {
  const limit = (options.maxBytes ?? MAX_NAME_BYTES) - (options.suffixBytes ?? SUFFIX_BYTES);
  if (limit < 32) throw new RangeError(`No file name fits into ${String(limit)} bytes`);
  const windows = options.platform === 'win32';
  if (isPlain(name, limit, windows)) return name;
  let current = name;
  for (let i = 0; i < MAX_ROUNDS; i += 1) {
    const next = round(current, windows, limit);
    if (next === current) break;
    current = next;
  }
  return current;
}

const isPlain = (name: string, limit: number, windows: boolean): boolean =>
  name.length <= limit &&
  PLAIN.test(name) &&
  !SHELL_INTEGRATED.test(name) &&
  !DEVICE.test(name) &&
  !(windows && WINDOWS_SPECIAL.test(name));

function round(name: string, windows: boolean, limit: number): string {
  const clean = name.replace(FORBIDDEN, '_');
  const trimmed = trimEnd(trimStart(clean), windows);
  if (trimmed === '') return DEFAULT_NAME;
  const harmless = trimmed.replace(SHELL_INTEGRATED, '.download');
  const special = DEVICE.test(harmless) || (windows && WINDOWS_SPECIAL.test(harmless));
  return fitName(special ? `_${harmless}` : harmless, '', limit, DEFAULT_NAME);
}

/** A white space that looks like none, and once was one for Unicode too. */
const isBlank = (character: string): boolean => character === ' ' || character === '\u180e';
const isDotOrBlank = (character: string): boolean => character === '.' || isBlank(character);

/** No leading dots, which hide a file; nor blanks, unless they would lay bare a dot. */
function trimStart(name: string): string {
  let start = 0;
  while (name.charAt(start) === '.') start += 1;
  let end = start;
  while (isBlank(name.charAt(end))) end += 1;
  if (end > start && name.charAt(end) === '.') return `_${name.slice(end)}`;
  const rest = name.slice(end);
  return /^\s/.test(rest) ? `_${rest.slice(1)}` : rest;
}

/**
 * No blanks at the end, and no dots. Windows would drop both by itself, so that `x.exe.` became `x.exe` after its type
 * had been judged: there they are made visible instead.
 */
function trimEnd(name: string, windows: boolean): string {
  const rest = windows ? trimWindowsEnd(name) : trimUnixEnd(name);
  return /\s$/.test(rest.slice(-1)) ? `${rest.slice(0, -1)}_` : rest;
}

function trimWindowsEnd(name: string): string {
  const start = startOfEnd(name, isDotOrBlank);
  const kept = name.slice(0, start);
  return kept !== '' && name.includes('.', start) ? kept + '_'.repeat(name.length - start) : kept;
}

function trimUnixEnd(name: string): string {
  const dotless = name.slice(
    0,
    startOfEnd(name, (character) => character === '.'),
  );
  const start = startOfEnd(dotless, isBlank);
  const baresDot = start < dotless.length && dotless.charAt(start - 1) === '.';
  return baresDot ? `${dotless.slice(0, -1)}_` : dotless.slice(0, start);
}

/** Where the run of such characters at the end begins. A loop: a pattern would try every run in the name. */
function startOfEnd(name: string, belongs: (character: string) => boolean): number {
  let start = name.length;
  while (start > 0 && belongs(name.charAt(start - 1))) start -= 1;
  return start;
}
