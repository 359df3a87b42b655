import { z } from 'zod';
import { hooksSchema } from '../hooks.ts';

export const HOOK_COMMANDS = {
  'hooks:get': { request: z.undefined(), reply: hooksSchema },
  /**
   * Answers the hooks as they are now: the old ones when the user, asked about a program that is not among them, said no.
   */
  'hooks:set': { request: z.object({ hooks: hooksSchema }).strict(), reply: hooksSchema },
} as const;
