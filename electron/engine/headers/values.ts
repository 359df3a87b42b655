/** Header fields as undici gives them: lower-case names, a list where a field came more than once. */
export type HeaderFields = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The field's value without surrounding white space, or `null` when it did not come. Repeated fields are joined by
 * `, ` as RFC 9110 section 5.3 has it, so that a parser of a single value sees that there were several.
 * @param name lower case
 */
export function header(fields: HeaderFields, name: string): string | null {
  // A reply may name a header `constructor`, and asking for one that did not come must not find Object's own.
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined) return null;
  return trimOws(typeof value === 'string' ? value : value.join(', '));
}

/** Without the spaces and tabs at both ends that HTTP allows around a value; other white space is not HTTP's. */
export function trimOws(text: string): string {
  // Loops: the pattern for the end would try every run of spaces in the text, in quadratic time.
  let start = 0;
  let end = text.length;
  while (start < end && isOws(text.charAt(start))) start += 1;
  while (end > start && isOws(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

const isOws = (character: string): boolean => character === ' ' || character === '\t';

/** Decimal digits as an exact number; `null` for anything else, and for a number that a double cannot hold exactly. */
export function parseWhole(digits: string): number | null {
  if (!/^[0-9]+$/.test(digits)) return null;
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : null;
}
