import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { DownloadRecord } from '../../engine/index.ts';
import type { SecretBox } from '../secrets.ts';

export function makeRecord(changes: Partial<DownloadRecord> = {}): DownloadRecord {
  return {
    id: 'one',
    position: 1,
    priority: 'normal',
    queueId: 'default',
    categoryId: null,
    request: { url: 'https://example.org/file.iso', directory: '/downloads' },
    status: 'queued',
    fileName: 'file.iso',
    named: false,
    host: 'example.org',
    mediaType: null,
    sizeBytes: null,
    receivedBytes: 0,
    announced: null,
    notice: null,
    failure: null,
    createdAt: 1_700_000_000_000,
    finishedAt: null,
    timeline: [],
    ...changes,
  };
}

/** Seals by turning every bit round: enough to see in the file that nothing lies open. */
export const flippingBox: SecretBox = {
  seal: (text) => Buffer.from(text).map((byte) => byte ^ 0xff),
  open: (sealed) => Buffer.from(sealed.map((byte) => byte ^ 0xff)).toString(),
};

/** A system without a key store. */
export const noBox: SecretBox = { seal: () => null, open: () => null };

/** A folder of its own for a test, and the function that takes it away. */
export function temporaryFolder(): { readonly path: (name: string) => string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-library-'));
  return {
    path: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Prepared statements keep a database open until they are garbage: this is what the end of a program does. */
export async function letGoOfDatabases(): Promise<void> {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  // The driver's finalizers run in a later turn.
  await new Promise((resolve) => setImmediate(resolve));
}
