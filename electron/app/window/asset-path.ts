import { isAbsolute, join, relative, sep } from 'node:path';
import { APP_HOST, APP_SCHEME } from './origin.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
};

/** The media type of a file by its name, or `null` for a kind the page has no use for. */
export function mediaTypeOf(path: string): string | null {
  const extension = /\.([a-z0-9]+)$/.exec(path)?.[1] ?? '';
  return MEDIA_TYPES[extension] ?? null;
}

/**
 * The file that a URL of the app's scheme means, or `null`: another host, another place than below `root`, or a path
 * that no build writes.
 * @param root absolute path of the folder that is served
 */
export function resolveAsset(root: string, address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== `${APP_SCHEME}:` || url.host !== APP_HOST) return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  // URL parsing has resolved `..`; what decoding brings to light now is an attempt.
  if (/[\0\\:]/.test(path) || path.split('/').includes('..')) return null;
  const file = join(root, path);
  const inside = relative(root, file);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return null;
  return file;
}
