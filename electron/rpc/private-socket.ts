import { chmodSync, rmSync } from 'node:fs';
import type { Server } from 'node:net';

/**
 * Listens where only this user can connect: at the path of a socket, or of a named pipe on Windows. What a run that was
 * killed left there is taken away, so two runs must never share a path.
 * Rejects as `listen` does.
 */
export function listenPrivately(server: Server, path: string): Promise<void> {
  const isFile = process.platform !== 'win32';
  if (isFile) rmSync(path, { force: true });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // Bound in this very call, so that nobody else's socket can be born under the narrow mask.
    const before = isFile ? process.umask(0o177) : 0;
    server.listen(path, () => {
      server.off('error', reject);
      if (isFile) chmodSync(path, 0o600);
      resolve();
    });
    if (isFile) process.umask(before);
  });
}
