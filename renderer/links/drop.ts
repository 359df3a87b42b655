/** Files larger than this are no lists of links, bytes. */
const MAX_FILE = 1024 * 1024;
const TEXT_FILE = /\.(txt|url|webloc|desktop|md|csv|html?)$/i;

/** Whether a drag carries something links may be in. Its content is not readable before the drop. */
export function takesDrop(data: DataTransfer | null): boolean {
  return data?.types.some((type) => type === 'text/uri-list' || type === 'text/plain' || type === 'Files') ?? false;
}

/** Lines that begin with `#` are comments in a `text/uri-list` (RFC 2483 section 5). */
const withoutComments = (list: string): string =>
  list
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('\n');

/** The text of a drop, to be searched for links: a list of links, else text, else the content of small text files. */
export async function textOfDrop(data: DataTransfer): Promise<string> {
  // All is taken before the first wait: afterwards the browser has emptied `data`.
  const list = withoutComments(data.getData('text/uri-list'));
  const plain = data.getData('text/plain');
  const files = [...data.files].filter((file) => file.size <= MAX_FILE && TEXT_FILE.test(file.name));
  if (files.length > 0) return (await Promise.all(files.map((file) => file.text()))).join('\n');
  return list.includes('://') && !list.startsWith('file:') ? list : plain;
}
