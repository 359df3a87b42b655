import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Flushes of a directory: the one under way, and the one after it for all who ask meanwhile. */
interface Flushes {
  current: Promise<void>;
  next: Promise<void> | null;
}

const flushes = new Map<string, Flushes>();

/**
 * Makes renames and removals in a directory durable. Windows has no such call and needs none. Who asks while a flush is
 * under way shares the next one, which begins after it: what was renamed before this call is always in it.
 */
export function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return Promise.resolve();
  const known = flushes.get(directory);
  if (known?.next) return known.next;
  if (known) {
    known.next = known.current.then(
      () => begin(directory),
      () => begin(directory),
    );
    return known.next;
  }
  return begin(directory);
}

function begin(directory: string): Promise<void> {
  const flush: Flushes = { current: flushDirectory(directory), next: null };
  flushes.set(directory, flush);
  const end = (): void => {
    if (!flush.next) flushes.delete(directory);
  };
  flush.current.then(end, end);
  return flush.current;
}

async function flushDirectory(directory: string): Promise<void> {
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
