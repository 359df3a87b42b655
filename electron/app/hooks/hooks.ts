import { hooksSchema, type Hook } from '../../../shared/hooks.ts';
import { createHooks, followDownloads } from '../../hooks/index.ts';
import type { Engine } from '../../engine/index.ts';
import type { KeyValues } from '../../library/index.ts';

export interface AppHooksOptions {
  readonly engine: Engine;
  readonly memory: KeyValues;
  /**
   * Asks the user, in a dialog of the system's, whether these programs may be started. The window asks for them, and a
   * page that was taken over must not get to run a program by itself.
   */
  readonly confirm: (commands: readonly (readonly string[])[]) => Promise<boolean>;
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

const KEY = 'hooks';
/** What still runs when the program is told to quit may take so long, in ms. */
const PATIENCE_MS = 3_000;

/** Keeps the app's hooks, and runs them. They are no setting: settings can be changed without a question. */
export function keepHooks({ engine, memory, confirm, report }: AppHooksOptions): AppHooks {
  const stored = hooksSchema.safeParse(memory.all()[KEY]);
  let current: readonly Hook[] = stored.success ? stored.data : [];
  const hooks = createHooks({ hooks: () => current, report });
  const stop = followDownloads(engine, hooks);
  return {
    get: () => current,
    async set(wanted) {
      const known = new Set(current.map(({ command }) => JSON.stringify(command)));
      const fresh = wanted.flatMap(({ command }) => (command && !known.has(JSON.stringify(command)) ? [command] : []));
      if (fresh.length === 0 || (await confirm(fresh))) {
        current = wanted;
        memory.set({ [KEY]: current });
      }
      return current;
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
