import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { SluiceError } from '../../../shared/failures.ts';
import { licensedPartSchema, type LicensedPart } from '../../../shared/ipc/licences.ts';
import type { CommandHandlers } from '../../ipc/dispatcher.ts';

export interface LicenceOptions {
  /** Absolute path of the app: its folder, or its archive. */
  readonly root: string;
  /** Absolute path of the program that runs. */
  readonly program: string;
  /** Opens a file with its program. @throws {SluiceError} */
  readonly openFile: (path: string) => Promise<void>;
}

export type LicenceCommands = Pick<CommandHandlers, `licences:${'list' | 'open-chromium'}`>;

/** Beside the program; on macOS, where that is deep in its bundle, beside the bundle or among its resources. */
const chromiumPlaces = (program: string): string[] =>
  ['.', '../../..', '../Resources'].map((way) => join(dirname(program), way, 'LICENSES.chromium.html'));

/** The licences of all that the program is made of, as the build has collected them. */
export function createLicenceCommands({ root, program, openFile }: LicenceOptions): LicenceCommands {
  const chromium = (): string | undefined => chromiumPlaces(program).find((path) => existsSync(path));
  return {
    'licences:list': async () => ({
      parts: await readParts(join(root, 'out', 'licences.json')),
      hasChromium: chromium() !== undefined,
    }),
    async 'licences:open-chromium'() {
      const path = chromium();
      if (path === undefined) throw new SluiceError('bad-option', 'LICENSES.chromium.html is not beside the program.');
      await openFile(path);
      return undefined;
    },
  };
}

async function readParts(path: string): Promise<LicensedPart[]> {
  try {
    return z.array(licensedPartSchema).parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
