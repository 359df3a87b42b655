import type { Hook } from '../../../shared/hooks.ts';
import { createHooks, followDownloads } from '../../hooks/index.ts';
import type { Engine } from '../../engine/index.ts';
import type { HookStore } from '../../library/index.ts';

export interface AppHooksOptions {
  readonly engine: Engine;
  readonly store: HookStore;
  /**
   * Asks the user, in a dialog of the system's, whether this program may be started. The window asks for it, and a page that
   * was taken over must not get to run a program by itself.
   */
  readonly confirm: (command: readonly string[]) => Promise<boolean>;
  /** Told of hooks that went wrong. */
  readonly report: (text: string) => void;
}

export interface AppHooks {
  get(): readonly Hook[];
  /** @returns the hooks as they are now */
  set(hooks: readonly Hook[]): Promise<readonly Hook[]>;
  /** No event starts another one. Resolves when what runs has ended, or after a moment. */
  close(): Promise<void>;
}

/** What still runs when the program is told to quit may take so long, in ms. */
const PATIENCE_MS = 3_000;

/** Keeps the app's hooks, and runs them. They are no setting: settings can be changed without a question. */
export function keepHooks({ engine, store, confirm, report }: AppHooksOptions): AppHooks {
  const hooks = createHooks({ hooks: store.list, report, post: engine.post });
  const stop = followDownloads(engine, hooks);
  return {
    get: store.list,
    async set(wanted) {
      const known = new Set(store.list().map(({ command }) => JSON.stringify(command)));
      const fresh = wanted.flatMap(({ command }) => (command && !known.has(JSON.stringify(command)) ? [command] : []));
      // One after the other: many at once would push each other off the screen.
      for (const command of fresh) if (!(await confirm(command))) return store.list();
      store.set(wanted);
      return store.list();
    },
    async close() {
      stop();
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
      await Promise.race([hooks.idle(), patience]);
      clearTimeout(timer);
    },
  };
}
