import { EXIT_CODES } from '../../shared/failures.ts';
import type { ProbeResult } from '../engine/index.ts';
import type { ExitCode } from './exit-code.ts';
import type { ProbeCommand } from './options.ts';
import { printable } from './printable.ts';
import { formatBytes } from './units.ts';

export interface ProbePorts {
  readonly probe: (request: ProbeCommand['request']) => Promise<ProbeResult>;
  readonly out: (text: string) => void;
}

/** @throws {SluiceError} when the server gives no usable reply */
export async function probe(command: ProbeCommand, ports: ProbePorts): Promise<ExitCode> {
  const result = await ports.probe(command.request);
  ports.out(command.json ? `${JSON.stringify(documented(result))}\n` : describe(result));
  return EXIT_CODES.done;
}

/** The fields of the contract, in its order, and no others. */
const documented = (result: ProbeResult): ProbeResult => ({
  url: result.url,
  finalUrl: result.finalUrl,
  size: result.size,
  ranges: result.ranges,
  etag: result.etag,
  lastModified: result.lastModified,
  fileName: result.fileName,
  mediaType: result.mediaType,
  segmentable: result.segmentable,
});

/** Why one connection only. */
const REASONS: Readonly<Record<string, string>> = {
  'no-length': 'no: the server does not say how long the file is',
  'no-ranges': 'no: the server sends the file in one piece only',
  encoded: 'no: the server sends the file compressed',
  'too-small': 'no: the file is too small to be worth it',
  'server-capped': 'no: the server allows one connection',
};

function describe(result: ProbeResult): string {
  const { size, segmentable } = result;
  const rows: (readonly [string, string | null])[] = [
    ['Name', result.fileName],
    ['Size', size === null ? 'unknown' : `${formatBytes(size)}${size >= 1000 ? ` (${size} bytes)` : ''}`],
    ['Type', result.mediaType],
    ['Resumable', result.ranges ? 'yes' : 'no: the server sends the file in one piece only'],
    ['Segments', segmentable === true ? 'yes' : (REASONS[segmentable] ?? `no: ${segmentable}`)],
    ['ETag', result.etag],
    ['Modified', result.lastModified],
    ['URL', result.finalUrl],
    ['Asked for', result.finalUrl === result.url ? null : result.url],
  ];
  return rows
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name.padEnd(10)} ${printable(value ?? '')}\n`)
    .join('');
}
