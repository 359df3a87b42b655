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
    if (state === null) continue;
    const call = callerOf(state);
    // A run that was killed leaves its file, and its process number may be another's by now.
    const isThere = await call('system.listNotifications').then(
      () => true,
      (error: unknown) => !isGone(error),
    );
    if (isThere) return call;
  }
  throw new UsageError(
    daemon
      ? 'No daemon is running. Start one with: sluice daemon'
      : 'Sluice is not running. Open it, or start it without a window: sluice daemon',
  );
}

const isGone = (error: unknown): boolean => {
  const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
  return code === 'ECONNREFUSED' || code === 'ENOENT';
};

function callerOf({ port, path, secret }: RunningState): Call {
  return async (method, ...params) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [`token:${secret}`, ...params] });
    let reply: { result?: unknown; error?: { message: string } };
    try {
      reply = JSON.parse(
        await post(path === undefined ? { host: '127.0.0.1', port } : { socketPath: path }, body),
      ) as typeof reply;
    } catch (cause) {
      const where = path === undefined ? `The daemon on port ${String(port)}` : 'The app';
      throw new SluiceError('connect-refused', `${where} does not answer`, { cause });
    }
    if (reply.error) throw new UsageError(reply.error.message);
    return reply.result;
  };
}

function post(
  where: { host: string; port: number | undefined } | { socketPath: string },
  body: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { ...where, path: '/jsonrpc', method: 'POST', signal: AbortSignal.timeout(TIMEOUT_MS) };
    const sent = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve(text);
      });
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
