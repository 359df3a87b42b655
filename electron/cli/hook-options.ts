import { HOOK_EVENTS, hookSchema, isWebhook, type Hook, type HookEvent } from '../../shared/hooks.ts';
import type { RawOptions } from './raw-options.ts';
import { UsageError } from './usage-error.ts';

const OPTIONS = { start: 'onStart', finish: 'onFinish', fail: 'onFail' } as const satisfies Record<
  HookEvent,
  keyof RawOptions
>;

/**
 * What `--on-start`, `--on-finish` and `--on-fail` ask for: an http or https address; a program; or a program with
 * arguments, as a JSON array, so that no shell need take them apart.
 * @throws {UsageError}
 */
export const hooksFrom = (raw: RawOptions): Hook[] =>
  HOOK_EVENTS.flatMap((event) => (raw[OPTIONS[event]] ?? []).map((text) => hookFrom(event, text)));

function hookFrom(event: HookEvent, text: string): Hook {
  const given = isWebhook(text) ? { webhook: text } : { command: text.startsWith('[') ? listOf(text) : [text] };
  const hook = hookSchema.safeParse({ on: [event], ...given });
  const isAddress = /^https?:/i.test(text) && !isWebhook(text);
  if (hook.success && text.trim() !== '' && !isAddress) return hook.data;
  throw new UsageError(
    `--on-${event} is a program, a JSON array of a program and its arguments, or an http or https address without user name.`,
  );
}

function listOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
