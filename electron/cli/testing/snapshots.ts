import type { DownloadSnapshot, SegmentSnapshot, SegmentState } from '../../../shared/download.ts';

/** A download in mid-way, for tests. */
export function snapshot(changes: Partial<DownloadSnapshot> = {}): DownloadSnapshot {
  return {
    id: 'd1',
    url: 'https://files.example/a.iso',
    host: 'files.example',
    directory: '/downloads',
    fileName: 'a.iso',
    mediaType: 'application/octet-stream',
    status: 'downloading',
    sizeBytes: 1000,
    receivedBytes: 250,
    bytesPerSecond: 125,
    etaSeconds: 6,
    activeConnections: 2,
    connections: 'auto',
    priority: 'normal',
    queueId: 'default',
    categoryId: null,
    limitBytesPerSecond: null,
    segmentable: true,
    segments: [],
    checksum: null,
    verifiedBytes: 0,
    notice: null,
    waitingFor: null,
    bottleneck: null,
    retryAt: null,
    failure: null,
    createdAt: 0,
    finishedAt: null,
    ...changes,
  };
}

export const segment = (start: number, position: number, end: number, state: SegmentState): SegmentSnapshot => ({
  id: start,
  start,
  end,
  position,
  state,
  bytesPerSecond: 0,
  attempts: 1,
  host: null,
  source: null,
  httpVersion: null,
  retryAt: null,
});
