import type { Checksum, ConflictPolicy, Connections, DownloadSnapshot, NoticeCode } from '../../shared/download.ts';
import type { Failure } from '../../shared/failures.ts';
import type { PieceHashes } from '../../shared/pieces.ts';
import type { Status } from '../../shared/status.ts';

/** What to fetch and how. Everything but `url` and `directory` has a default. */
export interface DownloadRequest {
  /** http or https. A user name and password in it are used as Basic credentials and not kept in the snapshot. */
  readonly url: string;
  /** Absolute path of the folder; made when missing. */
  readonly directory: string;
  /** Wanted name; absent: taken from the server's reply or the URL. Always sanitised. */
  readonly fileName?: string | undefined;
  /** Default `auto`. */
  readonly connections?: Connections | undefined;
  /** Default `number`. */
  readonly conflictPolicy?: ConflictPolicy | undefined;
  readonly checksum?: Checksum | undefined;
  /**
   * Further places of the same file, http or https, best first. None gets `headers` or `credentials` unless it is of the
   * URL's own origin, and none brings a byte before it has proved its size and a sample of its bytes.
   */
  readonly mirrors?: readonly string[] | undefined;
  /** Size that the file must have, in bytes; a source that has another is not used. */
  readonly sizeBytes?: number | undefined;
  /** Checked before `checksum`: only the pieces that differ are fetched again, a few times. */
  readonly pieces?: PieceHashes | undefined;
  /** Sent to the URL's own origin only; a redirect elsewhere drops all but the harmless ones. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Basic credentials, bound to the URL's origin. */
  readonly credentials?: { readonly user: string; readonly password: string } | undefined;
  /** `http://[user:password@]host:port`. */
  readonly proxy?: string | undefined;
  /** PEM text of further certificate authorities. */
  readonly certificateAuthorities?: string | undefined;
  /** Accept any certificate. Only ever by an explicit choice of the user. */
  readonly insecure?: boolean | undefined;
  /** Follow a redirect from https to http. Default false. */
  readonly allowDowngrade?: boolean | undefined;
  /** Attempts in a row without one new byte before a segment gives up. Default 8. */
  readonly maxRetries?: number | undefined;
  /** Silence on a connection before it is dropped and tried again, in ms. Default 30,000. */
  readonly idleTimeoutMs?: number | undefined;
  /** Bytes gathered before one positioned write. Default 256 KiB. */
  readonly writeBufferBytes?: number | undefined;
  /** Bytes per second for this download; absent: no limit. */
  readonly limitBytesPerSecond?: number | undefined;
  /** Go on with a part file that is there. Default true; false begins again. */
  readonly resume?: boolean | undefined;
}

/** What the library stores of a download, and gives back at the next start. No secrets beyond those in `request`. */
export interface DownloadRecord {
  readonly id: string;
  readonly request: DownloadRequest;
  readonly status: Status;
  readonly fileName: string;
  /** The name is reserved on disk: its part file is this download's own. */
  readonly named: boolean;
  readonly host: string;
  readonly mediaType: string | null;
  readonly sizeBytes: number | null;
  readonly receivedBytes: number;
  /** The digest that the server announced; for what is shown: the checkpoint has it for the next run. */
  readonly announced?: Checksum | null | undefined;
  readonly notice: NoticeCode | null;
  readonly failure: Failure | null;
  /** ms since 1970. */
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

export type EngineEvent =
  | { readonly type: 'added'; readonly id: string }
  /** Bytes moved or segments changed; at most ten times a second for each download. */
  | { readonly type: 'progress'; readonly id: string }
  /** Something the library keeps has changed: status, name, size, failure. */
  | { readonly type: 'changed'; readonly id: string; readonly from: Status; readonly to: Status }
  | { readonly type: 'notice'; readonly id: string; readonly code: NoticeCode; readonly detail: string }
  | { readonly type: 'removed'; readonly id: string };

export interface EngineOptions {
  /** Downloads that run at the same time. */
  readonly maxActiveDownloads: number;
  /** Bytes per second over all downloads; absent: no limit. */
  readonly limitBytesPerSecond?: number | undefined;
}

/** The engine's door: what the app, the CLI and the RPC are built on. */
export interface Engine {
  /**
   * Puts a download at the end of the list.
   * @throws {SluiceError} `bad-url` or `bad-option`, before anything is opened.
   */
  add(request: DownloadRequest, options?: { readonly paused?: boolean }): string;
  /** Takes back what an earlier run had; what was running then is queued again. Call once, before `add`. */
  restore(records: readonly DownloadRecord[]): void;
  /** Stops the network at once; resolves when the checkpoint is on disk. Idempotent. */
  pause(id: string): Promise<void>;
  /** Queues a paused or failed download again. Bytes on disk are kept. Idempotent. */
  resume(id: string): void;
  /** Stops at once and takes it off the list; `keepPart` leaves part file and checkpoint. Idempotent. */
  cancel(id: string, options: { readonly keepPart: boolean }): Promise<void>;
  /** Takes an ended download off the list; touches no file. A running one is cancelled with its part kept. */
  remove(id: string): Promise<void>;
  /** In list order. */
  list(): readonly DownloadSnapshot[];
  get(id: string): DownloadSnapshot | undefined;
  record(id: string): DownloadRecord | undefined;
  /** Absolute path of the finished file, or of the part file; `null` before there is one. */
  path(id: string): string | null;
  /** Listeners are called synchronously and must not throw. Returns the function that ends the subscription. */
  subscribe(listener: (event: EngineEvent) => void): () => void;
  configure(options: Partial<EngineOptions>): void;
  /** Stops everything, writes every checkpoint, leaves states as they are so that `restore` goes on. */
  shutdown(): Promise<void>;
}

/** What one look at a URL tells; see `probeUrl`. */
export interface ProbeResult {
  readonly url: string;
  readonly finalUrl: string;
  /** Bytes, or `null` when the server does not say. */
  readonly size: number | null;
  readonly ranges: boolean;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly fileName: string;
  readonly mediaType: string | null;
  readonly segmentable: true | string;
}
