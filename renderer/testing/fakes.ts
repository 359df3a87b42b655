import type { DownloadSnapshot, SegmentSnapshot } from '../../shared/download.ts';
import type { FailureCode } from '../../shared/failures.ts';
import type { FeedDelta } from '../../shared/ipc/feed.ts';
import { settingsSchema, type Settings } from '../../shared/settings.ts';
import type { createBridge } from '../bridge.ts';

type PreloadApi = NonNullable<Parameters<typeof createBridge>[0]>;

export function makeSegment(part: Partial<SegmentSnapshot> = {}): SegmentSnapshot {
  return {
    id: 1,
    start: 0,
    end: 1000,
    position: 0,
    state: 'active',
    bytesPerSecond: 0,
    attempts: 1,
    host: null,
    source: null,
    httpVersion: null,
    retryAt: null,
    ...part,
  };
}

let created = 0;

/** A download with sensible values for all that a test does not name. Later ones are newer. */
export function makeDownload(part: Partial<DownloadSnapshot> = {}): DownloadSnapshot {
  created += 1;
  return {
    id: `d${String(created)}`,
    url: `https://example.org/file-${String(created)}.iso`,
    host: 'example.org',
    directory: '/downloads',
    fileName: `file-${String(created)}.iso`,
    mediaType: null,
    status: 'downloading',
    sizeBytes: 1000,
    receivedBytes: 0,
    bytesPerSecond: 0,
    etaSeconds: null,
    activeConnections: 0,
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
    createdAt: 1_700_000_000_000 + created,
    finishedAt: null,
    ...part,
  };
}

export function makeDelta(sequence: number, part: Partial<FeedDelta> = {}): FeedDelta {
  return { sequence, added: [], changed: [], removed: [], order: null, ...part };
}

/** A copy that knows no address to look for newer versions at. */
const NO_UPDATES = {
  ...{ host: null, installs: false, phase: 'idle', version: '' },
  ...{ receivedBytes: 0, sizeBytes: 0, problem: null },
};

type Handler = (request: never) => unknown;

export interface FakeMain {
  readonly api: PreloadApi;
  /** Every command asked, in order. */
  readonly asked: { readonly name: string; readonly request: unknown }[];
  /** What the commands answer; a thrown {@link FakeFailure} becomes a failed outcome. */
  readonly handlers: Record<string, Handler>;
  emit(name: string, payload: unknown): void;
}

export class FakeFailure extends Error {
  constructor(readonly code: FailureCode) {
    super(code);
  }
}

/** A main process that answers from a table, as the preload script would pass it on. */
export function fakeMain(
  downloads: readonly DownloadSnapshot[] = [],
  handlers: Record<string, Handler> = {},
): FakeMain {
  const listeners = new Set<(name: string, payload: unknown) => void>();
  const asked: FakeMain['asked'] = [];
  let settings: Settings = settingsSchema.parse({ language: 'en' });
  const table: Record<string, Handler> = {
    'feed:snapshot': () => ({ sequence: 1, downloads }),
    'settings:get': () => settings,
    'settings:update': (patch: Partial<Settings>) => (settings = { ...settings, ...patch }),
    'app:info': () => ({ version: '0.1.0', platform: 'linux', directory: '/downloads', languages: ['en-GB'] }),
    'folders:free-space': () => 412e9,
    'queues:list': () => [{ id: 'default', name: '', maxActive: null, schedule: null, started: true, changedAt: 0 }],
    'host-rules:list': () => [],
    'sign-ins:list': () => ({ keyStore: true, signIns: [] }),
    'desktop:state': () => ({ whenDone: 'nothing', countdown: null, holding: null, online: true, tellsMetered: true }),
    'log:read': () => [],
    'licences:list': () => ({ parts: [], hasChromium: false }),
    'downloads:properties': () => ({
      finalUrl: null,
      etag: null,
      lastModified: null,
      referrer: null,
      headers: [],
      mirrors: [],
    }),
    'hooks:get': () => [],
    'remote:state': () => ({ state: 'off', port: 6800, problem: null, sealed: true }),
    'update:state': () => ({ ...NO_UPDATES }),
    'folders:recent': () => [],
    'folders:taken': () => [],
    'links:probe': () => null,
    ...handlers,
  };
  return {
    asked,
    handlers: table,
    emit(name, payload) {
      for (const listener of listeners) listener(name, payload);
    },
    api: {
      command(name, request) {
        asked.push({ name, request });
        return new Promise((resolve) => {
          try {
            resolve({ ok: true, value: table[name]?.(request as never) });
          } catch (thrown) {
            if (!(thrown instanceof FakeFailure)) throw thrown;
            resolve({ ok: false, failure: { code: thrown.code, detail: '' } });
          }
        });
      },
      onEvent(listener) {
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
        };
      },
    },
  };
}

/** Lets everything that is already resolved happen. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
