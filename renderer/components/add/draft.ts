import { MAX_CONNECTIONS, type Connections } from '../../../shared/download.ts';
import type { AddRequest, DescribedFile } from '../../../shared/ipc/add.ts';
import { MAX_LINKS, expandLinks, type Expanded } from '../../../shared/links/batch.ts';
import { extractLinks, type FoundLinks } from '../../../shared/links/extract.ts';
import { headerValue, readHeaderLines, type HeaderLines } from '../../../shared/links/headers.ts';
import { isEmpty, readRate } from '../../format/rate.ts';
import { readChecksum, type ReadChecksum } from '../../links/checksum.ts';
import type { AddFields } from '../../store/adding.ts';
import type { Asking } from '../../store/previews.ts';
import { isFolder } from '../../format/path.ts';

/** What stands in the fields of the add sheet, as typed. */
export interface Draft extends AddFields {
  readonly auto: boolean;
  readonly text: string;
  /** From Metalinks, beside the text. */
  readonly files: readonly DescribedFile[];
}

/** One file to be added. */
export type Item = DescribedFile;

export interface CheckedDraft {
  readonly found: FoundLinks;
  readonly expanded: Expanded;
  readonly tooMany: boolean;
  readonly items: readonly Item[];
  readonly hosts: number;
  /** A name and a checksum are one file's: with several links they are not asked for. */
  readonly single: boolean;
  readonly checksum: ReadChecksum;
  readonly directoryOk: boolean;
  readonly fileNameOk: boolean;
  /** `null` when what was typed is no number of connections. */
  readonly connections: Connections | null;
  readonly headers: HeaderLines;
  readonly proxyOk: boolean;
  readonly limitOk: boolean;
  /** How servers are to be asked. */
  readonly asking: Asking;
  /** What to send, but for the links and when to start; `null` while something cannot be used. */
  readonly request: Omit<AddRequest, 'start' | 'urls' | 'files'> | null;
}

/** A whole number from 1 to `max`, or `null`. */
export function readWhole(text: string, max: number): number | null {
  const value = /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= max ? value : null;
}

/** Two drafts are checked per key press at most, and a pasted list may be long: hosts are counted without parsing URLs. */
function countHosts(items: readonly Item[]): number {
  return new Set(items.map(({ url }) => url.split('/', 3)[2]?.toLowerCase())).size;
}

/** A bare `host:port` is taken for http; `null`: it cannot be used. */
function readProxy(text: string): string | null {
  const typed = text.trim();
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`;
  return URL.canParse(full) && new URL(full).hostname !== '' ? full : null;
}

function askingOf(draft: Draft, lines: HeaderLines): Asking {
  const own = { Cookie: draft.cookie, Referer: draft.referer, 'User-Agent': draft.userAgent };
  const headers: Record<string, string> = { ...lines.headers };
  for (const [name, text] of Object.entries(own)) {
    const value = headerValue(text);
    if (value) headers[name] = value;
  }
  const proxy = draft.proxy.trim() === '' ? null : readProxy(draft.proxy);
  return {
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(draft.user + draft.password !== '' && { credentials: { user: draft.user, password: draft.password } }),
    ...(proxy !== null && { proxy }),
  };
}

export function checkDraft(draft: Draft, standardDirectory: string): CheckedDraft {
  const found = extractLinks(draft.text);
  const expanded = expandLinks(draft.literal ? [] : found.links, MAX_LINKS - draft.files.length);
  const links = draft.literal ? found.links : expanded.links;
  const items: Item[] = [...links.map((url) => ({ url })), ...draft.files];
  const single = items.length === 1;
  const checksum = readChecksum(single ? draft.checksum : '');
  const directory = draft.directory.trim();
  const fileName = single ? draft.fileName.trim() : '';
  const directoryOk = isFolder(directory);
  const fileNameOk = !/[/\\]/.test(fileName) && fileName !== '.' && fileName !== '..';
  const connections = draft.auto ? 'auto' : readWhole(draft.connections, MAX_CONNECTIONS);
  const checksumOk = checksum.kind === 'empty' || checksum.kind === 'valid';
  const headers = readHeaderLines(draft.headers);
  const proxyOk = draft.proxy.trim() === '' || readProxy(draft.proxy) !== null;
  const rate = readRate(draft.limit);
  const limitOk = isEmpty(draft.limit) || rate !== null;
  const asking = askingOf(draft, headers);
  const usable =
    items.length > 0 && directoryOk && fileNameOk && checksumOk && headers.problem === null && proxyOk && limitOk;
  return {
    found,
    expanded,
    tooMany: !draft.literal && expanded.count > MAX_LINKS - draft.files.length,
    items,
    hosts: countHosts(items),
    single,
    checksum,
    directoryOk,
    fileNameOk,
    connections,
    headers,
    proxyOk,
    limitOk,
    asking,
    request:
      usable && connections !== null
        ? {
            connections,
            ...(directory !== '' && directory !== standardDirectory ? { directory } : {}),
            ...(fileName !== '' ? { fileName } : {}),
            ...(checksum.kind === 'valid' ? { checksum: checksum.checksum } : {}),
            ...(draft.priority !== 'normal' ? { priority: draft.priority } : {}),
            ...(draft.queueId !== '' ? { queueId: draft.queueId } : {}),
            ...(draft.categoryId !== '' ? { categoryId: draft.categoryId } : {}),
            ...(rate !== null ? { limitBytesPerSecond: rate } : {}),
            ...asking,
          }
        : null,
  };
}
