import type { DownloadSnapshot } from '../../shared/download.ts';
import { isActive } from '../../shared/status.ts';
import type { Engine, EngineEvent } from '../engine/index.ts';
import { RpcError } from './error.ts';
import { findId, gidOf } from './gids.ts';
import { stateOf, type AriaState } from './status.ts';

/** As aria2 keeps at most so many results. */
const MAX_REMOVED = 1_000;

const METHODS: Partial<Record<AriaState, string>> = {
  active: 'aria2.onDownloadStart',
  paused: 'aria2.onDownloadPause',
  complete: 'aria2.onDownloadComplete',
  error: 'aria2.onDownloadError',
  removed: 'aria2.onDownloadStop',
};
export const NOTIFICATIONS = [...Object.values(METHODS), 'aria2.onBtDownloadComplete'];

export interface Entry {
  readonly download: DownloadSnapshot;
  readonly state: AriaState;
}

/** The engine's list as aria2 has it: what was removed stays among the stopped ones until its result is removed too. */
export class Book {
  readonly #removed = new Map<string, DownloadSnapshot>();
  /** The last that was seen of what has not ended. */
  readonly #known = new Map<string, DownloadSnapshot>();
  readonly #engine: Engine;
  readonly #tell: (method: string, gid: string) => void;
  readonly #unsubscribe: () => void;

  constructor(engine: Engine, tell: (method: string, gid: string) => void) {
    this.#engine = engine;
    this.#tell = tell;
    for (const download of engine.list()) this.#see(download);
    this.#unsubscribe = engine.subscribe((event) => {
      this.#note(event);
    });
  }

  close(): void {
    this.#unsubscribe();
  }

  /** @throws {RpcError} */
  find(gid: string): Entry {
    const ids = [...this.#engine.list().map(({ id }) => id), ...this.#removed.keys()];
    const id = findId(gid, ids);
    const download = this.#engine.get(id);
    if (download) return { download, state: stateOf(download) };
    const removed = this.#removed.get(id);
    if (!removed) throw new RpcError(`GID ${gid} is not found`);
    return { download: removed, state: 'removed' };
  }

  active(): Entry[] {
    return this.#entries().filter(({ state }) => state === 'active');
  }

  /** In the order in which they would start. */
  waiting(): Entry[] {
    return this.#entries().filter(({ state }) => state === 'waiting' || state === 'paused');
  }

  /** The one that ended first comes first. */
  stopped(): Entry[] {
    const ended = this.#entries().filter(({ state }) => state === 'complete' || state === 'error');
    const at = ({ download }: Entry): number => download.finishedAt ?? download.createdAt;
    const removed = [...this.#removed.values()].map((download): Entry => ({ download, state: 'removed' }));
    return [...ended.sort((a, b) => at(a) - at(b)), ...removed];
  }

  counts(): { active: number; waiting: number; stopped: number; bytesPerSecond: number } {
    const list = this.#engine.list();
    const active = list.filter((download) => stateOf(download) === 'active');
    const waiting = list.filter(({ status }) => status === 'queued' || status === 'paused').length;
    return {
      active: active.length,
      waiting,
      stopped: list.length - active.length - waiting + this.#removed.size,
      bytesPerSecond: active.reduce((sum, { bytesPerSecond }) => sum + bytesPerSecond, 0),
    };
  }

  /** What is about to be removed, as it stands. */
  remember(download: DownloadSnapshot): void {
    this.#known.set(download.id, { ...download, bytesPerSecond: 0, activeConnections: 0 });
  }

  /** @returns whether there was one */
  forget(id: string): boolean {
    return this.#removed.delete(id);
  }

  forgetAll(): void {
    this.#removed.clear();
  }

  #entries(): Entry[] {
    return this.#engine.list().map((download) => ({ download, state: stateOf(download) }));
  }

  #see(download: DownloadSnapshot): void {
    const keeps = isActive(download.status) || download.status === 'paused';
    if (keeps) this.#known.set(download.id, { ...download, segments: [], bytesPerSecond: 0, activeConnections: 0 });
    else this.#known.delete(download.id);
  }

  #note(event: EngineEvent): void {
    const { id } = event;
    if (event.type === 'removed') {
      const last = this.#known.get(id);
      this.#known.delete(id);
      if (!last) return;
      this.#removed.set(id, last);
      const [oldest] = this.#removed.keys();
      if (this.#removed.size > MAX_REMOVED && oldest !== undefined) this.#removed.delete(oldest);
      this.#tell('aria2.onDownloadStop', gidOf(id));
      return;
    }
    if (event.type !== 'added' && event.type !== 'changed') return;
    const download = this.#engine.get(id);
    if (!download) return;
    this.#see(download);
    // A download that begins again of itself was told already.
    if (event.type !== 'changed' || (event.to === 'probing' && event.from !== 'queued')) return;
    if (event.to === 'downloading' || event.to === 'verifying') return;
    const method = METHODS[stateOf({ ...download, status: event.to })];
    if (method !== undefined) this.#tell(method, gidOf(id));
  }
}

/**
 * A part of a list. A negative offset counts from the end, -1 being the last, and gives them backwards.
 * @param count at most so many
 */
export function page<Item>(items: readonly Item[], offset: number, count: number): Item[] {
  if (offset >= 0) return items.slice(offset, offset + count);
  const end = items.length + offset + 1;
  return end <= 0 ? [] : items.slice(Math.max(0, end - count), end).reverse();
}
