import { z } from 'zod';
import { asSluiceError, FAILURES } from '../../shared/failures.ts';
import { NOTIFICATIONS } from './book.ts';
import { RpcError } from './error.ts';
import type { Gate } from './gate.ts';
import type { Methods } from './methods.ts';

export interface Reply {
  readonly id: unknown;
  readonly jsonrpc: '2.0';
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** What a message came to: what to answer, as JSON, and whether every secret in it was right. */
export interface Answer {
  readonly status: 200 | 400 | 429 | 500;
  readonly body: string;
  readonly authorised: boolean;
}

/** Public in aria2, too: they tell names only. */
const OPEN = new Set(['system.listMethods', 'system.listNotifications']);
const MAX_CALLS = 10_000;

const callSchema = z.object({
  id: z.union([z.string(), z.number(), z.null()]),
  method: z.string(),
  params: z.array(z.unknown()).default([]),
});
const nestedSchema = z.object({ methodName: z.string(), params: z.array(z.unknown()).default([]) });

const failure = (id: unknown, code: number, message: string): Reply => ({
  id,
  jsonrpc: '2.0',
  error: { code, message },
});

/** One message: after the first wrong secret in it no other is looked at, so that a message is one guess. */
class Visit {
  denied = false;
  granted = false;

  constructor(
    private readonly gate: Gate,
    private readonly address: string,
    private readonly methods: Methods,
    private readonly onDefect: (what: string, error: unknown) => void,
  ) {}

  async reply(given: unknown): Promise<Reply> {
    const call = callSchema.safeParse(given);
    if (!call.success) {
      const id = callSchema.shape.id.safeParse((given as { id?: unknown } | null)?.id);
      return failure(id.success ? id.data : null, -32600, 'Invalid Request.');
    }
    const { id, method, params } = call.data;
    try {
      return { id, jsonrpc: '2.0', result: (await this.#call(method, params, true)) ?? null };
    } catch (thrown) {
      const { code, message } = this.#toError(method, thrown);
      return failure(id, code, message);
    }
  }

  #toError(method: string, thrown: unknown): RpcError {
    if (thrown instanceof RpcError) return thrown;
    const error = asSluiceError(thrown);
    if (error.code === 'internal') this.onDefect(method, thrown);
    return new RpcError(FAILURES[error.code].message + (error.detail && ` (${error.detail})`));
  }

  async #call(name: string, given: readonly unknown[], outer: boolean): Promise<unknown> {
    if (name === 'system.multicall') {
      if (!outer) throw new RpcError('Recursive system.multicall forbidden.');
      return this.#all(given);
    }
    const [first, ...rest] = given;
    const token = typeof first === 'string' && first.startsWith('token:') ? first.slice('token:'.length) : null;
    const params = token === null ? given : rest;
    if (!OPEN.has(name)) this.#authorise(token);
    if (name === 'system.listMethods') return [...this.methods.keys(), 'system.multicall', ...OPEN];
    if (name === 'system.listNotifications') return NOTIFICATIONS;
    const method = this.methods.get(name);
    if (!method) throw new RpcError(`No such method: ${name.slice(0, 80)}`);
    return method.run(method.params.parse(params));
  }

  async #all(given: readonly unknown[]): Promise<unknown[]> {
    const calls = z.array(z.unknown()).max(MAX_CALLS).safeParse(given[0]);
    if (!calls.success) throw new RpcError('The parameter at 0 is required but missing.');
    const results: unknown[] = [];
    // In turn: a client that adds and then asks relies on it.
    for (const call of calls.data) {
      const nested = nestedSchema.safeParse(call);
      try {
        if (!nested.success) throw new RpcError('system.multicall expected struct.');
        results.push([(await this.#call(nested.data.methodName, nested.data.params, false)) ?? null]);
      } catch (thrown) {
        const { code, message } = this.#toError('system.multicall', thrown);
        results.push({ code, message });
      }
    }
    return results;
  }

  #authorise(token: string | null): void {
    this.denied ||= !this.gate.matches(token, this.address);
    if (this.denied) throw new RpcError('Unauthorized');
    this.granted = true;
  }
}

/** Answers messages as aria2 does. Knows nothing of how they come. */
export class Dispatcher {
  constructor(
    private readonly methods: Methods,
    private readonly gate: Gate,
    private readonly onDefect: (what: string, error: unknown) => void,
  ) {}

  /**
   * @param address of the sender, for counting wrong secrets
   * @param trusted it has shown the secret before: wrong ones from others on its address do not shut it out
   */
  async answer(text: string, address: string, trusted: boolean): Promise<Answer> {
    if (!trusted && this.gate.isShut(address)) {
      const reply = failure(null, 1, 'Too many wrong secrets. Wait a minute.');
      return { status: 429, body: JSON.stringify(reply), authorised: false };
    }
    const message = parse(text);
    if (typeof message !== 'object' || message === null) {
      return { status: 500, body: JSON.stringify(failure(null, -32700, 'Parse error.')), authorised: false };
    }
    const visit = new Visit(this.gate, address, this.methods, this.onDefect);
    if (!Array.isArray(message)) {
      const reply = await visit.reply(message);
      return {
        status: reply.error ? 400 : 200,
        body: JSON.stringify(reply),
        authorised: visit.granted && !visit.denied,
      };
    }
    const replies: Reply[] = [];
    for (const call of message.slice(0, MAX_CALLS)) replies.push(await visit.reply(call));
    return { status: 200, body: JSON.stringify(replies), authorised: visit.granted && !visit.denied };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
