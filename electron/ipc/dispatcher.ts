import { asSluiceError } from '../../shared/failures.ts';
import { BASKET_MAY } from '../../shared/ipc/basket.ts';
import { COMMANDS, type CommandName, type CommandOutcome, type CommandReply } from '../../shared/ipc/contract.ts';
import type { z } from 'zod';
import type { PageName } from './pages.ts';

/** What a handler is given: the request as the contract's schema leaves it, with its defaults filled in. */
export type ParsedRequest<Name extends CommandName> = z.output<(typeof COMMANDS)[Name]['request']>;

/** One handler for each command. What it throws becomes the failure that the window is told. */
export type CommandHandlers = {
  readonly [Name in CommandName]: (request: ParsedRequest<Name>) => CommandReply<Name> | Promise<CommandReply<Name>>;
};

/** Who sent a message, as far as Chromium vouches for it. */
export interface Sender {
  /** The page of the app whose main frame it is; `null`: it is none. */
  readonly page: PageName | null;
  /** Origin of the document in that frame. */
  readonly origin: string;
}

export interface DispatcherOptions {
  readonly handlers: CommandHandlers;
  /** The origins whose documents are the app's own. */
  readonly trustedOrigins: readonly string[];
  /** Told of a failure that is a defect (`internal`) or a rejected message. */
  readonly onDefect: (what: string, error: unknown) => void;
}

export type Dispatch = (sender: Sender, name: unknown, request: unknown) => Promise<CommandOutcome>;

const isCommand = (name: unknown): name is CommandName => typeof name === 'string' && Object.hasOwn(COMMANDS, name);

const rejected = (detail: string): CommandOutcome => ({ ok: false, failure: { code: 'bad-option', detail } });

/**
 * The gate through which every command passes: sender, name, shape, then the handler. Answers in every case and
 * never throws: an error that crossed the wire would lose its code and might carry a stack.
 */
export function createDispatcher({ handlers, trustedOrigins, onDefect }: DispatcherOptions): Dispatch {
  async function handle<Name extends CommandName>(name: Name, request: unknown): Promise<CommandOutcome> {
    const parsed = COMMANDS[name].request.safeParse(request);
    if (!parsed.success) return rejected(`${name}: ${describe(parsed.error)}`);
    try {
      return { ok: true, value: await handlers[name](parsed.data as ParsedRequest<Name>) };
    } catch (thrown) {
      const error = asSluiceError(thrown);
      if (error.code === 'internal') onDefect(name, thrown);
      return { ok: false, failure: error.toFailure() };
    }
  }

  return async (sender, name, request) => {
    if (sender.page === null || !trustedOrigins.includes(sender.origin)) {
      const detail = `A command from ${sender.page === null ? 'another frame' : 'the main frame'} of ${sender.origin} was refused.`;
      onDefect(detail, null);
      return rejected(detail);
    }
    if (!isCommand(name))
      return rejected(
        `There is no command ${typeof name === 'string' ? JSON.stringify(name.slice(0, 80)) : typeof name}.`,
      );
    if (sender.page === 'basket' && !BASKET_MAY.includes(name)) {
      const detail = `The drop basket may not ask for ${name}.`;
      onDefect(detail, null);
      return rejected(detail);
    }
    return handle(name, request);
  };
}

/** Where and what is wrong, without the value: it may be a secret. */
function describe(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || 'request'}: ${issue.message}` : 'malformed request';
}
