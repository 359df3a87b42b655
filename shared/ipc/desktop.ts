import { z } from 'zod';
import { whenDoneSchema } from '../settings/desktop.ts';

/** What the desktop side of the program is up to, for the window to show. */
export const desktopStateSchema = z.object({
  /** What comes when the last download has ended: the choice for this once, else the setting. */
  whenDone: whenDoneSchema,
  /** Runs now; can be called off until `endsAt`, ms since 1970. */
  countdown: z.object({ action: whenDoneSchema, endsAt: z.number() }).nullable(),
  /** Downloads wait because of this. */
  holding: z.enum(['battery', 'metered']).nullable(),
  /** As far as was seen while something wanted the network. */
  online: z.boolean(),
  /** Whether this system tells that a network is metered. */
  tellsMetered: z.boolean(),
});
export type DesktopState = z.infer<typeof desktopStateSchema>;

export const logEntrySchema = z.object({
  /** ms since 1970. */
  at: z.number(),
  text: z.string(),
});
export type LogEntry = z.infer<typeof logEntrySchema>;

/** What menus ask the window for. */
export const PAGE_COMMANDS = ['settings', 'find', 'help', 'log', 'details', 'updates', 'licences'] as const;
export type PageCommand = (typeof PAGE_COMMANDS)[number];

const nothing = z.undefined();

export const DESKTOP_COMMANDS = {
  'desktop:state': { request: nothing, reply: desktopStateSchema },
  /** For this once; the setting says what comes each time. */
  'desktop:when-done': { request: z.object({ action: whenDoneSchema }).strict(), reply: nothing },
  'desktop:call-off': { request: nothing, reply: nothing },
  /** What waits for mains or another network goes on, for as long as this lasts. */
  'desktop:go-on': { request: nothing, reply: nothing },
  /** The last few hundred entries, oldest first, without secrets. */
  'log:read': { request: nothing, reply: z.array(logEntrySchema) },
} as const;

export const DESKTOP_EVENTS = {
  'desktop:changed': desktopStateSchema,
  'page:run': z.object({ command: z.enum(PAGE_COMMANDS) }),
  /** Another program has copied links that may be wanted. */
  'clipboard:links': z.object({ links: z.array(z.string()).min(1) }),
  /** Shows a download in the list, whatever is being looked at. */
  'download:reveal': z.object({ id: z.string() }),
} as const;
