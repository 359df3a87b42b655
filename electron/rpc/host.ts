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
}

/** The program behind the RPC. */
export interface RemoteHost {
  readonly engine: Engine;
  /** Of Sluice. */
  readonly version: string;
  settings(): RemoteSettings;
  /** The folder for a download that names none, where it is not the usual one; `null`: it is. Absent: it always is. */
  directoryFor?(request: Pick<DownloadRequest, 'url' | 'fileName'>): string | null;
  /** Only what clients can change: the conflict policy is not among it. */
  changeSettings(patch: Partial<Omit<RemoteSettings, 'conflictPolicy'>>): void;
  /** Writes what has not been written. */
  save(): void;
  /** Ends the program; called after the answer is on its way. */
  shutdown(): void;
}
