/** `=?charset?B?base64?=` or `=?charset?Q?quoted?=` (RFC 2047 section 2). */
const ENCODED_WORD = /=\?([^?]*)\?([bq])\?([^?]*)\?=/gi;

/** The characters of 0x80 to 0x9f in windows-1252, the only ones that latin1 does not have in the same place. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f' + '\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Bytes in a character set known by its WHATWG or IANA label; `null` when it is unknown or they do not fit it. */
export function decodeCharset(bytes: Buffer, charset: string): string | null {
  // WHATWG takes this label for windows-1252; a header that names it means it.
  if (/^iso-8859-1$/i.test(charset)) return bytes.toString('latin1');
  try {
    const decoder = new TextDecoder(charset, { fatal: true });
    return decoder.encoding === 'windows-1252' ? decodeWindows1252(bytes) : decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Not left to TextDecoder: Node releases from 20.18.3 on take it for latin1 (nodejs/node#56542). */
const decodeWindows1252 = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[\x80-\x9f]/g, (character) => WINDOWS_1252.charAt(character.charCodeAt(0) - 0x80));

/** Bytes of no announced character set, as one character each: UTF-8 if they are, else windows-1252, which all are. */
export function decodeRaw(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  return decodeCharset(bytes, 'utf-8') ?? decodeWindows1252(bytes);
}

/** An ASCII text with `%41` for `A`; `null` when there is anything else in it (RFC 8187 section 3.2.1). */
export function percentBytes(text: string): Buffer | null {
  if (/[^\x20-\x7e]|%(?![0-9a-f]{2})/i.test(text)) return null;
  return loosePercentBytes(text);
}

/** Like {@link percentBytes}, for any text: what is no escape stands for itself. */
const loosePercentBytes = (text: string): Buffer =>
  Buffer.from(
    text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );

/** `charset'language'percent-encoded`; `null` when it is not that (RFC 8187 section 3.2). */
export function decodeExtended(value: string): string | null {
  const match = /^([^']+)'[^']*'(.*)$/s.exec(value);
  const bytes = percentBytes(match?.[2] ?? '');
  return match && bytes ? decodeCharset(bytes, match[1] ?? '') : null;
}

/**
 * The value of a plain `filename`, which by RFC 6266 is ASCII or latin1 and in truth anything: raw UTF-8, RFC 2047
 * words, percent escapes. `null` when it is none of them in a way that makes sense.
 * @param value one character per byte
 */
export function decodePlain(value: string): string | null {
  let end = value.length;
  while (value.charAt(end - 1) === '\0') end -= 1;
  const text = value.slice(0, end);
  // What follows a NUL is there to deceive whoever stops at it, or whoever does not.
  if (text.includes('\0')) return null;
  if (/[\x80-\xff]/.test(text)) return decodeRaw(text);
  if (/=\?[^?]*\?[bq]\?/i.test(text)) return decodeWords(text);
  return text.includes('%') ? decodeCharset(loosePercentBytes(text), 'utf-8') : text;
}

/** Encoded words and what stands between them; white space after a word only separates it (RFC 2047 section 6.2). */
function decodeWords(text: string): string | null {
  let decoded = '';
  let at = 0;
  for (const match of text.matchAll(ENCODED_WORD)) {
    const [whole, charset = '', encoding = '', content = ''] = match;
    const between = text.slice(at, match.index);
    // Two words without white space between them: one of them is not what it seems.
    if (at > 0 && between === '') return null;
    const word = decodeWord(charset, encoding.toLowerCase(), content);
    if (word === null) return null;
    decoded += (at > 0 ? between.trimStart() : between) + word;
    at = match.index + whole.length;
  }
  const rest = text.slice(at);
  // The beginning of a word that never ends, or nothing but such a one.
  if (at === 0 || rest.includes('=?') || rest.startsWith('?')) return null;
  return decoded + rest.trimStart();
}

function decodeWord(charset: string, encoding: string, content: string): string | null {
  if (encoding === 'b') {
    if (!/^[a-z0-9+/]*={0,2}$/i.test(content)) return null;
    return decodeCharset(Buffer.from(content, 'base64'), charset);
  }
  if (/=(?![0-9a-f]{2})/i.test(content)) return null;
  const escaped = content.replaceAll('%', '%25').replaceAll('_', ' ').replaceAll('=', '%');
  const bytes = percentBytes(escaped);
  return bytes && decodeCharset(bytes, charset);
}
