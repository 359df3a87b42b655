import { contentDispositionFileName } from './content-disposition.ts';
import { extensionKind } from './extension.ts';
import { extensionForMediaType } from './media-types.ts';
import { DEFAULT_NAME, sanitizeFileName } from './sanitize.ts';
import type { SanitizeOptions } from './sanitize.ts';
import { fileNameFromUrl, hostOf } from './url-name.ts';

/** Everything that may tell the name of a download. */
export interface NameSources extends SanitizeOptions {
  /** The header, latin1, one character per byte. */
  readonly contentDisposition: string | null;
  /** As the user gave it. */
  readonly url: string | URL;
  /** After redirects; `null` when not known yet. */
  readonly finalUrl?: string | URL | null;
  /** Content-Type, with or without parameters. */
  readonly mediaType: string | null;
  /** Chosen by the user: goes before everything else and keeps its extension. */
  readonly given?: string | null;
}

/**
 * The name to save under, safe in any folder: the user's, else the header's, else the last component of the final or of
 * the given address (whichever shows its type), else the host. A missing extension is taken from the media type.
 */
export function chooseFileName(sources: NameSources): string {
  const { contentDisposition, mediaType, given } = sources;
  if (given !== undefined && isTelling(given)) return sanitizeFileName(given, sources);
  const announced = contentDisposition === null ? null : contentDispositionFileName(contentDisposition);
  if (isTelling(announced)) {
    // Sanitised first too: only then is the extension the one that will count.
    const clean = sanitizeFileName(withoutDrive(announced), sources);
    return sanitizeFileName(withExtension(clean, mediaType), sources);
  }
  const addresses = [sources.finalUrl, sources.url].filter((url) => url !== null && url !== undefined);
  const names = addresses.map(fileNameFromUrl).filter(isTelling);
  const name = names.find((each) => extensionKind(each) === 'file') ?? names[0];
  if (name !== undefined) {
    return sanitizeFileName(withUrlExtension(sanitizeFileName(name, sources), mediaType), sources);
  }
  const host = addresses.map(hostOf).find(isTelling);
  // The end of a host is not an extension, whatever it looks like.
  return sanitizeFileName(host === undefined ? DEFAULT_NAME : appendExtension(host, mediaType), sources);
}

/** Whether there is more to it than dots and blanks. */
const isTelling = (name: string | null | undefined): name is string =>
  name !== null && name !== undefined && /[^\s.]/.test(name);

/** A whole Windows path is where the file lay on the machine of whoever uploaded it. */
const withoutDrive = (name: string): string => (/^[a-z]:[\\/]/i.test(name) ? name.replace(/^.*[\\/]/s, '') : name);

/** Text that is called nothing else is as likely a README or a LICENSE, and bytes may be anything. */
function withExtension(name: string, mediaType: string | null): string {
  if (extensionKind(name) !== 'none' || /^text\/plain\b/i.test(mediaType ?? '')) return name;
  return appendExtension(name, mediaType);
}

/** An address that ends in `.php` tells nothing of what comes from there. */
function withUrlExtension(name: string, mediaType: string | null): string {
  if (extensionKind(name) !== 'script' || mediaType === null || extensionForMediaType(mediaType) === null) {
    return withExtension(name, mediaType);
  }
  return appendExtension(name.slice(0, name.lastIndexOf('.')), mediaType);
}

function appendExtension(name: string, mediaType: string | null): string {
  const extension = mediaType === null ? null : extensionForMediaType(mediaType);
  return extension === null ? name : `${name.replace(/\.$/, '')}.${extension}`;
}
