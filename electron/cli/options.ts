import { resolve } from 'node:path';
import {
  CHECKSUM_ALGORITHMS,
  CHECKSUM_HEX_LENGTH,
  CONFLICT_POLICIES,
  MAX_CONNECTIONS,
  type Checksum,
  type ConflictPolicy,
  type Connections,
} from '../../shared/download.ts';
import { originOf as origin } from '../../shared/links/schemes.ts';
import { MAX_ACTIVE } from '../../shared/queue.ts';
import { DEFAULT_MAX_ACTIVE } from '../../shared/settings.ts';
import type { DownloadRequest } from '../engine/index.ts';
import { sourceOptions, withoutSecrets, type Surroundings } from './source-options.ts';
import { listedRequests, type ListedRequest } from './list-file.ts';
import type { OptionFiles } from './option-files.ts';
import type { RawOptions } from './raw-options.ts';
import { parseRate, parseSize } from './units.ts';
import { checkUrl } from './urls.ts';
import { UsageError } from './usage-error.ts';

/** `sluice get`, understood. */
export interface GetCommand {
  readonly requests: readonly DownloadRequest[];
  /** Files that are fetched at the same time; the others wait. */
  readonly maxActive: number;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** `sluice probe`, understood. */
export interface ProbeCommand {
  readonly request: DownloadRequest;
  readonly json: boolean;
}

/** @throws {UsageError} for anything that cannot be meant, before a byte moves. */
export function parseGet(
  typed: readonly string[],
  raw: RawOptions,
  files: OptionFiles,
  surroundings: Surroundings,
): GetCommand {
  const targets: Target[] = [
    ...typed.flatMap((text): readonly Target[] => {
      const described = files.metalinks?.get(text);
      return described?.map((request) => ({ ...request, from: originOf(text) })) ?? [{ url: checkUrl(text) }];
    }),
    ...(files.list === undefined ? [] : listedRequests(files.list, raw.inputFile ?? '-', surroundings.cwd)),
  ];
  if (targets.length === 0) throw new UsageError('Give at least one URL, or a list of them with -i FILE.');
  if (targets.length > 1) {
    if (raw.output !== undefined) throw new UsageError('-o names one file and there are several URLs. Use -d DIR.');
    if (raw.checksum !== undefined) throw new UsageError('--checksum is for one file and there are several URLs.');
    if (raw.mirror !== undefined) throw new UsageError('--mirror is for one file and there are several URLs.');
  }
  const mirrors = raw.mirror?.map(parseMirror);
  const common = {
    directory: resolve(surroundings.cwd, raw.dir ?? '.'),
    fileName: raw.output === undefined ? undefined : parseFileName(raw.output),
    connections: raw.connections === undefined ? undefined : parseConnections(raw.connections),
    conflictPolicy: raw.onConflict === undefined ? undefined : parseConflictPolicy(raw.onConflict),
    checksum: raw.checksum === undefined ? undefined : parseChecksum(raw.checksum),
    writeBufferBytes: raw.writeBuffer === undefined ? undefined : parseWriteBuffer(raw.writeBuffer),
    limitBytesPerSecond: raw.limitRate === undefined ? undefined : parseLimit(raw.limitRate),
    resume: raw.continue,
  };
  return {
    requests: targets.map(({ from = null, headers, ...target }) => {
      const source =
        // Sign-ins given for a Metalink's server are not for whoever that Metalink names.
        from === null || from === originOf(target.url)
          ? sourceOptions(target.url, raw, files, surroundings)
          : sourceOptions(
              target.url,
              withoutSecrets(raw),
              { ...files, headers: undefined, certificate: undefined, key: undefined },
              surroundings,
            );
      return {
        ...common,
        ...source,
        // A sign-in by header of its own.
        ...(headers?.['authorization'] !== undefined && { credentials: undefined }),
        ...target,
        headers: { ...source.headers, ...headers },
        // What the user says of the one file goes before what a Metalink says.
        fileName: common.fileName ?? target.fileName,
        checksum: common.checksum ?? target.checksum,
        mirrors: target.mirrors || mirrors ? [...(mirrors ?? []), ...(target.mirrors ?? [])] : undefined,
      };
    }),
    maxActive: raw.maxActive === undefined ? DEFAULT_MAX_ACTIVE : parseMaxActive(raw.maxActive),
    json: raw.json === true,
    quiet: raw.quiet === true,
  };
}

/** @throws {UsageError} */
export function parseProbe(url: string, raw: RawOptions, files: OptionFiles, surroundings: Surroundings): ProbeCommand {
  const source = sourceOptions(checkUrl(url), raw, files, surroundings);
  return { request: { ...source, directory: surroundings.cwd }, json: raw.json === true };
}

/** A URL, with what a Metalink says of its file and the origin that this Metalink was fetched from. */
type Target = ListedRequest & { readonly from?: string | null };

const originOf = (text: string): string | null => (URL.canParse(text) ? origin(new URL(text)) : null);

function parseMirror(text: string): string {
  const url = checkUrl(text, '--mirror: ');
  const { username, password } = new URL(url);
  if (username !== '' || password !== '') {
    throw new UsageError('--mirror takes no user name: sign-ins go to the URL’s own origin only.');
  }
  return url;
}

function parseFileName(text: string): string {
  if (/[/\\]/.test(text)) {
    throw new UsageError('-o takes a file name without a path. Give the folder with -d DIR.');
  }
  if (text.trim() === '' || text === '.' || text === '..') throw new UsageError('-o needs a file name.');
  return text;
}

function parseConnections(text: string): Connections {
  if (text === 'auto') return 'auto';
  const count = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > MAX_CONNECTIONS) {
    throw new UsageError(`-x is a number of connections from 1 to ${MAX_CONNECTIONS}, or auto.`);
  }
  return count;
}

