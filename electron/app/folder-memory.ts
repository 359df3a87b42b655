import { z } from 'zod';
import type { KeyValues } from '../library/index.ts';
import type { FolderMemory } from './commands/links.ts';

const KEY = 'recentFolders';
const KEPT = 12;
const schema = z.array(z.string().max(4096)).catch([]);

/** The folders that downloads were added to, kept from start to start. */
export function folderMemory(memory: KeyValues): FolderMemory {
  let folders = schema.parse(memory.all()[KEY] ?? []);
  return {
    recent: () => folders,
    note(folder) {
      if (folders[0] === folder) return;
      folders = [folder, ...folders.filter((known) => known !== folder)].slice(0, KEPT);
      memory.set({ [KEY]: folders });
    },
  };
}
