import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Makes renames and removals in a directory durable. Windows has no such call and needs none. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    // Some network and FUSE file systems refuse to flush a directory; the rename itself has happened.
    if (!(error instanceof Error && 'code' in error && (error.code === 'EINVAL' || error.code === 'ENOTSUP')))
      throw error;
  } finally {
    await handle.close();
  }
}
