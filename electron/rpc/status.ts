import { join } from 'node:path';
import type { DownloadSnapshot } from '../../shared/download.ts';
import { FAILURES } from '../../shared/failures.ts';
import { isRunning } from '../../shared/status.ts';
import { errorCodeOf } from './error-codes.ts';
import { gidOf } from './gids.ts';

/** A download as aria2's clients know it: every number is a string of decimal digits. */
export type Status = Readonly<Record<string, unknown>>;

const MIB = 2 ** 20;
/** A bit for each piece goes over the wire with every answer, so large files have larger pieces. */
const MAX_PIECES = 16_384;

export type AriaState = 'active' | 'waiting' | 'paused' | 'complete' | 'error' | 'removed';

export function stateOf({ status }: DownloadSnapshot): AriaState {
  if (isRunning(status)) return 'active';
  if (status === 'queued') return 'waiting';
  if (status === 'paused') return 'paused';
  return status === 'finished' ? 'complete' : 'error';
}

/** @param path of the file, as far as it is known */
export function filesOf(download: DownloadSnapshot, mirrors: readonly string[]): Status[] {
  const { directory, fileName, receivedBytes, sizeBytes } = download;
  return [
    {
      index: '1',
      path: join(directory, fileName),
      length: String(sizeBytes ?? 0),
      completedLength: String(receivedBytes),
      selected: 'true',
      uris: urisOf(download, mirrors),
    },
  ];
}

export const urisOf = ({ url, status }: DownloadSnapshot, mirrors: readonly string[]): Status[] => [
  { uri: url, status: status === 'queued' || status === 'paused' ? 'waiting' : 'used' },
  ...mirrors.map((uri) => ({ uri, status: 'waiting' })),
];

/**
 * All that `tellStatus` gives.
 * @param state another one than its own, for what was removed
 */
export function statusOf(
  download: DownloadSnapshot,
  mirrors: readonly string[],
  state: AriaState = stateOf(download),
): Status {
  const { sizeBytes, receivedBytes, failure, status, verifiedBytes } = download;
  const pieceLength = pieceLengthOf(sizeBytes ?? 0);
  const begun = sizeBytes !== null && (receivedBytes > 0 || status === 'finished');
  const stopped = state === 'complete' || state === 'error' || state === 'removed';
  return {
    gid: gidOf(download.id),
    status: state,
    totalLength: String(sizeBytes ?? 0),
    completedLength: String(receivedBytes),
    uploadLength: '0',
    ...(begun && sizeBytes > 0 && { bitfield: bitfieldOf(download, sizeBytes, pieceLength) }),
    downloadSpeed: String(state === 'active' ? Math.round(download.bytesPerSecond) : 0),
    uploadSpeed: '0',
    connections: String(download.activeConnections),
    numPieces: String(Math.ceil((sizeBytes ?? 0) / pieceLength)),
    pieceLength: String(pieceLength),
    dir: download.directory,
    files: filesOf(download, mirrors),
    ...(stopped && {
      errorCode: state === 'removed' ? '31' : failure ? errorCodeOf(failure.code) : '0',
      errorMessage: failure ? [FAILURES[failure.code].message, failure.detail].filter(Boolean).join(' ') : '',
    }),
    ...(status === 'verifying' && { verifiedLength: String(verifiedBytes) }),
  };
}

function pieceLengthOf(sizeBytes: number): number {
  let length = MIB;
  while (sizeBytes / length > MAX_PIECES) length *= 2;
  return length;
}

/** The highest bit of the first digit is the first piece; set when every byte of it is there. */
function bitfieldOf({ status, segments }: DownloadSnapshot, sizeBytes: number, pieceLength: number): string {
  const count = Math.ceil(sizeBytes / pieceLength);
  const bits = new Uint8Array(Math.ceil(count / 8));
  const set = (piece: number): void => {
    bits[piece >> 3] = (bits[piece >> 3] ?? 0) | (0x80 >> (piece & 7));
  };
  if (status === 'finished' || status === 'verifying') for (let piece = 0; piece < count; piece += 1) set(piece);
  // Runs of received bytes, joined where one ends and the next begins.
  let from = 0;
  let to = 0;
  const close = (): void => {
    for (let piece = Math.ceil(from / pieceLength); piece < count; piece += 1) {
      if (Math.min((piece + 1) * pieceLength, sizeBytes) > to) break;
      set(piece);
    }
  };
  for (const { start, position } of segments) {
    if (start !== to) {
      close();
      from = start;
    }
    to = position;
  }
  close();
  return Buffer.from(bits).toString('hex');
}

/** The connections that carry bytes, as `getServers` tells them. */
export function serversOf({ segments, url }: DownloadSnapshot, mirrors: readonly string[]): Status[] {
  const sources = [url, ...mirrors];
  const servers = segments.flatMap(({ host, bytesPerSecond }) => {
    if (host === null) return [];
    const uri = sources.find((source) => new URL(source).host === host) ?? url;
    return [{ uri, currentUri: uri, downloadSpeed: String(Math.round(bytesPerSecond)) }];
  });
  return [{ index: '1', servers }];
}

/** Only the wanted fields; all of them when none are named. */
export function pick(status: Status, keys: readonly string[] | undefined): Status {
  if (!keys || keys.length === 0) return status;
  return Object.fromEntries(keys.filter((key) => key in status).map((key) => [key, status[key]]));
}
