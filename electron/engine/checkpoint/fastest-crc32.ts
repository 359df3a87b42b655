import { createRequire } from 'node:module';
import { crc32 as zlibCrc32 } from 'node:zlib';
import type { Crc32 } from './journal.ts';

/**
 * Plain Node builds zlib's portable CRC-32: 0.35 s a GiB, a fifth of a download at loopback speed. The native one takes
 * 0.06 s, as does the zlib in Electron, where it is therefore not looked for. Without it everything works, slower.
 */
export function fastestCrc32(): Crc32 {
  if (process.versions['electron'] !== undefined) return zlibCrc32;
  try {
    const { crc32 } = createRequire(import.meta.url)('@node-rs/crc32') as { crc32: Crc32 };
    return crc32(Uint8Array.of(1), 0) === zlibCrc32(Uint8Array.of(1), 0) ? crc32 : zlibCrc32;
  } catch {
    return zlibCrc32;
  }
}
