import { isAbsolute } from 'node:path';
import type { Checksum, ConflictPolicy, Connections } from '../../../shared/download.ts';
import type { Priority } from '../../../shared/queue.ts';
import type { Categorised } from '../../../shared/categories.ts';
import { SluiceError, asSluiceError } from '../../../shared/failures.ts';
import type { AddResult, DescribedFile } from '../../../shared/ipc/add.ts';
import type { DownloadRequest, Engine } from '../../engine/index.ts';

/** Several links to be added alike. */
export interface Addition {
  readonly urls: readonly string[];
  /** Of which more is known than the link. */
  readonly files?: readonly DescribedFile[] | undefined;
  readonly directory?: string | undefined;
  readonly fileName?: string | undefined;
  readonly connections?: Connections | undefined;
  readonly checksum?: Checksum | undefined;
  readonly priority?: Priority | undefined;
  readonly queueId?: string | undefined;
  /** Chosen for all of them. */
  readonly categoryId?: string | undefined;
  /** Bytes per second, of each. */
  readonly limitBytesPerSecond?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly credentials?: { readonly user: string; readonly password: string } | undefined;
  readonly proxy?: string | undefined;
  readonly start: boolean;
}

/** What holds where an addition says nothing. */
export interface AddDefaults {
  readonly directory: string;
  /**
   * What the category says that was chosen, a rule for the link's host, or the category that it falls into; goes before these.
   * `null`: nothing.
   */
  readonly defaultsFor?: (
    link: Categorised,
    categoryId?: string,
  ) => {
    readonly directory: string | null;
    readonly connections: Connections | null;
  };
  readonly connections: Connections;
  readonly conflictPolicy: ConflictPolicy;
}

/**
 * Adds each link by itself, so that one that is wrong does not cost the others. Of links given twice one is taken.
 * @throws {SluiceError} `bad-option` when the options fit none of them
 */
export function addAll(engine: Pick<Engine, 'add'>, addition: Addition, defaults: AddDefaults): AddResult {
  const { start, fileName, checksum, priority, queueId, categoryId, urls, files = [], ...how } = addition;
  const plain = distinct(urls);
  const directory = how.directory ?? defaults.directory;
  if (!isAbsolute(directory)) throw new SluiceError('bad-option', `The folder must be an absolute path: ${directory}`);
  if (plain.length + files.length > 1 && (fileName !== undefined || checksum !== undefined)) {
    throw new SluiceError('bad-option', 'A file name or a checksum can be given for one link only.');
  }
  const common = {
    ...how,
    fileName,
    checksum,
    conflictPolicy: defaults.conflictPolicy,
  };
  const result: AddResult = { added: [], rejected: [] };
  for (const described of [...plain.map((url) => ({ url })), ...files]) {
    // What is known of one file is more than what is said of all.
    const known = Object.fromEntries(Object.entries(described).filter(([, value]) => value !== undefined));
    try {
      const own = defaults.defaultsFor?.({ fileName, ...known, url: described.url }, categoryId);
      const request: DownloadRequest = {
        ...common,
        directory: how.directory ?? own?.directory ?? defaults.directory,
        connections: how.connections ?? own?.connections ?? defaults.connections,
        ...known,
        url: described.url,
      };
      result.added.push(engine.add(request, { paused: !start, priority, queueId, categoryId }));
    } catch (thrown) {
      result.rejected.push({ url: described.url, failure: asSluiceError(thrown).toFailure() });
    }
  }
  return result;
}

/** Trimmed, without empty ones, each once: two spellings of one address are one. */
function distinct(urls: readonly string[]): string[] {
  const byAddress = new Map<string, string>();
  for (const url of urls.map((given) => given.trim())) {
    if (url === '') continue;
    const address = URL.canParse(url) ? new URL(url).href : url;
    if (!byAddress.has(address)) byAddress.set(address, url);
  }
  return [...byAddress.values()];
}
