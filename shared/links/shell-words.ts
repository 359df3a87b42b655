/** The words of a command as a shell hands them to the program; `null` when a quote is left open. */
export type ShellWords = readonly string[] | null;

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
};

/** One escape of `$'…'`; what is not one stays as it is. */
function ansiEscape(text: string, at: number): { readonly value: string; readonly end: number } {
  const code = /^(?:x([0-9a-f]{1,2})|u([0-9a-f]{1,4})|U([0-9a-f]{1,8})|([0-7]{1,3}))/.exec(
    text.slice(at, at + 9).replace(/^([xu])(.*)$/s, (_, letter: string, rest: string) => letter + rest.toLowerCase()),
  );
  if (code) {
    const [whole, byte, short, long, octal] = code;
    const point = octal === undefined ? Number.parseInt(byte ?? short ?? long ?? '', 16) : Number.parseInt(octal, 8);
    return { value: point <= 0x10ffff ? String.fromCodePoint(point) : '', end: at + whole.length };
  }
  const letter = text.charAt(at);
  return { value: ESCAPES[letter] ?? letter, end: at + 1 };
}

/** Splits as a POSIX shell does (quotes, `\`, `$'…'`), up to the end of the first command. Nothing is run or replaced. */
export function posixWords(text: string): ShellWords {
  const words: string[] = [];
  let word: string | null = null;
  let at = 0;
  const put = (more: string): void => {
    word = (word ?? '') + more;
  };
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === "'" || (char === '$' && text.charAt(at + 1) === "'")) {
      const isAnsi = char === '$';
      at += isAnsi ? 2 : 1;
      put('');
      while (text.charAt(at) !== "'") {
        if (at >= text.length) return null;
        if (isAnsi && text.charAt(at) === '\\') {
          const { value, end } = ansiEscape(text, at + 1);
          put(value);
          at = end;
        } else put(text.charAt(at++));
      }
      at += 1;
    } else if (char === '"') {
      at += 1;
      put('');
      while (text.charAt(at) !== '"') {
        if (at >= text.length) return null;
        const next = text.charAt(at + 1);
        if (text.charAt(at) === '\\' && next !== '' && '"\\$`\n'.includes(next)) {
          if (next !== '\n') put(next);
          at += 2;
        } else put(text.charAt(at++));
      }
      at += 1;
    } else if (char === '\\') {
      const next = text.charAt(at + 1);
      // At the end of a line the command goes on, also where the line ends as on Windows.
      if (next === '\n') at += 2;
      else if (text.startsWith('\r\n', at + 1)) at += 3;
      else {
        put(next);
        at += 2;
      }
    } else if (/[\n;&|]/.test(char) && (char !== '\n' || words.length > 0 || word !== null)) break;
    else if (/\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
      at += 1;
    } else {
      put(char);
      at += 1;
    }
  }
  return word === null ? words : [...words, word];
}

/** What cmd.exe makes of a line before the program sees it: `^` takes the next character as it is, but not in quotes. */
function withoutCarets(text: string): string {
  let out = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '^' && !isQuoted) {
      at += 1;
      if (text.startsWith('\r\n', at)) at += 2;
      else if (text.charAt(at) === '\n') at += 1;
      // Browsers write a percent sign as %^ and the rest, so that it names no variable.
      out += text.charAt(at);
    } else if (!isQuoted && /[\n&|]/.test(char)) break;
    else {
      if (char === '"') isQuoted = !isQuoted;
      out += char;
    }
  }
  return out;
}

/** Splits as cmd.exe and the C runtime of Windows do together, up to the end of the first command. */
export function cmdWords(text: string): ShellWords {
  const line = withoutCarets(text.trim());
  const words: string[] = [];
  let word: string | null = null;
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === '\\') {
      // Backslashes mean themselves unless a quote follows them.
      const run = /^\\+/.exec(line.slice(at))?.[0].length ?? 1;
      const isBeforeQuote = line.charAt(at + run) === '"';
      word = (word ?? '') + '\\'.repeat(isBeforeQuote ? Math.floor(run / 2) : run);
      at += run - 1;
      if (isBeforeQuote && run % 2 === 1) {
        word += '"';
        at += 1;
      }
    } else if (char === '"') {
      word ??= '';
      if (isQuoted && line.charAt(at + 1) === '"') {
        word += '"';
        at += 1;
      } else isQuoted = !isQuoted;
    } else if (/\s/.test(char) && !isQuoted) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + char;
  }
  if (isQuoted) return null;
  return word === null ? words : [...words, word];
}
