import { createStore, type StoreApi } from 'zustand/vanilla';
import { asSluiceError, type Failure } from '../../shared/failures.ts';
import type { ProbeReply, ProbeRequest } from '../../shared/ipc/add.ts';
import type { Bridge } from '../bridge.ts';

export type Preview =
  | { readonly state: 'asking' }
  | { readonly state: 'known'; readonly reply: ProbeReply }
  | { readonly state: 'failed'; readonly failure: Failure };

/** By link. */
export type PreviewStore = StoreApi<ReadonlyMap<string, Preview>>;

/** How servers are asked; another way may get another answer. */
export type Asking = Pick<ProbeRequest, 'headers' | 'credentials' | 'proxy'>;

export interface Previews {
  readonly store: PreviewStore;
  /** These links and no others are to be looked at, once typing rests. What was answered is kept. */
  want(links: readonly string[], asking: Asking): void;
  /** Nothing is looked at any more. */
  stop(): void;
}

/** How long typing must rest before servers are asked, ms. */
const REST = 400;

let nextTicket = 1;

/** Looks at links before they are added; see `links:probe`. The main process decides how many at a time. */
export function createPreviews(bridge: Bridge): Previews {
  const store: PreviewStore = createStore<ReadonlyMap<string, Preview>>(() => new Map());
  /** Of those that have no answer yet. */
  const tickets = new Map<string, string>();
  let askedHow = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  function put(link: string, preview: Preview): void {
    store.setState(new Map(store.getState()).set(link, preview), true);
  }
  function callOff(links: readonly string[]): void {
    const off = links.flatMap((link) => tickets.get(link) ?? []);
    for (const link of links) tickets.delete(link);
    // Nobody is told when it fails: the looks end by themselves.
    if (off.length > 0) void bridge.command('links:call-off', { tickets: off }).catch(() => undefined);
  }
  async function look(link: string, asking: Asking): Promise<void> {
    const ticket = `look-${String(nextTicket++)}`;
    tickets.set(link, ticket);
    put(link, { state: 'asking' });
    const isWanted = (): boolean => tickets.get(link) === ticket;
    try {
      const reply = await bridge.command('links:probe', { ticket, url: link, ...asking });
      if (isWanted() && reply) put(link, { state: 'known', reply });
    } catch (thrown) {
      if (isWanted()) put(link, { state: 'failed', failure: asSluiceError(thrown).toFailure() });
    }
    if (isWanted()) tickets.delete(link);
  }
  function forget(keep: (link: string) => boolean): void {
    callOff([...tickets.keys()].filter((link) => !keep(link)));
    const known = store.getState();
    const kept = [...known].filter(([link]) => keep(link));
    if (kept.length < known.size) store.setState(new Map(kept), true);
  }

  return {
    store,
    want(links, asking) {
      clearTimeout(timer);
      const how = JSON.stringify(asking);
      const wanted = new Set(links);
      forget((link) => how === askedHow && wanted.has(link));
      askedHow = how;
      timer = setTimeout(() => {
        for (const link of wanted) if (!store.getState().has(link)) void look(link, asking);
      }, REST);
    },
    stop() {
      clearTimeout(timer);
      forget(() => false);
    },
  };
}
