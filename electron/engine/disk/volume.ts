import { statSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import type { Failure } from '../../../shared/failures.ts';
import { atOnce } from './look-up.ts';

/** Free bytes on the volume of a folder that an ordinary user may use. */
export async function freeBytes(directory: string): Promise<number> {
  const stats = await statfs(directory);
  return stats.bavail * stats.bsize;
}

/** Names the volume of a folder: two folders with the same number share their space. */
export async function volumeOf(directory: string): Promise<number> {
  return (await stat(directory)).dev;
}

/** The detail of a `disk-full` that was foreseen: the disk itself is not full, the file only does not fit. */
export const tooLittleSpace = (needed: number, free: number, directory: string): string =>
  `${String(needed)} bytes are needed and ${String(free)} are free in ${directory}`;

/**
 * What a `disk-full` is about: `volume`: nothing more fits for anybody; `file`: this file does not fit; `other`: a quota or
 * a limit of the file system, which free space on the volume says nothing about.
 */
export function fullness({ detail }: Failure): 'volume' | 'file' | 'other' {
  // Node puts the system's own code first.
  if (detail.startsWith('ENOSPC')) return 'volume';
  return /^\d+ bytes are needed/.test(detail) ? 'file' : 'other';
}

/** Whether the file system keeps fewer bytes than `size` for a file: it has holes, or is compressed. */
export async function hasHoles(path: string, size: number): Promise<boolean> {
  const { blocks } = await atOnce(
    path,
    () => statSync(path),
    () => stat(path),
  );
  return blocks * 512 < size;
}
