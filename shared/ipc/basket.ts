import { z } from 'zod';
import { linksFoundSchema } from './add.ts';

/** What all downloads together do, for the drop basket. */
export const basketStateSchema = z.object({
  /** Running or waiting for a place. */
  active: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
  bytesPerSecond: z.number().nonnegative(),
  /** 0 to 1 over all that run; `null`: not known, or nothing runs. */
  fraction: z.number().min(0).max(1).nullable(),
});
export type BasketState = z.infer<typeof basketStateSchema>;

const nothing = z.undefined();

export const BASKET_COMMANDS = {
  'basket:state': { request: nothing, reply: basketStateSchema },
  /** Brings the window up. */
  'basket:open': { request: nothing, reply: nothing },
  /** Hands what was dropped to the window's add sheet: a text, and what files of links held. */
  'basket:drop': {
    request: z.object({ text: z.string().max(2 ** 20), found: linksFoundSchema.optional() }).strict(),
    reply: nothing,
  },
  /** Puts the basket away; the setting that shows it goes off. */
  'basket:put-away': { request: nothing, reply: nothing },
} as const;

/** Told to the basket alone. */
export const BASKET_EVENTS = { 'basket:changed': basketStateSchema } as const;

/** All that the basket's page may ask for; everything else is the window's. */
export const BASKET_MAY: readonly string[] = [
  ...Object.keys(BASKET_COMMANDS),
  'links:read-files',
  'settings:get',
  'app:info',
];
