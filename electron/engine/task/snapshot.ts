import type { DownloadSnapshot } from '../../../shared/download.ts';
import type { DownloadRecord } from '../types.ts';
import { expectedChecksum } from './landing.ts';
import type { TaskOptions } from './options.ts';
import type { Live } from './live.ts';

export function snapshotOf(record: DownloadRecord, options: TaskOptions, live: Live): DownloadSnapshot {
  const { session, resting, verifiedBytes, retryAt, waitingFor } = live;
  const rate = session && record.status === 'downloading' ? session.haul.meter.bytesPerSecond : 0;
  const checksum = expectedChecksum(options.checksum, record.announced);
  const left = record.sizeBytes === null ? null : record.sizeBytes - record.receivedBytes;
  return {
    id: record.id,
    host: record.host,
    fileName: record.fileName,
    mediaType: record.mediaType,
    status: record.status,
    sizeBytes: record.sizeBytes,
    receivedBytes: record.receivedBytes,
    notice: record.notice,
    failure: record.failure,
    createdAt: record.createdAt,
    finishedAt: record.finishedAt,
    url: options.url.href,
    directory: options.directory,
    bytesPerSecond: Math.round(rate),
    etaSeconds: left !== null && rate >= 1 ? Math.ceil(left / rate) : null,
    activeConnections: session?.haul.activeConnections ?? 0,
    connections: options.connections,
    priority: record.priority,
    queueId: record.queueId,
    categoryId: record.categoryId,
    limitBytesPerSecond: record.request.limitBytesPerSecond ?? null,
    segmentable: session?.segmentable ?? null,
    // A finished file is one piece, even while its run is still tidying up.
    segments: record.status === 'finished' ? [] : session ? session.haul.segments() : resting,
    checksum: checksum && { algorithm: checksum.algorithm, hex: checksum.hex },
    checksumOrigin: checksum?.origin,
    verifiedBytes,
    waitingFor,
    bottleneck: record.status === 'downloading' ? (session?.haul.bottleneck ?? null) : null,
    retryAt,
  };
}
