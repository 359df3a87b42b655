import { trimOws } from './values.ts';

/** One way in that a server offers. */
export interface Challenge {
  /** Lower case. */
  readonly scheme: string;
  /** Lower-case names, values without their quotes. The first of a name that comes twice. */
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PARAMETER = new RegExp(`(${TOKEN})[ \\t]*=[ \\t]*(?:"((?:[^"\\\\]|\\\\.)*)"|(${TOKEN}))[ \\t]*(?=,|$)`, 'ys');
const SCHEME = new RegExp(`(${TOKEN})(?:[ \\t]+|(?=,|$))`, 'y');
/** token68, which only schemes have that nobody here speaks. */
const TOKEN68 = /[A-Za-z0-9._~+/-]+=*[ \t]*(?=,|$)/y;
const EMPTY = /[ \t]*,[ \t]*/y;
/** A list longer than this is no list of ways in. */
const MAX_LENGTH = 16 * 1024;

/**
 * The challenges in a WWW-Authenticate or Proxy-Authenticate field (RFC 9110 section 11.6.1), in their order. What cannot
 * be read ends the list.
 */
export function parseChallenges(field: string): Challenge[] {
  const text = trimOws(field);
  const challenges: { readonly scheme: string; readonly parameters: Map<string, string> }[] = [];
  if (text.length > MAX_LENGTH) return challenges;
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  while (at < text.length) {
    if (take(EMPTY)) continue;
    const current = challenges.at(-1);
    const parameter = current && take(PARAMETER);
    if (parameter) {
      const [, name = '', quoted, token = ''] = parameter;
      const key = name.toLowerCase();
      const value = quoted === undefined ? token : quoted.replace(/\\(.)/gs, '$1');
      if (!current.parameters.has(key)) current.parameters.set(key, value);
      continue;
    }
    const scheme = take(SCHEME);
    if (!scheme) break;
    challenges.push({ scheme: (scheme[1] ?? '').toLowerCase(), parameters: new Map() });
    // Not when it is the first parameter.
    PARAMETER.lastIndex = at;
    if (!PARAMETER.test(text)) take(TOKEN68);
  }
  return challenges;
}
