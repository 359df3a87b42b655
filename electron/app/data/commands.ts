import { dialog, type BrowserWindow } from 'electron';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SluiceError } from '../../../shared/failures.ts';
import type { CommandHandlers } from '../../ipc/dispatcher.ts';
import { writePrivate } from '../../rpc/index.ts';
import type { Words } from '../words/index.ts';
import { MAX_DATA_FILE } from './data-file.ts';
import { exportData, importData, type DataOptions } from './transfer.ts';

export interface DataCommandOptions extends DataOptions {
  readonly window: BrowserWindow;
  /** Absolute path of the folder that the dialogs begin in. */
  readonly folder: () => string;
  readonly words: () => Words;
}

export type DataCommands = Pick<CommandHandlers, 'data:export' | 'data:import'>;

/** Export and import by the system's file dialogs; the page never names a file. */
export function createDataCommands(options: DataCommandOptions): DataCommands {
  const { window, folder, words, wallNow } = options;
  const filters = () => [{ name: words().dataFile, extensions: ['json'] }];
  return {
    async 'data:export'() {
      const day = new Date(wallNow()).toISOString().slice(0, 10);
      const { filePath } = await dialog.showSaveDialog(window, {
        defaultPath: join(folder(), `sluice-${day}.json`),
        filters: filters(),
      });
      if (!filePath) return null;
      const { text, ...counts } = exportData(options);
      write(filePath, text);
      return { path: filePath, ...counts };
    },
    async 'data:import'() {
      const { filePaths } = await dialog.showOpenDialog(window, {
        defaultPath: folder(),
        filters: filters(),
        properties: ['openFile'],
      });
      const [path] = filePaths;
      return path === undefined ? null : importData(options, await read(path));
    },
  };
}

/** Whole or not at all, and readable by this user alone: links may carry tokens. */
function write(path: string, text: string): void {
  try {
    writePrivate(path, text);
  } catch (cause) {
    throw new SluiceError('disk-failed', `${path} could not be written: ${reasonOf(cause)}`, { cause });
  }
}

async function read(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MAX_DATA_FILE) throw new SluiceError('bad-data-file', `${path} is too large.`);
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof SluiceError) throw cause;
    throw new SluiceError('disk-failed', `${path} could not be read: ${reasonOf(cause)}`, { cause });
  }
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
