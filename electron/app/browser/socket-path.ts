import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** macOS allows 104 bytes for the path of a socket, with its end; Linux 108. */
const MAX_PATH_BYTES = 100;

/**
 * Where the app listens for the browser's helper: each user-data folder has a place of its own.
 * @param temp a folder for temporary files, for when the other is too long
 */
export function socketPath(userData: string, platform: NodeJS.Platform, temp: string): string {
  const digest = createHash('sha256').update(userData).digest('hex').slice(0, 32);
  if (platform === 'win32') return `\\\\.\\pipe\\sluice-${digest}`;
  const path = join(userData, 'browser.sock');
  return Buffer.byteLength(path) <= MAX_PATH_BYTES ? path : join(temp, `sluice-${digest}.sock`);
}
