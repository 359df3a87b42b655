import { z } from 'zod';
import { placeSchema, prioritySchema, queuePatchSchema, queueSchema } from '../queue.ts';
import { timelineEntrySchema } from '../timeline.ts';
import { settingsPatchSchema, settingsSchema } from '../settings.ts';
import {
  MAX_LINK_FILES,
  addRequestSchema,
  addResultSchema,
  limitSchema,
  linkFileSchema,
  linksFoundSchema,
  probeReplySchema,
  probeRequestSchema,
} from './add.ts';
import { BASKET_COMMANDS, BASKET_EVENTS } from './basket.ts';
import { DATA_COMMANDS } from './data.ts';
import { DESKTOP_COMMANDS, DESKTOP_EVENTS } from './desktop.ts';
import { failureSchema } from './failure.ts';
import { IDENTITY_COMMANDS, IDENTITY_EVENTS } from './identity.ts';
import { HOOK_COMMANDS } from './hooks.ts';
import { LICENCE_COMMANDS } from './licences.ts';
import { REMOTE_COMMANDS, REMOTE_EVENTS } from './remote.ts';
import { UPDATE_COMMANDS, UPDATE_EVENTS } from './update.ts';
import { feedDeltaSchema, feedSnapshotSchema } from './feed.ts';
import { downloadPropertiesSchema } from './properties.ts';

/**
 * Every message between window and main process, once: its name, what it carries, what it answers. The bridge, the
 * main process's dispatcher and the tests are all typed from this table.
 */
const ids = z.object({ ids: z.array(z.string().min(1)).max(100_000) }).strict();
const id = z.object({ id: z.string().min(1) }).strict();
const nothing = z.undefined();
const queuesSchema = z.array(queueSchema);

