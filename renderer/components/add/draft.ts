import { MAX_CONNECTIONS, type Connections } from '../../../shared/download.ts';
import type { AddRequest } from '../../../shared/ipc/add.ts';
import { readChecksum, type ReadChecksum } from '../../links/checksum.ts';
import { extractLinks, type FoundLinks } from '../../../shared/links/extract.ts';

/** What stands in the fields of the add sheet, as typed. */
export interface Draft {
  readonly text: string;
  readonly directory: string;
  readonly fileName: string;
  readonly auto: boolean;
  /** The fixed number, as typed; means nothing with `auto`. */
  readonly connections: string;
  readonly checksum: string;
}

export interface CheckedDraft {
  readonly found: FoundLinks;
  readonly hosts: number;
  /** A name and a checksum are one file's: with several links they are not asked for. */
  readonly single: boolean;
  readonly checksum: ReadChecksum;
  readonly directoryOk: boolean;
  readonly fileNameOk: boolean;
  /** `null` when what was typed is no number of connections. */
  readonly connections: Connections | null;
  /** What to send, but for when to start; `null` while something cannot be used. */
  readonly request: Omit<AddRequest, 'start'> | null;
}

const ABSOLUTE = /^(?:\/|[a-z]:[\\/]|\\\\)/i;

/** A whole number from 1 to `max`, or `null`. */
export function readWhole(text: string, max: number): number | null {
  const value = /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= max ? value : null;
}

/** Two drafts are checked per key press at most, and a pasted list may be long: hosts are counted without parsing URLs. */
function countHosts(links: readonly string[]): number {
  return new Set(links.map((link) => link.split('/', 3)[2]?.toLowerCase())).size;
}

export function checkDraft(draft: Draft, standardDirectory: string): CheckedDraft {
  const found = extractLinks(draft.text);
  const single = found.links.length === 1;
  const checksum = readChecksum(single ? draft.checksum : '');
  const directory = draft.directory.trim();
  const fileName = single ? draft.fileName.trim() : '';
  const directoryOk = ABSOLUTE.test(directory) || directory === '';
  const fileNameOk = !/[/\\]/.test(fileName) && fileName !== '.' && fileName !== '..';
  const connections = draft.auto ? 'auto' : readWhole(draft.connections, MAX_CONNECTIONS);
  const checksumOk = checksum.kind === 'empty' || checksum.kind === 'valid';
  const usable = found.links.length > 0 && directoryOk && fileNameOk && checksumOk && connections !== null;
  return {
    found,
    hosts: countHosts(found.links),
    single,
    checksum,
    directoryOk,
    fileNameOk,
    connections,
    request: usable
      ? {
          urls: [...found.links],
          connections,
          ...(directory !== '' && directory !== standardDirectory ? { directory } : {}),
          ...(fileName !== '' ? { fileName } : {}),
          ...(checksum.kind === 'valid' ? { checksum: checksum.checksum } : {}),
        }
      : null,
  };
}
