import { z } from 'zod';

/** Whether the RPC listens, and why not. */
export const remoteStateSchema = z.object({
  state: z.enum(['off', 'listening', 'failed']),
  /** The port it listens on, or was to. */
  port: z.number(),
  /** `in-use`: another program has the port. `not-allowed`: this user may not take it. `null`: it is not `failed`. */
  problem: z.enum(['in-use', 'not-allowed', 'other']).nullable(),
  /** Whether the secret lies in the system's key store; else it is in a file that only this user can read. */
  sealed: z.boolean(),
});
export type RemoteState = z.infer<typeof remoteStateSchema>;

const nothing = z.undefined();

export const REMOTE_COMMANDS = {
  'remote:state': { request: nothing, reply: remoteStateSchema },
  /** Made when there is none yet. */
  'remote:secret': { request: nothing, reply: z.string() },
  /** Answers another one. Who came in with the old one is let go. */
  'remote:renew-secret': { request: nothing, reply: z.string() },
} as const;

export const REMOTE_EVENTS = { 'remote:changed': remoteStateSchema } as const;