export const appInfoSchema = z.object({
  version: z.string(),
  platform: z.enum(['linux', 'darwin', 'win32', 'other']),
  /** Absolute path of the folder downloads go to when none is chosen. */
  directory: z.string(),
  /** Languages the system prefers, most wanted first (BCP 47). */
  languages: z.array(z.string()),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

/** Asked by the window, answered by the main process. */
export const COMMANDS = {
  'downloads:add': { request: addRequestSchema, reply: addResultSchema },
  'downloads:pause': { request: ids, reply: nothing },
  /** Also starts a failed download again; bytes on disk are kept. */
  'downloads:resume': { request: ids, reply: nothing },
  /**
   * Stops and takes off the list; `keepPart` leaves the part file and its checkpoint on disk. Answers which had finished
   * before they could be stopped: without `keepPart` these are still on the list, with their files.
   */
  'downloads:cancel': { request: ids.extend({ keepPart: z.boolean() }), reply: z.array(z.string()) },
  /** Takes ended downloads off the list; `deleteFile` moves the file to the system's trash. */
  'downloads:remove': { request: ids.extend({ deleteFile: z.boolean() }), reply: nothing },
  /** Undoes `remove` and `cancel` where the files were kept. Answers which are back: what is long gone is passed over. */
  'downloads:put-back': { request: ids, reply: z.array(z.string()) },
  'downloads:pause-all': { request: nothing, reply: nothing },
  'downloads:resume-all': { request: nothing, reply: nothing },
  /** Another link for an unfinished download; goes on with it. What is on disk is kept whatever the link leads to. */
  'downloads:set-url': { request: id.extend({ url: z.string().max(64 * 1024) }), reply: nothing },
  /** Another name for its file on disk. Answers the name it has now, which may be a safer one. */
  'downloads:rename': { request: id.extend({ name: z.string().max(1024) }), reply: z.string() },
  /** What happened to a download, oldest first. Asked for, not in the feed: few look at it. */
  'downloads:timeline': { request: id, reply: z.array(timelineEntrySchema) },
  'downloads:properties': { request: id, reply: downloadPropertiesSchema },
  /** Together to one place in the list; among themselves they keep their order. */
  'downloads:move': { request: ids.extend({ place: placeSchema }), reply: nothing },
  'downloads:set-priority': { request: ids.extend({ priority: prioritySchema }), reply: nothing },
  'downloads:set-queue': { request: ids.extend({ queueId: z.string().min(1) }), reply: nothing },
  /** `null`: what the rules say. No file is moved. */
  'downloads:set-category': {
    request: ids.extend({ categoryId: z.string().min(1).max(100).nullable() }),
    reply: nothing,
  },
  /** Each download's own limit, which holds at once; `null`: none. */
  'downloads:set-limit': { request: ids.extend({ bytesPerSecond: limitSchema.nullable() }), reply: nothing },
  'downloads:open-file': { request: id, reply: nothing },
  'downloads:show-in-folder': { request: id, reply: nothing },
  /** Begins to drag the finished ones' files out of the window. Never a path: only what is on the list can be dragged. */
  'downloads:drag-out': { request: ids, reply: nothing },
  /** The default queue first. */
  'queues:list': { request: nothing, reply: queuesSchema },
  /** Answers the id of the new queue. */
  'queues:create': { request: queuePatchSchema.required({ name: true }), reply: z.string() },
  'queues:update': { request: id.extend({ patch: queuePatchSchema }), reply: nothing },
  /** Its downloads go to the default queue, which cannot be removed. */
  'queues:remove': { request: id, reply: nothing },
  'queues:start': { request: id, reply: nothing },
  /** Its downloads wait, with what they have. */
  'queues:stop': { request: id, reply: nothing },
  /** Opens the system's folder dialog; `null` when dismissed. */
  'folders:choose': { request: z.object({ current: z.string() }).strict(), reply: z.string().nullable() },
  /** Folders that downloads were added to, the last one first. */
  'folders:recent': { request: nothing, reply: z.array(z.string()) },
  /** Free bytes on the volume of a folder, `null` when the folder cannot be read. */
  'folders:free-space': { request: z.object({ directory: z.string() }).strict(), reply: z.number().nullable() },
  /** Which of these names are taken in a folder, by a file or a part file. */
  'folders:taken': {
    request: z
      .object({ directory: z.string().max(4096), fileNames: z.array(z.string().max(1024)).max(10_000) })
      .strict(),
    reply: z.array(z.string()),
  },
  /** Looks at a link and takes no byte of its file; `null`: called off. */
  'links:probe': { request: probeRequestSchema, reply: probeReplySchema.nullable() },
  'links:call-off': {
    request: z.object({ tickets: z.array(z.string().max(100)).max(10_000) }).strict(),
    reply: nothing,
  },
  /** Reads files of links: text, shortcuts of every system, Metalinks. */
  'links:read-files': {
    request: z.object({ files: z.array(linkFileSchema).max(MAX_LINK_FILES) }).strict(),
    reply: linksFoundSchema,
  },
  'feed:snapshot': { request: nothing, reply: feedSnapshotSchema },
  'settings:get': { request: nothing, reply: settingsSchema },
  'settings:update': { request: settingsPatchSchema, reply: settingsSchema },
  'app:info': { request: nothing, reply: appInfoSchema },
  ...DESKTOP_COMMANDS,
  ...IDENTITY_COMMANDS,
  ...BASKET_COMMANDS,
  ...DATA_COMMANDS,
  ...REMOTE_COMMANDS,
  ...HOOK_COMMANDS,
  ...LICENCE_COMMANDS,
  ...UPDATE_COMMANDS,
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType }>;

/** Told by the main process, unasked. */
export const EVENTS = {
  'feed:delta': feedDeltaSchema,
  'settings:changed': settingsSchema,
  /** All of them, as in `queues:list`. */
  'queues:changed': queuesSchema,
  /** Asks the window to open its add sheet, with text to start from (menu, tray, second start). */
  'add:open': z.object({ text: z.string(), found: linksFoundSchema.optional() }),
  ...DESKTOP_EVENTS,
  ...IDENTITY_EVENTS,
  ...BASKET_EVENTS,
  ...REMOTE_EVENTS,
  ...UPDATE_EVENTS,
} as const satisfies Record<string, z.ZodType>;

export type CommandName = keyof typeof COMMANDS;
export type CommandRequest<Name extends CommandName> = z.input<(typeof COMMANDS)[Name]['request']>;
export type CommandReply<Name extends CommandName> = z.output<(typeof COMMANDS)[Name]['reply']>;
export type EventName = keyof typeof EVENTS;
export type EventPayload<Name extends EventName> = z.output<(typeof EVENTS)[Name]>;

/** What a command answers over the wire: a value, or a failure with its stable code. Never a thrown error. */
export type CommandOutcome = { ok: true; value: unknown } | { ok: false; failure: z.infer<typeof failureSchema> };
export const commandOutcomeSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);
