import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import type { Status } from '../../../shared/status.ts';
import { createEngine } from '../queue/engine.ts';
import type { TaskPorts } from '../task/ports.ts';
import type { DownloadRecord, DownloadRequest, Engine, EngineEvent } from '../types.ts';
import { firstWrongByte } from './seeded.ts';

const PATIENCE_MS = 15_000;
/** Back-off without the waiting; the table itself is tested with its real figures. */
const FAST_RETRY = { maxRetries: 4, baseMs: 2, capMs: 10, retryAfterCapMs: 5_000 };

/** A real engine in a folder of its own, and the means to wait for what it does. */
export interface Harness {
  readonly engine: Engine;
  readonly directory: string;
  readonly events: readonly EngineEvent[];
  /** Codes of the notices told so far. */
  readonly notices: () => readonly string[];
  /** Adds with the harness's folder. */
  add(url: string, request?: Partial<DownloadRequest>): string;
  /** Resolves with the first snapshot that fits, looking at every event. */
  when(id: string, fits: (snapshot: DownloadSnapshot) => boolean, what?: string): Promise<DownloadSnapshot>;
  /** Resolves when the download has come to one of the states (default: an end). */
  settled(id: string, ...states: Status[]): Promise<DownloadSnapshot>;
  /** Names in the folder, sorted. */
  files(): Promise<string[]>;
  /** Compares a file with its seed; `null` when every byte is right. */
  wrongByte(name: string, seed: number): Promise<number | null>;
  /** Shuts this engine down and begins another in the same folder, as a new start of the program would. */
  restart(): Promise<Harness>;
  close(): Promise<void>;
}

export async function startHarness(
  ports: Partial<TaskPorts> = {},
  given?: { readonly directory: string; readonly records: readonly DownloadRecord[] },
): Promise<Harness> {
  const directory = given?.directory ?? (await mkdtemp(join(tmpdir(), 'sluice-test-')));
  const engine = createEngine({ maxActiveDownloads: 10 }, { retry: FAST_RETRY, ...ports });
  const events: EngineEvent[] = [];
  const watchers = new Set<() => void>();
  engine.subscribe((event) => {
    events.push(event);
    for (const watch of [...watchers]) watch();
  });
  if (given) engine.restore(given.records);

  const harness: Harness = {
    engine,
    directory,
    events,
    notices: () => events.flatMap((event) => (event.type === 'notice' ? [event.code] : [])),
    add: (url, request = {}) => engine.add({ url, directory, ...request }),
    when(id, fits, what = 'the download to get there') {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(watch);
          reject(new Error(`Waited in vain for ${what}; last seen: ${JSON.stringify(engine.get(id))}`));
        }, PATIENCE_MS);
        const watch = (): void => {
          const snapshot = engine.get(id);
          if (!snapshot || !fits(snapshot)) return;
          clearTimeout(timer);
          watchers.delete(watch);
          resolve(snapshot);
        };
        watchers.add(watch);
        watch();
      });
    },
    settled: (id, ...states) => {
      const wanted: readonly Status[] = states.length > 0 ? states : ['finished', 'failed'];
      const over = (): boolean => {
        const last = events.findLastIndex((event) => event.type === 'changed' && event.id === id);
        // The run tells once more after it has closed and tidied up everything.
        return events.slice(last + 1).some((event) => event.type === 'progress' && event.id === id);
      };
      return harness.when(id, (snapshot) => wanted.includes(snapshot.status) && over(), wanted.join(' or '));
    },
    files: async () => (await readdir(directory)).sort(),
    wrongByte: async (name, seed) => firstWrongByte(seed, 0, await readFile(join(directory, name))),
    async restart() {
      await engine.shutdown();
      const records = engine.list().flatMap((snapshot) => engine.record(snapshot.id) ?? []);
      return startHarness(ports, { directory, records });
    },
    async close() {
      await engine.shutdown();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return harness;
}
