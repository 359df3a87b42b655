/** The extensions of files that hold links. */
const LINK_FILE_TYPES = ['txt', 'md', 'csv', 'html', 'htm', 'url', 'desktop', 'webloc', 'metalink', 'meta4'] as const;
export type LinkFileType = (typeof LINK_FILE_TYPES)[number];

/** Of a name or path; `null`: not that of a file of links. */
export function linkFileType(name: string): LinkFileType | null {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  return LINK_FILE_TYPES.find((type) => type === extension) ?? null;
}
