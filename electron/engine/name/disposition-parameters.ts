/** One `name=value` of a header. */
export interface DispositionParameter {
  /** Lower case, with any asterisks. */
  readonly name: string;
  /** Without its quotes and escapes, one character per byte. */
  readonly value: string;
}

const TOKEN = /^[^\s"(),/:;<=>?@[\]\\{}]+$/;
/** What Internet Explorer once sent, and servers echo: backslashes that escape nothing. */
const WINDOWS_PATH = /^[A-Za-z]:\\[^\\]/;

/**
 * The parameters of a Content-Disposition header in order, read as leniently as browsers do: the type may be missing or
 * be a parameter itself, values may hold spaces, a quoted string may lack its end, and what makes no sense is passed
 * over (RFC 6266 section 4.1 is what it should look like).
 * @param header latin1, one character per byte
 */
export function dispositionParameters(header: string): DispositionParameter[] {
  const parameters: DispositionParameter[] = [];
  // A type in quotes: nobody can tell what was meant.
  if (/^\s*"/.test(header)) return parameters;
  let equals = -1;
  for (let at = 0; at < header.length;) {
    const semicolon = endOf(header, ';', at);
    // Looked for again only once it is behind, or a header of semicolons would be searched to its end at each of them.
    if (equals < at) equals = endOf(header, '=', at);
    if (equals >= semicolon) {
      at = semicolon + 1;
      continue;
    }
    const name = header.slice(at, equals).trim();
    const { value, end } = readValue(header, equals + 1);
    if (TOKEN.test(name)) parameters.push({ name: name.toLowerCase(), value });
    at = end + 1;
  }
  return parameters;
}

/** @returns the value, and the place of the semicolon after it or the end of the header */
function readValue(header: string, from: number): { value: string; end: number } {
  let start = from;
  while (start < header.length && /\s/.test(header.charAt(start))) start += 1;
  if (header.charAt(start) !== '"') {
    const end = endOf(header, ';', start);
    return { value: spaced(header.slice(start, end)).trim(), end };
  }
  let close = start + 1;
  while (close < header.length && header.charAt(close) !== '"') close += header.charAt(close) === '\\' ? 2 : 1;
  const quoted = header.slice(start + 1, close);
  const value = WINDOWS_PATH.test(quoted) ? quoted : quoted.replace(/\\(.)/gs, '$1');
  return { value: spaced(value), end: endOf(header, ';', close) };
}

/** A folded or broken line is white space like any other. */
const spaced = (text: string): string => text.replace(/[\t\r\n]/g, ' ');

function endOf(header: string, mark: string, from: number): number {
  const at = header.indexOf(mark, from);
  return at < 0 ? header.length : at;
}
