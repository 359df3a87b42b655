import type { z } from 'zod';
import { BRIDGE_KEY, type PreloadApi } from '../shared/ipc/bridge.ts';
import {
  COMMANDS,
  EVENTS,
  commandOutcomeSchema,
  type CommandName,
  type CommandReply,
  type CommandRequest,
  type EventName,
  type EventPayload,
} from '../shared/ipc/contract.ts';
import { SluiceError, asSluiceError } from '../shared/failures.ts';

declare global {
  interface Window {
    readonly [BRIDGE_KEY]?: PreloadApi;
  }
}

type RequestArguments<Name extends CommandName> = undefined extends CommandRequest<Name> ? [] : [CommandRequest<Name>];

/** The main process as the window sees it: typed, and nothing it says is believed unchecked. */
export interface Bridge {
  /** @throws {SluiceError} with the failure's code when the command failed, `internal` when the reply is malformed. */
  command<Name extends CommandName>(name: Name, ...request: RequestArguments<Name>): Promise<CommandReply<Name>>;
  /**
   * `malformed` is told of an event of this name whose payload breaks the contract: it was lost.
   * @returns the function that ends the subscription.
   */
  on<Name extends EventName>(
    name: Name,
    listener: (payload: EventPayload<Name>) => void,
    malformed?: () => void,
  ): () => void;
}

export function createBridge(api: PreloadApi | undefined = window[BRIDGE_KEY]): Bridge {
  return {
    async command(name, ...request) {
      if (!api) throw new SluiceError('internal', 'The window has no bridge to the main process.');
      const answer = await api.command(name, request[0]).catch((thrown: unknown) => {
        throw asSluiceError(thrown);
      });
      const outcome = commandOutcomeSchema.safeParse(answer);
      if (!outcome.success) throw malformedReply(name, outcome.error);
      if (!outcome.data.ok) throw new SluiceError(outcome.data.failure.code, outcome.data.failure.detail);
      const reply = COMMANDS[name].reply.safeParse(outcome.data.value);
      if (!reply.success) throw malformedReply(name, reply.error);
      return reply.data as CommandReply<typeof name>;
    },
    on(name, listener, malformed) {
      if (!api) return () => undefined;
      return api.onEvent((incoming, payload) => {
        if (incoming !== name) return;
        const parsed = EVENTS[name].safeParse(payload);
        if (parsed.success) listener(parsed.data as EventPayload<typeof name>);
        else malformed?.();
      });
    },
  };
}

const malformedReply = (name: CommandName, error: z.ZodError): SluiceError =>
  new SluiceError('internal', `The reply to ${name} breaks the contract: ${error.issues[0]?.message ?? ''}`);
