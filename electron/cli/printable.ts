/**
 * Text from servers and lists as one harmless line: file names, URLs and details can carry escape sequences that
 * repaint a terminal, and characters that turn the reading direction round.
 */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, '\uFFFD');

/** A URL without the user name and password that may stand in it; works on text that is no valid URL, too. */
export const withoutUserInfo = (url: string): string => url.replace(/^([^/?#]*\/\/)[^/?#]*@/, '$1');
