import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeCheckpoint } from '../checkpoint/format.ts';
import { Journal } from '../checkpoint/journal.ts';

import { sourceKeys } from '../task/known.ts';
import type { DownloadRequest } from '../types.ts';
import type { ReplayScript } from './replay-server.ts';

/** A case of the replay vectors, as far as it is looked at. */
export interface ReplayCase {
  readonly id: string;
  readonly server: ReplayScript & { readonly replies: Readonly<Record<string, { readonly bareLfHeaders: boolean }>> };
  readonly client: {
    readonly curlArgs: string;
    readonly preexistingFiles: readonly { readonly name: string; readonly bytesLatin1: string }[];
  };
  readonly engine?: {
    readonly outcome: string;
    readonly finalStatus?: number;
    readonly bodyLength?: number;
    readonly bodySha256?: string | null;
    readonly contentEncoding?: string | null;
    readonly strictParserMayRefuse?: string;
    readonly notApplicableWithout?: string;
    readonly secretsSentTo: readonly { readonly host: string }[];
  };
}

/** What the case's curl command asks for, as a request to the engine. Of several links the last. */
export function requestOf(given: ReplayCase, port: number): Omit<DownloadRequest, 'directory'> {
  const words = given.client.curlArgs
    .replaceAll('%HOSTIP', '127.0.0.1')
    .replaceAll('%HTTPPORT', String(port))
    .match(/"[^"]*"|'[^']*'|\S+/g)
    ?.map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
  let url = '';
  let proxy: string | undefined;
  let credentials: DownloadRequest['credentials'];
  const headers: Record<string, string> = {};
  for (let index = 0; index < (words?.length ?? 0); index += 1) {
    const word = words?.[index] ?? '';
    const value = words?.[index + 1] ?? '';
    if (word === '-x' || word === '--proxy') proxy = value.startsWith('http') ? value : `http://${value}`;
    else if (word === '-u') credentials = { user: value.split(':')[0] ?? '', password: value.split(':')[1] ?? '' };
    else if (word === '--oauth2-bearer') headers['Authorization'] = `Bearer ${value}`;
    else if (word === '-H') {
      const name = value.slice(0, value.indexOf(':')).trim();
      // The engine sets Host by itself.
      if (name.toLowerCase() !== 'host') headers[name] = value.slice(value.indexOf(':') + 1).trim();
    } else if (/^(http:\/\/|127\.0\.0\.1)/.test(word) && !/^(-x|--proxy)$/.test(words?.[index - 1] ?? '')) {
      url = word.startsWith('http') ? word : `http://${word}`;
    }
  }
  return {
    url,
    headers,
    maxRetries: 2,
    idleTimeoutMs: 1_400,
    ...(proxy === undefined ? {} : { proxy }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

/**
 * Writes a part file with these bytes and its checkpoint, as an earlier run of the same link would have left them.
 * @param sizeBytes of the whole file, `null` when the earlier run had not learned it
 */
export async function writePart(
  directory: string,
  name: string,
  url: string,
  bytes: Buffer,
  sizeBytes: number | null,
): Promise<void> {
  const journal = new Journal(2 ** 20, crc32);
  journal.append(0, [bytes]);
  await writeFile(join(directory, `${name}.part`), bytes);
  const checkpoint = encodeCheckpoint({
    ...sourceKeys(new URL(url)),
    sizeBytes,
    etag: null,
    lastModified: null,
    // A strong one: without it the engine would ask for an overlap that no recorded reply has.
    validator: { kind: 'etag', value: '"before"' },
    mediaType: null,
    digest: null,
    blockSize: 2 ** 20,
    runs: journal.runs(),
    overlaps: [],
    clean: true,
  });
  await writeFile(join(directory, `${name}.part.json`), checkpoint);
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
