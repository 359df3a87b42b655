import type { DownloadSnapshot } from '../../shared/download.ts';
import { FAILURES, type FailureCode } from '../../shared/failures.ts';
import type { HookEvent } from '../../shared/hooks.ts';

/** What a hook is told, as JSON on stdin or in the body. Bytes; ms since 1970; `null` for what is not known. */
export interface HookFacts {
  readonly event: HookEvent;
  readonly id: string;
  /** Without user name and password. */
  readonly url: string;
  readonly directory: string;
  readonly fileName: string;
  /** Absolute, of the finished file or the part file. */
  readonly path: string | null;
  readonly size: number | null;
  readonly received: number;
  readonly createdAt: number;
  readonly finishedAt: number | null;
  readonly failure: { readonly code: FailureCode; readonly message: string; readonly detail: string } | null;
}

export function factsOf(event: HookEvent, download: DownloadSnapshot, path: string | null): HookFacts {
  const { id, url, directory, fileName, sizeBytes, receivedBytes, createdAt, finishedAt, failure } = download;
  return {
    event,
    id,
    url,
    directory,
    fileName,
    path,
    size: sizeBytes,
    received: receivedBytes,
    createdAt,
    finishedAt,
    failure: failure && { code: failure.code, message: FAILURES[failure.code].message, detail: failure.detail },
  };
}

/** The same as environment variables. What is not known is empty. */
export function environmentOf(facts: HookFacts): Record<string, string> {
  const { event, id, url, directory, fileName, path, size, received, failure } = facts;
  const values = {
    SLUICE_EVENT: event,
    SLUICE_ID: id,
    SLUICE_URL: url,
    SLUICE_DIRECTORY: directory,
    SLUICE_FILE_NAME: fileName,
    SLUICE_PATH: path ?? '',
    SLUICE_SIZE: size === null ? '' : String(size),
    SLUICE_RECEIVED: String(received),
    SLUICE_FAILURE: failure?.code ?? '',
    SLUICE_FAILURE_MESSAGE: failure?.message ?? '',
  };
  // An environment cannot hold one, and a program that was not started would not be told why.
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.replaceAll('\0', '')]));
}
