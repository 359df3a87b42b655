import type { DownloadSnapshot } from '../../shared/download.ts';
import { hookName, type Hook, type HookEvent } from '../../shared/hooks.ts';
import type { Engine } from '../engine/index.ts';
import { factsOf, type HookFacts } from './facts.ts';
import { runCommand } from './run-command.ts';
import { runWebhook } from './run-webhook.ts';

export interface HookOptions {
  /** Asked at each event: a change counts from the next one on. */
  readonly hooks: () => readonly Hook[];
  /** Told of each that went wrong, in English; nothing else comes of it. */
  readonly report: (text: string) => void;
  /** Reaches web addresses. */
  readonly post: Engine['post'];
  /** How long one may take. Only tests bring others. */
  readonly commandTimeoutMs?: number | undefined;
  readonly webhookTimeoutMs?: number | undefined;
  /** What a program is given besides its own arguments. Default: nothing. */
  readonly moreArguments?: ((facts: HookFacts) => readonly string[]) | undefined;
}

export interface Hooks {
  /** Something became of a download. Returns at once. */
  note(event: HookEvent, download: DownloadSnapshot, path: string | null): void;
  /** Resolves when none runs. */
  idle(): Promise<void>;
}

/** A thousand small files that end at once must not start a thousand programs. */
const MAX_RUNNING = 4;
const COMMAND_TIMEOUT_MS = 5 * 60_000;
const WEBHOOK_TIMEOUT_MS = 10_000;

/** Runs hooks in the order of the events, a few at a time, and one never for two events of a download at once. */
export function createHooks(options: HookOptions): Hooks {
  const { hooks, report, post, moreArguments } = options;
  const { commandTimeoutMs = COMMAND_TIMEOUT_MS, webhookTimeoutMs = WEBHOOK_TIMEOUT_MS } = options;
  const waiting: { readonly hook: Hook; readonly facts: HookFacts; readonly turn: string }[] = [];
  const whenIdle = new Set<() => void>();
  let running = 0;
  /** A program that is told of the end must not overtake itself being told of the start. */
  const busy = new Set<string>();
  const turnOf = ({ command, webhook }: Hook, { id }: HookFacts): string =>
    `${id} ${JSON.stringify(command ?? webhook)}`;

  async function run(hook: Hook, facts: HookFacts): Promise<void> {
    const { command, webhook } = hook;
    const problem =
      webhook !== undefined
        ? await runWebhook(post, webhook, facts, webhookTimeoutMs)
        : await runCommand([...(command ?? []), ...(moreArguments?.(facts) ?? [])], facts, commandTimeoutMs);
    if (problem !== null) report(`hook on ${facts.event}: ${hookName(hook)}: ${problem}`);
  }

  function next(): void {
    while (running < MAX_RUNNING) {
      const index = waiting.findIndex(({ turn }) => !busy.has(turn));
      const [job] = index < 0 ? [] : waiting.splice(index, 1);
      if (!job) break;
      const { hook, facts, turn } = job;
      busy.add(turn);
      running += 1;
      run(hook, facts)
        .catch((error: unknown) => {
          report(`hook on ${facts.event}: ${hookName(hook)}: ${String(error)}`);
        })
        .finally(() => {
          running -= 1;
          busy.delete(turn);
          next();
        });
    }
    if (running > 0) return;
    for (const tell of whenIdle) tell();
    whenIdle.clear();
  }

  return {
    note(event, download, path) {
      const wanted = hooks().filter(({ on }) => on.includes(event));
      if (wanted.length === 0) return;
      const facts = factsOf(event, download, path);
      for (const hook of wanted) waiting.push({ hook, facts, turn: turnOf(hook, facts) });
      next();
    },
    idle: () =>
      new Promise((resolve) => {
        if (running === 0) resolve();
        else whenIdle.add(resolve);
      }),
  };
}

/** Notes what becomes of every download on an engine's list. @returns what ends it */
export function followDownloads(engine: Engine, hooks: Hooks): () => void {
  return engine.subscribe((event) => {
    if (event.type !== 'changed' || event.from === event.to) return;
    const what =
      event.to === 'finished'
        ? 'finish'
        : event.to === 'failed'
          ? 'fail'
          : event.from === 'probing' && event.to === 'downloading'
            ? 'start'
            : null;
    const download = what === null ? undefined : engine.get(event.id);
    if (what !== null && download) hooks.note(what, download, engine.path(event.id));
  });
}
