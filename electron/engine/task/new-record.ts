import { isRunning, type Status } from '../../../shared/status.ts';
import type { DownloadRecord, DownloadRequest } from '../types.ts';
import { nameFor } from './name-for.ts';
import { checkRequest } from './options.ts';

/**
 * The record of a download that has just been added.
 * @param now ms since 1970
 * @throws {SluiceError} `bad-url`, `bad-option`
 */
export function newRecord(id: string, request: DownloadRequest, paused: boolean, now: number): DownloadRecord {
  const options = checkRequest(request);
  return {
    id,
    request,
    status: paused ? 'paused' : 'queued',
    fileName: nameFor(options.fileName, options.url, null),
    named: false,
    host: options.url.host,
    mediaType: null,
    sizeBytes: null,
    receivedBytes: 0,
    notice: null,
    failure: null,
    createdAt: now,
    finishedAt: null,
    timeline: [],
  };
}

/** The status under which a stored download comes back: what was running is queued again. */
export const restoredStatus = (status: Status): Status => (isRunning(status) ? 'queued' : status);
