import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** macOS allows 104 bytes for the path of a socket, with its end; Linux 108. */
const MAX_PATH_BYTES = 100;

/**
 * Where the app listens for the browser's helper, or (`control`) for the command line: each user-data folder has a place
 * of its own.
 * @param temp a folder for temporary files, for when the other is too long
 */
export function socketPath(
  userData: string,
  platform: NodeJS.Platform,
  temp: string,
  purpose: 'browser' | 'control' = 'browser',
): string {
  const digest = createHash('sha256').update(userData).digest('hex').slice(0, 32);
  const name = purpose === 'browser' ? `sluice-${digest}` : `sluice-${purpose}-${digest}`;
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const path = join(userData, `${purpose}.sock`);
  return Buffer.byteLength(path) <= MAX_PATH_BYTES ? path : join(temp, `${name}.sock`);
}
