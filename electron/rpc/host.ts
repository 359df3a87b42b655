import type { ConflictPolicy, Connections } from '../../shared/download.ts';
import type { DownloadRequest, Engine } from '../engine/index.ts';

/** What clients may read and change of the program as a whole. */
export interface RemoteSettings {
  /** Absolute path of the folder for downloads that name none. */
  readonly directory: string;
  readonly connections: Connections;
  readonly conflictPolicy: ConflictPolicy;
  readonly maxActiveDownloads: number;
  /** Bytes per second over all; `null`: no limit. */
  readonly limitBytesPerSecond: number | null;
  /** Of downloads that name none: `none`, `environment`, `system` or an address. */
  readonly proxy: string;
  /** Reached without it, as in `no_proxy`. */
  readonly proxyBypass: string;
}

/** The program behind the RPC. */
export interface RemoteHost {
  readonly engine: Engine;
  /** Of Sluice. */
  readonly version: string;
  settings(): RemoteSettings;
  /** What holds for a download that says nothing itself, where it is not the usual; `null`: it is. Absent: it always is. */
  defaultsFor?(request: Pick<DownloadRequest, 'url' | 'fileName'>): {
    readonly directory: string | null;
    readonly connections: Connections | null;
  };
  /** Only what clients can change: the conflict policy is not among it. */
  changeSettings(patch: Partial<Omit<RemoteSettings, 'conflictPolicy'>>): void;
  /** Writes what has not been written. */
  save(): void;
  /** Ends the program; called after the answer is on its way. */
  shutdown(): void;
}
