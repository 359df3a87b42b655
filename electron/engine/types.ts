import type { Checksum, ConflictPolicy, Connections, DownloadSnapshot, NoticeCode } from '../../shared/download.ts';
import type { Failure } from '../../shared/failures.ts';
import type { PieceHashes } from '../../shared/pieces.ts';
import type { ProbeResult, ReplyFacts } from './told.ts';
import type { StoredCookie } from './http/cookies/stored-cookie.ts';
import type { NetworkDefaults, ProxyDefaults } from './http/proxies.ts';
import type { Place, Priority, Queue } from '../../shared/queue.ts';
import type { Queues } from './queues.ts';
import type { Status } from '../../shared/status.ts';
import type { TimelineEntry } from '../../shared/timeline.ts';

export type { Queues };

/** A certificate and the key that belongs to it. */
export interface ClientCertificate {
  /** PEM text; the key may be in it. */
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
  /** PKCS #12 as base64, instead of both. */
  readonly pkcs12?: string | undefined;
  readonly passphrase?: string | undefined;
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** What to fetch and how. Everything but `url` and `directory` has a default. */
export interface DownloadRequest {
  /** http, https, ftp, ftps or ftpes (AUTH TLS). A user name and password in it are used as `credentials` and not kept in the snapshot. */
  readonly url: string;
  /** Absolute path of the folder; made when missing. */
  readonly directory: string;
  /** Wanted name; absent: taken from the server's reply or the URL. Always sanitised. */
  readonly fileName?: string | undefined;
  /** Default `auto`. */
  readonly connections?: Connections | undefined;
  /** Default `number`. */
  readonly conflictPolicy?: ConflictPolicy | undefined;
  /** Must match when all bytes are there: else `checksum-mismatch`, and the part file is kept. Default: what the server announces. */
  readonly checksum?: Checksum | undefined;
  /**
   * Further places of the same file, each of any of these schemes, best first. None gets `headers` or `credentials` unless it is of the
   * URL's own origin, and none brings a byte before it has proved its size and a sample of its bytes.
   */
  readonly mirrors?: readonly string[] | undefined;
  /** Size that the file must have, in bytes; a source that has another is not used. */
  readonly sizeBytes?: number | undefined;
  /** Checked before `checksum`: only the pieces that differ are fetched again, a few times. */
  readonly pieces?: PieceHashes | undefined;
  /** Sent to the URL's own origin only; a redirect elsewhere drops all but the harmless ones. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Sent to whom each is for, redirects and mirrors included. What servers set on the way is kept as long as the engine runs,
   * and goes before a `Cookie` in `headers`.
   */
  readonly cookies?: readonly StoredCookie[] | undefined;
  /** For Basic and Digest, bound to the URL's origin. */
  readonly credentials?: Credentials | undefined;
  /**
   * `http`, `https`, `socks5` or `socks5h`, `://[user:password@]host:port`; `none`; `environment`; or `system`: what the
   * system or the environment says for each URL. Default: as the engine is told.
   */
  readonly proxy?: string | undefined;
  /** Shown to the URL's own origin only, when it asks for one. */
  readonly clientCertificate?: ClientCertificate | undefined;
  /** Only addresses of this family are connected to. */
  readonly addressFamily?: 4 | 6 | undefined;
  /** Name of an interface, or an address of this machine, that connections leave from. */
  readonly localInterface?: string | undefined;
  /** Trust the certificate authorities of the system instead of Node's. Default: as the engine is told. */
  readonly systemAuthorities?: boolean | undefined;
  /** https URL of a DNS server (RFC 8484) that looks names up. Default: as the engine is told. */
  readonly dnsOverHttps?: string | undefined;
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
  /** Sorts the list. A whole number, any; gaps leave room to move others in between. */
  readonly position: number;
  readonly priority: Priority;
  /** One that is not there any more stands for the default queue. */
  readonly queueId: string;
  /** Chosen by somebody; `null`: none is. Kept for the list, and means nothing here. */
  readonly categoryId: string | null;
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
  readonly announced: Checksum | null;
  readonly notice: NoticeCode | null;
  readonly failure: Failure | null;
  /** ms since 1970. */
  readonly createdAt: number;
  readonly finishedAt: number | null;
  /** What happened to it, oldest first; bounded. */
  readonly timeline: readonly TimelineEntry[];
  /** It is off the list and its part file is being deleted: `restore` ends that, should a kill have cut it off. */
  readonly discarding?: boolean | undefined;
  /** Of this run of the program; not stored, since an address after redirects often carries a secret. */
  readonly reply?: ReplyFacts | undefined;
}

/** What happened, told after it did: {@link Engine.get} already gives the new state. */
export type EngineEvent =
  | { readonly type: 'added'; readonly id: string }
  /** Bytes moved or segments changed; at most ten times a second for each download. */
  | { readonly type: 'progress'; readonly id: string }
  /** Something the library keeps has changed: status, name, size, failure. */
  | { readonly type: 'changed'; readonly id: string; readonly from: Status; readonly to: Status }
  /** Something worth telling the user that is no failure. `detail` is technical, in English. */
  | { readonly type: 'notice'; readonly id: string; readonly code: NoticeCode; readonly detail: string }
  /** An entry was added to what {@link Engine.timeline} gives. */
  | { readonly type: 'timeline'; readonly id: string }
  /** Priority, queue, category, limit or (`moved`) place in the list is another one; the library keeps them. */
  | { readonly type: 'arranged'; readonly id: string; readonly moved: boolean }
  | { readonly type: 'removed'; readonly id: string }
  /** After a cancel that deletes: part file and checkpoint are gone, and nothing need be kept of it. */
  | { readonly type: 'discarded'; readonly id: string };

/** Limits over all downloads. */
export interface EngineOptions {
  /** Downloads that run at the same time, over all queues. Lowering it stops none that run. */
  readonly maxActiveDownloads: number;
  /** Of these, from the same host (name and port); absent or `null`: no limit. */
  readonly maxActivePerHost?: number | null | undefined;
  /** Bytes per second over all downloads; absent or `null`: no limit. A change holds at once. */
  readonly limitBytesPerSecond?: number | null | undefined;
  /** For downloads that name no proxy; absent: none. A change holds from the next connection on. */
  readonly proxies?: ProxyDefaults | undefined;
  /** For downloads that say nothing of it; absent: Node's authorities, and names as the system looks them up. */
  readonly network?: NetworkDefaults | undefined;
  /** What holds for hosts. Asked when a run begins; changed limits hold at once. */
  readonly hostTerms?: HostTerms | undefined;
}

/** What has been laid down for certain hosts: for what a request leaves open. */
export interface HostTerms {
  /** The request with all that holds for its host filled in; it is not stored. */
  complete<Request extends Omit<DownloadRequest, 'directory'>>(request: Request): Request;
  /** Downloads with the same key share one limit; `null`: they have none but their own. */
  limitKey(url: URL): string | null;
  /** Bytes per second; `null`: none any more. */
  limit(key: string): number | null;
}

/** How a download is put on the list. */
export interface AddOptions {
  /** Default false: it waits for a place. */
  readonly paused?: boolean | undefined;
  /** Default `normal`. */
  readonly priority?: Priority | undefined;
  /** Default: the default queue. */
  readonly queueId?: string | undefined;
  /** Default `null`: none is chosen. */
  readonly categoryId?: string | null | undefined;
}

/**
 * The engine's door: what the app, the CLI and the RPC are built on.
 *
 * What runs next: of the downloads that wait in started queues with room, from hosts with room, those of the highest
 * priority; of these the first in the list. Only when the first of all that wait is held up because its host is full, the
 * places go round the other hosts, so that none of them has to wait until another one's downloads are all done.
 */
export interface Engine {
  readonly queues: Queues;
  /**
   * Puts a download at the end of the list.
   * @throws {SluiceError} `bad-url` or `bad-option` (also: no such queue), before anything is opened.
   */
  add(request: DownloadRequest, options?: AddOptions): string;
  /**
   * Takes back what an earlier run had, by position; what ran is queued again, part files that were being deleted are. A
   * queue whose schedule had an edge meanwhile stands as that left it. Call once, before `add`.
   */
  restore(records: readonly DownloadRecord[], queues?: readonly Queue[]): void;
  /**
   * Puts back what was taken off the list with its files kept, in its old place and state; what ran is queued. One whose
   * name another has by now begins again under a new one. Ids on the list are passed over. @returns the ids that are back
   */
  putBack(records: readonly DownloadRecord[]): string[];
  /** Stops the network at once; resolves when the checkpoint is on disk. Idempotent. */
  pause(id: string): Promise<void>;
  /** Queues a paused or failed download again, in its old place. Bytes on disk are kept. Idempotent. */
  resume(id: string): void;
  /**
   * Stops at once and takes it off the list; `keepPart` leaves part file and checkpoint. Came that too late, the file is
   * whole: without `keepPart` it is back on the list then. Idempotent. @returns what {@link Engine.putBack} takes, if anything
   */
  cancel(id: string, options: { readonly keepPart: boolean }): Promise<DownloadRecord | null>;
  /** Takes an ended one off the list; touches no file. A running one is cancelled with its part kept. @returns as `cancel` */
  remove(id: string): Promise<DownloadRecord | null>;
  /**
   * Moves downloads together to one place; among themselves they keep their order. Nothing is moved when the one to move
   * next to is not on the list or among them. In this method and the next four ids that are not there are passed over.
   */
  move(ids: readonly string[], place: Place): void;
  /** Says who waits shorter. Touches nothing that runs. */
  setPriority(ids: readonly string[], priority: Priority): void;
  /** Hands downloads over to a queue. One that moves bytes stops and waits if that is stopped. @throws {SluiceError} `bad-option` */
  setQueue(ids: readonly string[], queueId: string): void;
  /** Keeps which category was chosen, `null`: none. Touches nothing that runs, and no file. */
  setCategory(ids: readonly string[], categoryId: string | null): void;
  /**
   * Sets each download's own limit, which holds at once, also while it runs.
   * @param bytesPerSecond whole, from 1; `null`: no limit
   * @throws {SluiceError} `bad-option`
   */
  setLimit(ids: readonly string[], bytesPerSecond: number | null): void;
  /** In list order. */
  list(): readonly DownloadSnapshot[];
  /** As it stands now. `undefined`: not on the list. */
  get(id: string): DownloadSnapshot | undefined;
  /** What to store, for {@link Engine.restore}; also while the part file of a cancelled one is being deleted. */
  record(id: string): DownloadRecord | undefined;
  /** Absolute path of the finished file, or of the part file; `null` before there is one. */
  path(id: string): string | null;
  /** What happened to a download, oldest first; the last 200 entries. Empty when it is not on the list. */
  timeline(id: string): readonly TimelineEntry[];
  /**
   * Gives a download another link, say when the old one has expired, and goes on with it. What is on disk is kept: it is
   * built upon when size and strong validator are the same, or without one when bytes on disk are the server's; else
   * the download fails with `link-mismatch` and nothing is touched. Headers and credentials stay with the old link's origin.
   * @throws {SluiceError} `bad-url`; `bad-option` when it is finished or not on the list
   */
  setUrl(id: string, url: string): Promise<void>;
  /**
   * Gives a download's file another name, made safe for any system: the finished file, or part file and checkpoint, of one
   * that runs while it is stopped for a moment. No other file is ever touched.
   * @returns the name it has now
   * @throws {SluiceError} `bad-option`: no name, or not on the list; `name-taken`; or a disk failure
   */
  rename(id: string, name: string): Promise<string>;
  /**
   * Gives a download another sign-in, in place of the one it has, and goes on with it. What is on disk is kept.
   * @param whom the link's origin; or the proxy, if the download names one by its address
   * @throws {SluiceError} `bad-option` when it is finished or not on the list
   */
  signIn(id: string, signIn: Credentials, whom: 'server' | 'proxy'): Promise<void>;
  /**
   * Asks a server about a file as a download would, by the same proxies and terms; see `probeUrl`.
   * @param signal drops the connection at once; what is thrown then means nothing
   * @throws {SluiceError}
   */
  probe(request: Omit<DownloadRequest, 'directory'>, signal?: AbortSignal): Promise<ProbeResult>;
  /**
   * Posts JSON to an http or https address by the proxies of downloads, also after the shutdown. Redirects are not followed.
   * @param signal its reason is what is thrown when it ends the request
   * @returns the reply's status
   * @throws {SluiceError} what the connection failed with
   */
  post(url: string, json: string, signal: AbortSignal): Promise<number>;
  /**
   * Drops every connection at once and goes on with new ones, without counting an attempt: after sleep, or when the
   * network has changed. A stream that could only begin again is left to its own time-out.
   */
  reconnect(): void;
  /** While offline no attempt is made or counted, but to this machine itself; downloads go on when it is back. */
  setOnline(online: boolean): void;
  /** Listeners are called synchronously and must not throw. Returns the function that ends the subscription. */
  subscribe(listener: (event: EngineEvent) => void): () => void;
  /** Changes what is given, at once; downloads that run go on. */
  configure(options: Partial<EngineOptions>): void;
  /** Stops everything, writes every checkpoint, leaves states as they are so that `restore` goes on. */
  shutdown(): Promise<void>;
}

export type { ProbeResult, ReplyFacts } from './told.ts';
