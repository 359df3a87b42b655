import { request } from 'node:http';
import { SluiceError } from '../../../shared/failures.ts';
import { appFolder, daemonFolder, readState, type RunningState } from '../../rpc/state-file.ts';
import { UsageError } from '../usage-error.ts';

/** Calls a method of the RPC. @throws {UsageError} when it refuses; {SluiceError} when it does not answer */
export type Call = (method: string, ...params: unknown[]) => Promise<unknown>;

export interface ConnectOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The daemon, also while the app runs. */
  readonly daemon: boolean;
}

/** An answer is at hand at once; one that takes so long hangs. */
const TIMEOUT_MS = 30_000;

/**
 * The app that runs, else the daemon.
 * @throws {UsageError} when neither does
 */
export async function connect({ environment, daemon }: ConnectOptions): Promise<Call> {
  const folders = [
    ...(daemon ? [] : [appFolder(environment, process.platform)]),
    daemonFolder(environment, process.platform),
  ];
  for (const folder of folders) {
    const state = readState(folder);
    if (state && (await isThere(state))) return callerOf(state);
  }
  throw new UsageError(
    daemon
      ? 'No daemon is running. Start one with: sluice daemon'
      : 'Sluice is not running. Open it, or start it without a window: sluice daemon',
  );
}

/**
 * Whether the program that wrote `state` runs: one that was killed leaves it, and number and port may be another's by now,
 * be it aria2's, which takes any secret when it has none.
 */
export const isThere = (state: RunningState): Promise<boolean> =>
  callerOf(state)('aria2.getVersion').then(
    (version) => typeof version === 'object' && version !== null && 'sluice' in version,
    (error: unknown) => !isGone(error),
  );

/** It looks at no secret for a while: somebody has guessed. */
class Shut extends UsageError {}

const isGone = (error: unknown): boolean => {
  const { cause } = error as Error;
  // Whoever it is; two on one list do more harm than none.
  if (error instanceof Shut) return false;
  // Somebody else answers there: another program, or one with another secret.
  if (error instanceof UsageError || cause instanceof SyntaxError) return true;
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  return code === 'ECONNREFUSED' || code === 'ENOENT';
};

function callerOf({ port, path, secret }: RunningState): Call {
  return async (method, ...params) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [`token:${secret}`, ...params] });
    let reply: { result?: unknown; error?: { message: string } };
    let status: number | undefined;
    try {
      const answer = await post(path === undefined ? { host: '127.0.0.1', port } : { socketPath: path }, body);
      ({ status } = answer);
      reply = JSON.parse(answer.text) as typeof reply;
    } catch (cause) {
      const where = path === undefined ? `The daemon on port ${String(port)}` : 'The app';
      throw new SluiceError('connect-refused', `${where} does not answer`, { cause });
    }
    if (reply.error) throw new (status === 429 ? Shut : UsageError)(reply.error.message);
    return reply.result;
  };
}

function post(
  where: { host: string; port: number | undefined } | { socketPath: string },
  body: string,
): Promise<{ readonly status: number | undefined; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const options = { ...where, path: '/jsonrpc', method: 'POST', signal: AbortSignal.timeout(TIMEOUT_MS) };
    const sent = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode, text });
      });
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
