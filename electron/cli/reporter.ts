import type { DownloadSnapshot, NoticeCode } from '../../shared/download.ts';
import type { Failure } from '../../shared/failures.ts';

/** A download that ended well. */
export interface Done {
  readonly download: DownloadSnapshot;
  /** Absolute path of the file. */
  readonly path: string;
  /** The file was there already and `--on-conflict skip` left it alone. */
  readonly skipped: boolean;
  /** From the first request to the final name, on a monotonic clock. */
  readonly seconds: number;
  /** Bytes that came in this run: without what an earlier one left. */
  readonly fetchedBytes: number;
}

/** How a run of `get` shows itself on stdout: a live picture, plain lines, JSON or nothing. Failures go to stderr too. */
export interface Reporter {
  added(download: DownloadSnapshot): void;
  /** The server has answered: name and size are as known as they will be. Again after a start from the beginning. */
  started(download: DownloadSnapshot): void;
  /** Bytes moved or segments changed. */
  progress(download: DownloadSnapshot): void;
  notice(download: DownloadSnapshot, code: NoticeCode, detail: string): void;
  done(done: Done): void;
  failed(download: DownloadSnapshot, failure: Failure): void;
  /** The user stopped the run in the middle of this download. */
  stopped(download: DownloadSnapshot): void;
  /** Nothing follows. */
  close(): void;
}

/** `-q`: the exit code and stderr say it all. */
export const quietReporter: Reporter = {
  added: () => undefined,
  started: () => undefined,
  progress: () => undefined,
  notice: () => undefined,
  done: () => undefined,
  failed: () => undefined,
  stopped: () => undefined,
  close: () => undefined,
};
