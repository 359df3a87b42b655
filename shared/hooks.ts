import { z } from 'zod';

/** When a hook runs: a download's server has answered and bytes begin to come; it is whole; it has failed. */
export const HOOK_EVENTS = ['start', 'finish', 'fail'] as const;
export type HookEvent = (typeof HOOK_EVENTS)[number];

/** A program and its arguments as they are: no shell reads them. */
const commandSchema = z
  .array(
    z
      .string()
      .max(4096)
      .refine((text) => !text.includes('\0')),
  )
  .min(1)
  .max(50);

/** Names and passwords have a place of their own, the sign-ins: not here. */
const webhookSchema = z.string().max(4096).refine(isWebhook);

/** What is to happen when something becomes of any download. */
export const hookSchema = z
  .object({
    on: z.array(z.enum(HOOK_EVENTS)).min(1),
    /** Exactly one of the two. */
    command: commandSchema.optional(),
    webhook: webhookSchema.optional(),
  })
  .strict()
  .refine(({ command, webhook }) => (command === undefined) !== (webhook === undefined));
export type Hook = z.infer<typeof hookSchema>;

export const MAX_HOOKS = 20;
/** Would let a text look like another, or like more of what it is shown in, where the user is asked about it. */
const DISGUISE = /(?!\t)[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** More could push the question itself off the screen. */
const MAX_SHOWN_LINES = 12;
const MAX_SHOWN_LETTERS = 600;

/** Whether the user can see all of a program and its arguments when asked about them. */
export const isShowable = (command: readonly string[]): boolean =>
  command.length <= MAX_SHOWN_LINES &&
  command.join('').length <= MAX_SHOWN_LETTERS &&
  !command.some((text) => DISGUISE.test(text));

/** Those that the app keeps, and asks about before they can run. */
export const hooksSchema = z
  .array(hookSchema.refine(({ command }) => command === undefined || isShowable(command)))
  .max(MAX_HOOKS);

/** Whether it is an http or https address without user name and password. */
export function isWebhook(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

/** Whether nothing in such an address can be a secret: services tell their users apart by path and query. */
export const isPlainWebhook = (text: string): boolean => /^https?:\/\/[^/?#]*\/?$/i.test(text);

/** What a hook is called in reports: the program, or the address without what may be secret in it. */
export const hookName = ({ command, webhook }: Hook): string =>
  webhook === undefined ? (command?.[0] ?? '') : new URL(webhook).origin;
