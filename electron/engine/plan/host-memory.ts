/** What hosts were seen to allow, kept from download to download. */
export interface HostMemory {
  /** Connections to `host` (as in a URL, with its port) that are worth beginning with; `null` when nothing is known. */
  ceiling(host: string): number | null;
  /** `host` refused more than `ceiling` connections, or was seen to carry that many after all. */
  learn(host: string, ceiling: number): void;
}

export interface LearntCeiling {
  readonly connections: number;
  /** ms since 1970. */
  readonly learntAt: number;
}

/** What was learnt is doubted more with time: the ceiling doubles each hour and is forgotten after six. ms. */
const DOUBT_MS = 3_600_000;
const FORGOTTEN_AFTER = 6;
/** What was learnt longer ago than this is worth nothing, in ms. */
export const CEILING_LIFE_MS = FORGOTTEN_AFTER * DOUBT_MS;

/** The ceiling as believed at `now`, ms since 1970; `null` once it is forgotten. A clock set back ages nothing. */
export function believedCeiling({ connections, learntAt }: LearntCeiling, now: number): number | null {
  const doublings = Math.floor(Math.max(0, now - learntAt) / DOUBT_MS);
  return doublings >= FORGOTTEN_AFTER ? null : connections * 2 ** doublings;
}

/** Keeps ceilings beyond the process. Must not throw. */
export interface CeilingKeeper {
  /** By host. */
  readonly known: ReadonlyMap<string, LearntCeiling>;
  keep(host: string, learnt: LearntCeiling): void;
}

/**
 * @param wallNow ms since 1970
 * @param keeper absent: what is learnt lives as long as the process
 */
export function hostMemory(wallNow: () => number, keeper?: CeilingKeeper): HostMemory {
  const learnt = new Map(keeper?.known);
  return {
    ceiling(host) {
      const known = learnt.get(host);
      const believed = known ? believedCeiling(known, wallNow()) : null;
      if (known && believed === null) learnt.delete(host);
      return believed;
    },
    learn(host, connections) {
      const ceiling = { connections, learntAt: wallNow() };
      learnt.set(host, ceiling);
      keeper?.keep(host, ceiling);
    },
  };
}
