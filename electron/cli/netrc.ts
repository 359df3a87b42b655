/** `.netrc`: sign-ins by host, as ftp, curl and wget read them. */

export interface NetrcEntry {
  /** Lower case; `null`: for hosts without an entry (`default`). */
  readonly machine: string | null;
  readonly login: string | null;
  readonly password: string | null;
}

/** What there is to say of a file: where it ends in the middle of something. */
export class NetrcError extends Error {}

const QUOTED = /"((?:[^"\\]|\\.)*)"(?=\s|$)/sy;
const BARE = /\S+/y;
const BLANK_LINE = /\n[ \t\r]*(?:\n|$)/g;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * `machine NAME`, `default`, `login`, `password` and `account` (which HTTP has no use for), words apart by white space; `macdef`
 * and its lines up to an empty one are passed over. As in curl, `"` quotes a word with `\"`, `\\`, `\n`, `\r` and `\t`, and `#`
 * begins a comment where a keyword may stand.
 * @throws {NetrcError}
 */
export function parseNetrc(text: string): NetrcEntry[] {
  const entries: { machine: string | null; login: string | null; password: string | null }[] = [];
  let at = 0;
  const skip = (): void => {
    while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  };
  /** `null`: the text has ended. */
  const word = (comments: boolean): string | null => {
    for (;;) {
      skip();
      if (at >= text.length) return null;
      if (text.charAt(at) === '#' && comments) {
        const end = text.indexOf('\n', at);
        at = end < 0 ? text.length : end;
        continue;
      }
      const pattern = text.charAt(at) === '"' ? QUOTED : BARE;
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (!found) throw new NetrcError('a quote is not closed');
      at = pattern.lastIndex;
      const [bare, quoted] = found;
      if (quoted === undefined) return bare;
      return quoted.replace(/\\(.)/gs, (_, character: string) => ESCAPES[character] ?? character);
    }
  };
  const value = (of: string): string => {
    const given = word(false);
    if (given === null) throw new NetrcError(`${of} has no value`);
    return given;
  };
  for (let keyword = word(true); keyword !== null; keyword = word(true)) {
    const entry = entries.at(-1);
    switch (keyword.toLowerCase()) {
      case 'machine':
        entries.push({ machine: value('machine').toLowerCase(), login: null, password: null });
        break;
      case 'default':
        entries.push({ machine: null, login: null, password: null });
        break;
      case 'login': {
        const login = value('login');
        if (entry) entry.login ??= login;
        break;
      }
      case 'password': {
        const password = value('password');
        if (entry) entry.password ??= password;
        break;
      }
      case 'account':
        value('account');
        break;
      case 'macdef': {
        BLANK_LINE.lastIndex = at;
        at = BLANK_LINE.test(text) ? BLANK_LINE.lastIndex : text.length;
        break;
      }
      default:
      // A word that nobody knows is passed over, as everybody does.
    }
  }
  return entries;
}

/**
 * The sign-in for a host: of the first entry with its name, else of `default`; with `user`, of one with that login.
 * @param user the one given in the URL, or `null`
 * @returns `null` when there is none
 */
export function netrcSignIn(
  entries: readonly NetrcEntry[],
  hostname: string,
  user: string | null,
): { readonly user: string; readonly password: string } | null {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const fits = ({ login }: NetrcEntry): boolean => user === null || login === null || login === user;
  const found =
    entries.find((entry) => entry.machine === host && fits(entry)) ??
    (entries.some(({ machine }) => machine === host) && user === null
      ? undefined
      : entries.find((entry) => entry.machine === null && fits(entry)));
  if (!found) return null;
  const login = user ?? found.login;
  if (login === null && found.password === null) return null;
  return { user: login ?? '', password: found.password ?? '' };
}
