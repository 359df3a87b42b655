import { beginsAsLink, countLinks } from '../../shared/links/schemes.ts';

/** What a drag brought. */
export interface Dropped {
  /** To be searched for links. */
  readonly text: string;
  /** To be read by the main process. */
  readonly files: readonly File[];
}

const TAKEN = new Set(['text/uri-list', 'text/x-moz-url', 'text/html', 'text/plain', 'Files']);

/** Whether a drag carries something links may be in. Its content is not readable before the drop. */
export function takesDrop(data: DataTransfer | null): boolean {
  return data?.types.some((type) => TAKEN.has(type)) ?? false;
}

/** Lines that begin with `#` are comments in a `text/uri-list` (RFC 2483 section 5). */
const withoutComments = (list: string): string =>
  list
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('\n');

/** Firefox's own: links and their titles in turn, a line each. */
const withoutTitles = (list: string): string =>
  list
    .split(/\r?\n/)
    .filter((_, index) => index % 2 === 0)
    .join('\n');

/** The links of a selection that was dragged out of a page; nothing of it is ever put into a document that is shown. */
function linksIn(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const links = Array.from(page.querySelectorAll('a[href], img[src]'), (element) =>
    element.getAttribute(element.tagName === 'A' ? 'href' : 'src'),
  );
  return links.filter((link) => beginsAsLink(link ?? '')).join('\n');
}

/**
 * What a drop brought: files, else the form that names most links: the list of one link that comes with a dragged selection
 * says less than the selection itself.
 */
export function readDrop(data: DataTransfer): Dropped {
  const files = [...data.files];
  if (files.length > 0) return { text: '', files };
  const list = withoutComments(data.getData('text/uri-list'));
  const titled = withoutTitles(data.getData('text/x-moz-url'));
  const html = linksIn(data.getData('text/html'));
  const plain = data.getData('text/plain');
  const forms = [list, titled, plain, html].filter((form) => countLinks(form) > 0);
  const [best = ''] = forms.sort((a, b) => countLinks(b) - countLinks(a));
  return { text: best || plain, files: [] };
}