function parseMaxActive(text: string): number {
  const count = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > MAX_ACTIVE) throw new UsageError(`-j is a number of files from 1 to ${MAX_ACTIVE}.`);
  return count;
}

function parseConflictPolicy(text: string): ConflictPolicy {
  const policy = CONFLICT_POLICIES.find((known) => known === text);
  if (!policy) throw new UsageError(`--on-conflict is one of ${CONFLICT_POLICIES.join(', ')}.`);
  return policy;
}

/** `sha-256=HEX`; the algorithm's dash and the digits' case do not matter. */
function parseChecksum(text: string): Checksum {
  const [, name = '', hex = ''] = /^([^=:]*)[=:](.*)$/s.exec(text) ?? [];
  const bare = (algorithm: string): string => algorithm.toLowerCase().replaceAll('-', '');
  const algorithm = CHECKSUM_ALGORITHMS.find((known) => bare(known) === bare(name.trim()));
  if (!algorithm) {
    throw new UsageError(`--checksum is ALGO=HEX, with one of ${CHECKSUM_ALGORITHMS.join(', ')} for ALGO.`);
  }
  const digits = hex.trim().toLowerCase();
  if (!/^[0-9a-f]*$/.test(digits) || digits.length !== CHECKSUM_HEX_LENGTH[algorithm]) {
    throw new UsageError(`--checksum: ${algorithm} has ${CHECKSUM_HEX_LENGTH[algorithm]} hexadecimal digits.`);
  }
  return { algorithm, hex: digits };
}

function parseWriteBuffer(text: string): number {
  const bytes = parseSize(text);
  if (bytes === null || bytes === 0) {
    throw new UsageError('--write-buffer is a size such as 256k, 1M or 65536.');
  }
  return bytes;
}

/** `undefined` for 0: no limit, as in curl and aria2. */
function parseLimit(text: string): number | undefined {
  const rate = parseRate(text);
  if (rate === null) throw new UsageError('--limit-rate is bytes per second, such as 500k, 2M, 1.5MiB or 1024.');
  return rate === 0 ? undefined : rate;
}
