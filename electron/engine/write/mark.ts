import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** What marking needs of the system; a test brings its own. */
export interface MarkSystem {
  readonly platform: string;
  writeFile(path: string, text: string): Promise<unknown>;
  run(program: string, args: readonly string[]): Promise<unknown>;
}

const SYSTEM: MarkSystem = {
  platform: process.platform,
  writeFile: (path, text) => writeFile(path, text),
  run: (program, args) => promisify(execFile)(program, args),
};

/** A file from the internet, in the form that Windows' attachment manager reads. Zone 3 is the internet. */
export const zoneIdentifier = (origin: string): string => `[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=${origin}/\r\n`;

/** The value of `com.apple.quarantine`: flags (from the web, not yet opened), time in hexadecimal seconds, program. */
export const quarantine = (nowEpochMs: number): string => `0081;${Math.floor(nowEpochMs / 1000).toString(16)};Sluice;`;

/**
 * Marks a finished file as one from the internet, so that the system warns before it runs it: the mark of the web on
 * Windows, quarantine on macOS; Linux has no such mark. Made before the file gets its final name, which keeps it. A file
 * system that has no room for marks is no reason to fail.
 * @param origin scheme, host and port: the rest of a link may be a secret
 */
export async function markFromInternet(
  path: string,
  origin: string,
  nowEpochMs: number,
  system: MarkSystem = SYSTEM,
): Promise<void> {
  try {
    if (system.platform === 'win32') await system.writeFile(`${path}:Zone.Identifier`, zoneIdentifier(origin));
    else if (system.platform === 'darwin') {
      await system.run('/usr/bin/xattr', ['-w', 'com.apple.quarantine', quarantine(nowEpochMs), path]);
    }
  } catch {
    // FAT, a network share: unmarked, but whole.
  }
}
