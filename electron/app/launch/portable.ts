import { accessSync, constants, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Made by a person beside the program, it makes the program portable. */
export const PORTABLE_FOLDER = 'Sluice-data';

interface Start {
  readonly isPackaged: boolean;
  readonly platform: NodeJS.Platform;
  /** `process.execPath`. */
  readonly executable: string;
  readonly variables: NodeJS.ProcessEnv;
}

/**
 * Where the program lies for the person who put it there: an AppImage and Windows' portable program run from a folder
 * that is there only as long as they run. `null` on macOS, where a program may be run from a copy made by the system.
 */
function folderOfProgram({ platform, executable, variables }: Start): string | null {
  if (platform === 'darwin') return null;
  if (platform === 'linux' && variables['APPIMAGE']) return dirname(variables['APPIMAGE']);
  if (platform === 'win32' && variables['PORTABLE_EXECUTABLE_DIR']) return variables['PORTABLE_EXECUTABLE_DIR'];
  return dirname(executable);
}

/**
 * The variables that move everything of the program into {@link PORTABLE_FOLDER}, where there is one that may be written
 * to; none otherwise. What the environment says already goes before.
 */
export function portableVariables(start: Start): Record<string, string> {
  const beside = start.isPackaged ? folderOfProgram(start) : null;
  if (beside === null || start.variables['SLUICE_USER_DATA']) return {};
  const folder = join(beside, PORTABLE_FOLDER);
  try {
    if (!statSync(folder).isDirectory()) return {};
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    return {};
  }
  const downloads = start.variables['SLUICE_DOWNLOADS'] || join(folder, 'downloads');
  return { SLUICE_USER_DATA: join(folder, 'user-data'), SLUICE_DOWNLOADS: downloads };
}
