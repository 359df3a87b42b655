import { splitExtension } from './extension.ts';

/** Made when a name is first cut, which is rare: its data takes 20 ms to load. */
let graphemes: Intl.Segmenter | null = null;

/**
 * The longest beginning of `text` of at most `maxBytes` in UTF-8 that ends between two graphemes, so that neither a
 * surrogate pair nor a letter and its accents come apart.
 */
export function cutToBytes(text: string, maxBytes: number): string {
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let bytes = 0;
  let end = 0;
  for (const { segment } of graphemes.segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > maxBytes) break;
    end += segment.length;
  }
  return text.slice(0, end);
}

/**
 * The name with `addition` before its extension, its stem cut so that the whole is at most `maxBytes` in UTF-8. An
 * extension longer than half of that counts as part of the stem.
 * @param spare the stem when nothing of it is left
 */
export function fitName(name: string, addition: string, maxBytes: number, spare: string): string {
  const split = splitExtension(name);
  const { stem, extension } = Buffer.byteLength(split.extension) * 2 > maxBytes ? { stem: name, extension: '' } : split;
  const room = maxBytes - Buffer.byteLength(addition) - Buffer.byteLength(extension);
  if (Buffer.byteLength(stem) <= room) return stem + addition + extension;
  const cut = cutToBytes(stem, room);
  return (cut === '' ? spare : cut) + addition + extension;
}
