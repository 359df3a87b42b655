import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Free bytes for this user on the volume of a folder, which need not exist yet; `null` when it cannot be told. */
export async function freeSpace(directory: string): Promise<number | null> {
  for (let folder = directory; ; folder = dirname(folder)) {
    try {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isMissing || folder === dirname(folder)) return null;
    }
  }
}
