import { decodeCharset } from './decode-name.ts';

/**
 * The last component of a URL's path, its escapes decoded where they are UTF-8. Not fit for a file system yet.
 * @returns `null` when the path ends in a slash, or the URL has no path or cannot be read
 */
export function fileNameFromUrl(url: string | URL): string | null {
  const parsed = parseUrl(url);
  // An opaque path, as in `about:blank` or `data:`, is no path.
  if (!parsed?.pathname.startsWith('/')) return null;
  const last = parsed.pathname.slice(parsed.pathname.lastIndexOf('/') + 1);
  if (last === '') return null;
  // A parsed path is ASCII: without an escape there is nothing to decode, and a decoder costs more than all of this.
  if (!last.includes('%')) return last;
  const bytes = last.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return decodeCharset(Buffer.from(bytes, 'latin1'), 'utf-8') ?? last;
}

/** The host without its port, for a file that has no other name; `null` when there is none. */
export function hostOf(url: string | URL): string | null {
  const hostname = parseUrl(url)?.hostname ?? '';
  return hostname === '' ? null : hostname;
}

function parseUrl(url: string | URL): URL | null {
  if (typeof url !== 'string') return url;
  return URL.canParse(url) ? new URL(url) : null;
}
