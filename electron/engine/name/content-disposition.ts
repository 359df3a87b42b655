import { decodeCharset, decodeExtended, decodePlain, decodeRaw, percentBytes } from './decode-name.ts';
import { dispositionParameters } from './disposition-parameters.ts';
import type { DispositionParameter } from './disposition-parameters.ts';

/**
 * The file name that a Content-Disposition header gives, as browsers read it: `filename*` (RFC 8187) before
 * `filename*0…` (RFC 2231 section 3) before `filename`; of several the first. Not fit for a file system yet: see
 * `sanitizeFileName`.
 *
 * The npm package `content-disposition` reads what RFC 6266 allows, about two thirds of what servers send. What it lacks
 * (no type, no end of a quote, continuations, raw UTF-8, RFC 2047) lies in how it takes the header apart, so that there
 * is nothing in it to build upon.
 * @param header latin1, one character per byte
 * @returns `null` when it gives none, or none that makes sense
 */
export function contentDispositionFileName(header: string): string | null {
  const parameters = dispositionParameters(header);
  const first = (name: string): string | undefined => parameters.find((each) => each.name === name)?.value;
  const extended = first('filename*');
  const plain = first('filename');
  return (
    nonEmpty(extended === undefined ? null : decodeExtended(extended)) ??
    nonEmpty(continued(parameters)) ??
    nonEmpty(plain === undefined ? null : decodePlain(plain))
  );
}

const nonEmpty = (name: string | null): string | null => (name === '' ? null : name);

/** `filename*0`, `filename*1*` and so on up to the first that is missing; those with a second asterisk are escaped. */
function continued(parameters: readonly DispositionParameter[]): string | null {
  const parts = new Map<number, { value: string; escaped: boolean }>();
  for (const { name, value } of parameters) {
    const match = /^filename\*(0|[1-9][0-9]{0,8})(\*?)$/.exec(name);
    const index = Number(match?.[1]);
    if (match && !parts.has(index)) parts.set(index, { value, escaped: match[2] === '*' });
  }
  const first = parts.get(0);
  if (!first) return null;
  const announced = first.escaped ? /^([^']+)'[^']*'(.*)$/s.exec(first.value) : null;
  // An escaped beginning has to name its character set; if it does not, no one can have meant the escapes either.
  const literal = first.escaped && !announced;
  const chunks: Buffer[] = [];
  for (let index = 0, part = parts.get(0); part; index += 1, part = parts.get(index)) {
    const text = index === 0 && announced ? (announced[2] ?? '') : part.value;
    const bytes = part.escaped && !literal ? percentBytes(text) : Buffer.from(text, 'latin1');
    if (!bytes) return null;
    chunks.push(bytes);
  }
  const bytes = Buffer.concat(chunks);
  return announced ? decodeCharset(bytes, announced[1] ?? '') : decodeRaw(bytes.toString('latin1'));
}
