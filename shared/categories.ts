import { z } from 'zod';

/** Pictures a category can have; the window draws them. */
export const CATEGORY_ICONS = [
  'disc',
  'video',
  'music',
  'image',
  'document',
  'book',
  'archive',
  'program',
  'game',
  'data',
  'code',
  'file',
] as const;
export type CategoryIcon = (typeof CATEGORY_ICONS)[number];

/** Always there, and last: what no rule matches. It has no rules itself. */
export const OTHER_CATEGORY_ID = 'other';

/** Lower case, without the first dot; `tar.gz` is one. */
export const extensionSchema = z
  .string()
  .max(32)
  .regex(/^[^\s.*?\\/:|"<>]+(\.[^\s.*?\\/:|"<>]+)*$/)
  .refine((text) => text === text.toLowerCase());

/**
 * A host (`example.org`: it and what is below it), or host and path (`example.org/isos/`: what begins so). `*` stands
 * for any run of characters. A scheme before it is passed over.
 */
export const urlPatternSchema = z.string().min(1).max(500).regex(/^\S+$/);

export const categorySchema = z
  .object({
    id: z.string().min(1).max(100),
    /** Empty for one that came with the program until it is renamed: the window has words for them. */
    name: z.string().trim().max(60),
    icon: z.enum(CATEGORY_ICONS),
    extensions: z.array(extensionSchema).max(500),
    patterns: z.array(urlPatternSchema).max(200),
    /** Absolute path of the folder its downloads go to when none is chosen; empty: the one of the settings. */
    directory: z.string().max(4096),
  })
  .strict();
export type Category = Readonly<z.infer<typeof categorySchema>>;

const category = (id: string, icon: CategoryIcon, extensions: string): Category => ({
  id,
  name: '',
  icon,
  extensions: extensions.split(' ').filter(Boolean),
  patterns: [],
  directory: '',
});

/** What there is until the user changes it; of each only the name is the window's own. */
export const DEFAULT_CATEGORIES: readonly Category[] = [
  category('disk-images', 'disc', 'iso img dmg vhd vhdx vmdk qcow2 vdi ova nrg toast wim esd'),
  category('video', 'video', 'mp4 mkv webm avi mov m4v mpg mpeg wmv flv ogv 3gp ts m2ts vob'),
  category('music', 'music', 'mp3 flac ogg oga opus m4a m4b aac wav wma aiff ape mka'),
  category(
    'documents',
    'document',
    'pdf doc docx odt rtf txt md epub mobi azw3 djvu ppt pptx odp xls xlsx ods csv tex',
  ),
  category('archives', 'archive', 'zip 7z rar tar gz tgz bz2 tbz2 xz txz zst lz lzma br cab cpio'),
  category('programs', 'program', 'exe msi msix deb rpm appimage apk snap flatpak flatpakref pkg jar xpi crx whl run'),
  category(OTHER_CATEGORY_ID, 'file', ''),
];

export const categoriesSchema = z
  .array(categorySchema)
  .min(1)
  .max(100)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, { message: 'Two categories have one id.' })
  .refine((list) => list.at(-1)?.id === OTHER_CATEGORY_ID, { message: 'The category for all else must be the last.' });

/** What a category is told by. */
export interface Categorised {
  readonly url: string;
  /** Absent or empty: the last part of the link's path is what it is taken to be. */
  readonly fileName?: string | undefined;
}

export type Categorise = (download: Categorised) => string;

/**
 * The rules as one function, which answers a category's id. Patterns come first, in the order of the categories: they
 * are what somebody wrote on purpose. Then the extension, the longest that any category has, so that `tar.gz` goes
 * before `gz`.
 */
export function createCategorise(categories: readonly Category[]): Categorise {
  const byExtension = new Map<string, string>();
  const byPattern: { readonly matches: (address: Address) => boolean; readonly id: string }[] = [];
  for (const { id, extensions, patterns } of categories) {
    if (id === OTHER_CATEGORY_ID) continue;
    for (const extension of extensions) if (!byExtension.has(extension)) byExtension.set(extension, id);
    for (const pattern of patterns) byPattern.push({ matches: compilePattern(pattern), id });
  }
  return ({ url, fileName }) => {
    if (byPattern.length > 0) {
      const address = addressOf(url);
      const found = address && byPattern.find(({ matches }) => matches(address));
      if (found) return found.id;
    }
    const name = (fileName || lastPartOf(url)).toLowerCase();
    // From the left, so that the longest extension is met first. One at the very start is a name, no extension.
    for (let dot = name.indexOf('.', 1); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      const id = byExtension.get(name.slice(dot + 1));
      if (id !== undefined) return id;
    }
    return OTHER_CATEGORY_ID;
  };
}

/** Lower case. */
interface Address {
  readonly host: string;
  /** Host, path and query. */
  readonly whole: string;
}

/** Without `URL`, which `shared/` does not know; good enough for links that were taken once. */
function addressOf(url: string): Address | null {
  const parts = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]+)([^#]*)/i.exec(url);
  if (!parts) return null;
  const host = (parts[1] ?? '').toLowerCase();
  const path = parts[2] ?? '';
  return { host: host.replace(/:\d+$/, ''), whole: host + (path.startsWith('/') ? '' : '/') + path.toLowerCase() };
}

function lastPartOf(url: string): string {
  const path = /^[^?#]*/.exec(url)?.[0] ?? '';
  const part = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function compilePattern(pattern: string): (address: Address) => boolean {
  const text = pattern.toLowerCase().replace(/^[a-z*]+:\/\//, '');
  if (text.includes('/')) return ({ whole }) => matchesGlob(`${text}*`, whole);
  return ({ host }) => matchesGlob(text, host) || matchesGlob(`*.${text}`, host);
}

/**
 * Whether all of `text` is what the pattern says, `*` standing for any run. Goes back to the last `*` only, so that no
 * pattern can make it slow: at most the product of both lengths.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let from = 0;
  let star = -1;
  let retry = 0;
  while (from < text.length) {
    if (at < pattern.length && pattern[at] !== '*' && pattern[at] === text[from]) {
      at += 1;
      from += 1;
    } else if (pattern[at] === '*') {
      star = at;
      retry = from;
      at += 1;
    } else if (star >= 0) {
      at = star + 1;
      retry += 1;
      from = retry;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
