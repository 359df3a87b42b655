import { z } from 'zod';
import { hostRuleSchema } from '../host-rules.ts';

const nothing = z.undefined();
const user = z.string().max(1024);
const password = z.string().max(4096);
/** An origin, or a proxy's address (`proxyPlace`). */
const place = z.string().min(1).max(2048);

/** Secret values are `KEPT_SECRET`. */
const rulesSchema = z.array(hostRuleSchema);

export const signInsSchema = z.object({
  /** Whether the system has a key store: without one, sign-ins are kept until the program ends. */
  keyStore: z.boolean(),
  signIns: z.array(z.object({ place: z.string(), user: z.string(), kept: z.boolean() })),
});
export type SignIns = z.infer<typeof signInsSchema>;

/** Who asks for a sign-in, and what is known of it. */
export const askingSchema = z.object({
  whom: z.enum(['server', 'proxy']),
  place,
  /** Empty: none. */
  user: z.string(),
  keyStore: z.boolean(),
});
export type Asking = z.infer<typeof askingSchema>;

/** Who a download is to its server: rules for hosts, and sign-ins. No reply holds a password or a secret header. */
export const IDENTITY_COMMANDS = {
  'host-rules:list': { request: nothing, reply: rulesSchema },
  /** Adds it, or puts it in the place of the one with its id. */
  'host-rules:put': { request: hostRuleSchema, reply: nothing },
  'host-rules:remove': { request: z.object({ id: z.string().min(1) }).strict(), reply: nothing },
  /** Undoes `remove`, with what was secret; passed over when it is long gone. */
  'host-rules:put-back': { request: z.object({ id: z.string().min(1) }).strict(), reply: nothing },
  'sign-ins:list': { request: nothing, reply: signInsSchema },
  'sign-ins:put': { request: z.object({ place, user, password }).strict(), reply: nothing },
  'sign-ins:remove': { request: z.object({ place }).strict(), reply: nothing },
  /** Of a download that stands still because a sign-in is asked for; `null`: it is not. */
  'sign-ins:asked': { request: z.object({ id: z.string().min(1) }).strict(), reply: askingSchema.nullable() },
  /** Gives a download the sign-in that is asked for and goes on with it; `remember`: for all of that origin. */
  'downloads:sign-in': {
    request: z.object({ id: z.string().min(1), user, password, remember: z.boolean() }).strict(),
    reply: nothing,
  },
} as const;

export const IDENTITY_EVENTS = {
  'host-rules:changed': rulesSchema,
  'sign-ins:changed': signInsSchema,
} as const;
