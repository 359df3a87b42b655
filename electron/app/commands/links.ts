import { access } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import type { CommandHandlers } from '../../ipc/dispatcher.ts';
import type { Engine } from '../../engine/index.ts';
import { createProbes } from '../links/probes.ts';
import { readLinkFiles } from '../links/read-files.ts';

/** Where downloads went before. Absolute paths, the last one first. */
export interface FolderMemory {
  recent(): readonly string[];
  note(folder: string): void;
}

type LinkCommand = 'links:probe' | 'links:call-off' | 'links:read-files' | 'folders:recent' | 'folders:taken';

/** What the add sheet asks before anything is added. */
export function createLinkCommands(
  folders: FolderMemory,
  engine: Pick<Engine, 'probe'>,
): Pick<CommandHandlers, LinkCommand> {
  const probes = createProbes((request, signal) => engine.probe(request, signal));
  return {
    'links:probe': (request) => probes.ask(request),
    'links:call-off'({ tickets }) {
      probes.callOff(tickets);
      return undefined;
    },
    'links:read-files': ({ files }) => readLinkFiles(files),
    'folders:recent': () => [...folders.recent()],
    'folders:taken': ({ directory, fileNames }) => takenNames(directory, fileNames),
  };
}

/** Of the names, those that a file or a part file in the folder has. */
export async function takenNames(directory: string, fileNames: readonly string[]): Promise<string[]> {
  if (!isAbsolute(directory)) return [];
  const isThere = (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    );
  const taken: string[] = [];
  for (const name of fileNames) {
    // A name with a path in it would ask about other folders.
    if (name === '' || basename(name) !== name || name.includes('\0')) continue;
    const path = join(directory, name);
    if ((await isThere(path)) || (await isThere(`${path}.part`))) taken.push(name);
  }
  return taken;
}
