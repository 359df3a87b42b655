import { z } from 'zod';

/**
 * Why an update failed. `unreachable`: no answer, or none that is of use. `unreadable`: the answer describes no version.
 * `damaged`: what came is not what was announced, or not signed by who signed this.
 */
export const updateProblemSchema = z.enum(['unreachable', 'unreadable', 'damaged', 'other']);
export type UpdateProblem = z.infer<typeof updateProblemSchema>;

export const updateStateSchema = z.object({
  /** Host that is asked for newer versions; `null`: this copy knows none, and updates come with the package. */
  host: z.string().nullable(),
  /** Whether this copy can put a newer one in its place; else it only tells that there is one. */
  installs: z.boolean(),
  phase: z.enum(['idle', 'checking', 'current', 'available', 'downloading', 'ready', 'failed']),
  /** The newer version; empty until it is known. */
  version: z.string(),
  receivedBytes: z.number(),
  /** 0 until it is known. */
  sizeBytes: z.number(),
  /** `null`: the phase is not `failed`. */
  problem: updateProblemSchema.nullable(),
});
export type UpdateState = z.infer<typeof updateStateSchema>;

const nothing = z.undefined();

export const UPDATE_COMMANDS = {
  'update:state': { request: nothing, reply: updateStateSchema },
  /** Asks for a newer version now. How it ends is told by the state. */
  'update:check': { request: nothing, reply: nothing },
  /** Of the version that is `available`. */
  'update:download': { request: nothing, reply: nothing },
  /**
   * Ends the program and starts the version that is `ready`. Answers `false`, and does nothing, while downloads are
   * active and `evenIfActive` is not set.
   */
  'update:restart': { request: z.object({ evenIfActive: z.boolean() }).strict(), reply: z.boolean() },
} as const;

export const UPDATE_EVENTS = { 'update:changed': updateStateSchema } as const;
