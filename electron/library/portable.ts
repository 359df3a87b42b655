import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { beginsAsLink } from '../../shared/links/schemes.ts';
import type { DownloadRecord } from '../engine/index.ts';
import { COLUMNS, recordFromRow, rowFromRecord } from './record-row.ts';
import { splitSecrets, type SecretBox } from './secrets.ts';

/** A download as it is written to a file that people may pass on: plain JSON, and nothing secret. */
export type PortableDownload = Readonly<Record<string, unknown>>;

/** Nothing is sealed: what cannot be written openly is left out. */
const NO_SECRETS: SecretBox = { seal: () => null, open: () => null };
/** Columns that hold JSON. */
const JSON_COLUMNS: ReadonlySet<string> = new Set(['options', 'timeline', 'announced']);
const LEFT_OUT: ReadonlySet<string> = new Set(['secrets', 'discarding']);

/** @returns the download, and whether it had secrets, which are not in it */
export function toPortable(record: DownloadRecord): { download: PortableDownload; hadSecrets: boolean } {
  const values = rowFromRecord(record, NO_SECRETS);
  const entries = COLUMNS.flatMap((column, index) => {
    if (LEFT_OUT.has(column)) return [];
    const value = values[index] ?? null;
    return [[column, JSON_COLUMNS.has(column) && value !== null ? (JSON.parse(String(value)) as unknown) : value]];
  });
  return {
    download: Object.fromEntries(entries) as PortableDownload,
    hadSecrets: splitSecrets(record.request).secrets !== null,
  };
}

const shape = z.record(z.string(), z.unknown());

/**
 * The download again; `null` when it makes no sense, or names a place that is none on this system. The file may come from
 * anyone: a name that leads elsewhere is no name.
 */
export function fromPortable(value: unknown): DownloadRecord | null {
  const parsed = shape.safeParse(value);
  if (!parsed.success) return null;
  const row = Object.fromEntries(
    COLUMNS.map((column) => {
      const given = parsed.data[column] ?? null;
      return [column, JSON_COLUMNS.has(column) && given !== null ? JSON.stringify(given) : given];
    }),
  );
  try {
    const record = recordFromRow({ ...row, secrets: null, discarding: 0 } as never, NO_SECRETS);
    const { fileName, request } = record;
    const isName = fileName !== '' && !/[/\\\0]/.test(fileName) && fileName !== '.' && fileName !== '..';
    return isName && isAbsolute(request.directory) && beginsAsLink(request.url) ? record : null;
  } catch {
    return null;
  }
}
