import { isShowable, isWebhook, type Hook, type HookEvent } from '../../../shared/hooks.ts';

/** A hook while it is edited. */
export interface HookDraft {
  readonly on: readonly HookEvent[];
  readonly kind: 'program' | 'web';
  readonly program: string;
  /** One argument on each line. */
  readonly arguments: string;
  readonly url: string;
}

export const EMPTY_HOOK: HookDraft = { on: ['finish'], kind: 'program', program: '', arguments: '', url: '' };

export const hookDraftOf = ({ on, command = [], webhook }: Hook): HookDraft => ({
  on,
  kind: webhook === undefined ? 'program' : 'web',
  program: command[0] ?? '',
  arguments: command.slice(1).join('\n'),
  url: webhook ?? '',
});

/** What is wrong with it first; `null`: it can be kept. */
export function hookProblem(draft: HookDraft): 'on' | 'program' | 'arguments' | 'url' | null {
  if (draft.on.length === 0) return 'on';
  if (draft.kind === 'web') return isWebhook(draft.url.trim()) ? null : 'url';
  if (draft.program.trim() === '') return 'program';
  return isShowable(commandOf(draft)) ? null : 'arguments';
}

/** Of a draft without a problem. */
export function hookFrom(draft: HookDraft): Hook {
  const on = [...draft.on];
  if (draft.kind === 'web') return { on, webhook: draft.url.trim() };
  return { on, command: commandOf(draft) };
}

const commandOf = (draft: HookDraft): string[] => [
  draft.program.trim(),
  ...draft.arguments.split('\n').filter((line) => line !== ''),
];
