import { longOption, nameOfShort, type CurlMeaning } from './curl-options.ts';
import { isHeaderName, isOwnHeader } from './headers.ts';
import { cmdWords, posixWords, type ShellWords } from './shell-words.ts';

/** What a cURL command says of a download. Text as it was given; nothing is checked but that it is there. */
export interface CurlCommand {
  readonly urls: readonly string[];
  /** By name as written, without those that have a field of their own. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookie: string;
  readonly referer: string;
  readonly userAgent: string;
  readonly user: string;
  readonly password: string;
  /** With scheme; user and password in it. */
  readonly proxy: string;
  /** The last part of `-o`; empty: none. */
  readonly fileName: string;
  /** Bytes per second. */
  readonly limit: number | null;
  /** Options and headers that were left out, by name, each once. */
  readonly ignored: readonly string[];
}

export type ReadCurl =
  | { readonly kind: 'command'; readonly command: CurlCommand }
  /** `method`: it sends something instead of fetching it; `quotes`: one is left open; `no-url`: there is nothing to fetch. */
  | { readonly kind: 'refused'; readonly reason: 'method' | 'quotes' | 'no-url'; readonly method: string };

const CURL = /^\s*(?:[$>%#]\s+)?(?:"?(?:[a-z]:)?[^\s"':]*[\\/])?curl(?:\.exe)?"?(?=[\s^])/i;

/** Whether a text is a cURL command and not some text with a link in it. */
export const looksLikeCurl = (text: string): boolean => CURL.test(text) && /\s[\s\S]*\S/.test(text.trim());

/** Which shell it was written for: read as for sh, a command for cmd.exe leaves carets before its words, or is torn. */
function wordsOf(text: string): ShellWords {
  const posix = posixWords(text);
  const isCmd = posix ? posix[1]?.startsWith('^') || posix.includes('^') : text.includes('^');
  return isCmd || /^\s*\S*curl\.exe/i.test(text) ? cmdWords(text) : posix;
}

interface Given {
  readonly meaning: CurlMeaning | 'unknown';
  readonly name: string;
  readonly value: string;
}

/** Options with their values, and URLs, in order. */
function* optionsOf(words: readonly string[]): Generator<Given> {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--' || word === '') continue;
    if (word.startsWith('--')) {
      const option = longOption(word.slice(2)) ?? longOption(word.slice(2).replace(/^no-/, ''));
      if (option?.takesValue && !word.startsWith('--no-')) at += 1;
      yield { meaning: option?.meaning ?? 'unknown', name: word, value: option?.takesValue ? (words[at] ?? '') : '' };
    } else if (word.startsWith('-') && word.length > 1) {
      // Letters in one word, the last of which may have its value right behind it.
      for (let place = 1; place < word.length; place += 1) {
        const letter = word.charAt(place);
        const option = longOption(nameOfShort(letter) ?? '');
        const name = `-${letter}`;
        if (!option?.takesValue) yield { meaning: option?.meaning ?? 'unknown', name, value: '' };
        else {
          const isApart = place === word.length - 1;
          if (isApart) at += 1;
          yield { meaning: option.meaning, name, value: isApart ? (words[at] ?? '') : word.slice(place + 1) };
          break;
        }
      }
    } else yield { meaning: 'url', name: '', value: word };
  }
}

/** `200k`, `1.5M`: curl counts in 1024. */
function rateOf(text: string): number | null {
  const [, number, unit = ''] = /^(\d{1,12}(?:\.\d{1,6})?)([kmgtpb]?)$/i.exec(text.trim()) ?? [];
  if (number === undefined) return null;
  const power = { k: 1, m: 2, g: 3, t: 4, p: 5 }[unit.toLowerCase()] ?? 0;
  const rate = Math.round(Number(number) * 1024 ** power);
  return rate >= 1 && rate <= 2 ** 50 ? rate : null;
}

/** Without a scheme it is http, as for curl. */
function proxyOf(address: string, account: string): string {
  if (address === '') return '';
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`;
  if (account === '' || full.includes('@')) return full;
  const [user = '', ...password] = account.split(':');
  const encode = (part: string): string => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd'));
  const signIn = `${encode(user)}:${encode(password.join(':'))}`;
  return full.replace('://', () => `://${signIn}@`);
}

/** Reads what {@link looksLikeCurl}. Only the first command of several, and of that only the first request. */
export function readCurl(text: string): ReadCurl {
  const words = wordsOf(text.replace(/^\s*[$>%#]\s+/, ''));
  if (!words) return { kind: 'refused', reason: 'quotes', method: '' };
  const urls: string[] = [];
  const headers: Record<string, string> = {};
  const fields = { cookie: '', referer: '', userAgent: '', account: '', proxy: '', proxyAccount: '', fileName: '' };
  const ignored = new Set<string>();
  const data: string[] = [];
  const asked = { limit: null as number | null, method: '', isGet: false, hasBody: false };

  function takeHeader(line: string): void {
    const split = /[:;]/.exec(line)?.index ?? -1;
    const name = line.slice(0, Math.max(0, split)).trim();
    const value = line.slice(split + 1).trim();
    const key = name.toLowerCase();
    // `-H 'Name:'` takes a header away, and `@file` would have to be read: neither can be done here.
    if (!isHeaderName(name) || isOwnHeader(name)) ignored.add(name === '' ? '-H' : name);
    else if (key === 'cookie') fields.cookie = value;
    else if (key === 'referer') fields.referer = value;
    else if (key === 'user-agent') fields.userAgent = value;
    else if (value !== '') headers[name] = value;
  }
  const take: Record<CurlMeaning | 'unknown', (given: Given) => void> = {
    header: ({ value }) => takeHeader(value),
    // Without a `=` it names a file.
    cookie: ({ name, value }) => (value.includes('=') ? void (fields.cookie = value) : ignored.add(name)),
    'user-agent': ({ value }) => void (fields.userAgent = value),
    referer: ({ value }) => void (fields.referer = value.replace(/;auto$/, '')),
    user: ({ value }) => void (fields.account = value),
    proxy: ({ value }) => void (fields.proxy = value),
    'proxy-user': ({ value }) => void (fields.proxyAccount = value),
    output: ({ value }) => void (fields.fileName = value.split(/[\\/]/).at(-1) ?? ''),
    url: ({ value }) => void urls.push(value),
    method: ({ value }) => void (asked.method = value.toUpperCase()),
    limit: ({ name, value }) => (rateOf(value) === null ? ignored.add(name) : void (asked.limit = rateOf(value))),
    body: ({ name, value }) => {
      asked.hasBody = true;
      if (/data|^-d$/.test(name)) data.push(value);
    },
    get: () => void (asked.isGet = true),
    silent: () => undefined,
    ignored: ({ name }) => ignored.add(name),
    next: ({ name }) => ignored.add(name),
    unknown: ({ name }) => ignored.add(name),
  };
  for (const given of optionsOf(words.slice(1))) {
    take[given.meaning](given);
    if (given.meaning === 'next') break;
  }
  const method = asked.method || (asked.hasBody && !asked.isGet ? 'POST' : 'GET');
  if (method !== 'GET' || (asked.hasBody && !asked.isGet)) {
    return { kind: 'refused', reason: 'method', method: method === 'GET' ? 'POST' : method };
  }
  const found = urls.filter((url) => url.trim() !== '').map(withScheme);
  if (found.length === 0) return { kind: 'refused', reason: 'no-url', method: '' };
  const query = data.join('&');
  const [user = '', ...password] = fields.account.split(':');
  return {
    kind: 'command',
    command: {
      urls: query === '' ? found : found.map((url) => `${url}${url.includes('?') ? '&' : '?'}${query}`),
      headers,
      cookie: fields.cookie,
      referer: fields.referer,
      userAgent: fields.userAgent,
      user,
      password: password.join(':'),
      proxy: proxyOf(fields.proxy, fields.proxyAccount),
      fileName: /^\.{0,2}$/.test(fields.fileName) ? '' : fields.fileName,
      limit: asked.limit,
      ignored: [...ignored],
    },
  };
}

/** curl takes a bare host for http. */
const withScheme = (url: string): string => (/^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`);
