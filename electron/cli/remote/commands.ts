import { resolve } from 'node:path';
import { EXIT_CODES, SluiceError } from '../../../shared/failures.ts';
import type { ExitCode } from '../exit-code.ts';
import { printable } from '../printable.ts';
import { formatBytes, formatPercent, formatRate } from '../units.ts';
import { checkUrl } from '../urls.ts';
import { UsageError } from '../usage-error.ts';
import { daemonFolder, readState } from './state-file.ts';

/** What the user asks of the running daemon. */
export type RemoteCommand =
  | { readonly name: 'add'; readonly urls: readonly string[]; readonly options: RemoteOptions }
  | { readonly name: 'list'; readonly options: RemoteOptions }
  | { readonly name: 'pause' | 'resume' | 'remove'; readonly gids: readonly string[]; readonly options: RemoteOptions };

export interface RemoteOptions {
  readonly json?: boolean | undefined;
  readonly dir?: string | undefined;
  readonly output?: string | undefined;
  readonly connections?: string | undefined;
  readonly paused?: boolean | undefined;
}

export interface RemotePorts {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
}

interface Row {
  readonly gid: string;
  readonly status: string;
  readonly totalLength: string;
  readonly completedLength: string;
  readonly downloadSpeed: string;
  readonly errorMessage?: string;
  readonly files: readonly { readonly path: string; readonly uris: readonly { readonly uri: string }[] }[];
}

/**
 * Carries a command out over the RPC of the daemon that runs.
 * @throws {UsageError} when none runs, or for what cannot be meant; {SluiceError} when it refuses
 */
export async function runRemote(command: RemoteCommand, ports: RemotePorts): Promise<ExitCode> {
  const call = connect(ports);
  const { json } = command.options;
  switch (command.name) {
    case 'add': {
      const { dir, output, connections, paused } = command.options;
      if (output !== undefined && command.urls.length > 1)
        throw new UsageError('-o names one file and there are several URLs.');
      const options = {
        ...(dir !== undefined && { dir: resolve(ports.cwd, dir) }),
        ...(output !== undefined && { out: output }),
        ...(connections !== undefined && { split: connections }),
        ...(paused === true && { pause: 'true' }),
      };
      for (const url of command.urls.map((given) => checkUrl(given))) {
        const gid = await call('aria2.addUri', [url], options);
        ports.out(json ? `${JSON.stringify({ gid, url })}\n` : `${String(gid)}\n`);
      }
      break;
    }
    case 'list': {
      const parts = await Promise.all([
        call('aria2.tellActive'),
        call('aria2.tellWaiting', 0, 1e6),
        call('aria2.tellStopped', 0, 1e6),
      ]);
      for (const row of parts.flat() as Row[]) ports.out(json ? `${JSON.stringify(row)}\n` : line(row));
      break;
    }
    case 'pause':
    case 'resume':
    case 'remove':
      for (const gid of command.gids) await change(call, command.name, gid);
  }
  return EXIT_CODES.done;
}

type Call = (method: string, ...params: unknown[]) => Promise<unknown>;

async function change(call: Call, name: 'pause' | 'resume' | 'remove', gid: string): Promise<void> {
  if (name !== 'remove') {
    await call(name === 'pause' ? 'aria2.pause' : 'aria2.unpause', gid);
    return;
  }
  const { status } = (await call('aria2.tellStatus', gid, ['status'])) as Pick<Row, 'status'>;
  if (['active', 'waiting', 'paused'].includes(status)) await call('aria2.remove', gid);
  await call('aria2.removeDownloadResult', gid);
}

function line({ gid, status, totalLength, completedLength, downloadSpeed, errorMessage, files }: Row): string {
  const size = Number(totalLength);
  const amount =
    size === 0
      ? formatBytes(Number(completedLength))
      : `${formatPercent(Number(completedLength), size) ?? ''} of ${formatBytes(size)}`;
  const parts = [gid, status.padEnd(8), amount.padEnd(18), printable(files[0]?.path ?? '')];
  if (status === 'active') parts.push(formatRate(Number(downloadSpeed)));
  if (errorMessage) parts.push(printable(errorMessage));
  return `${parts.join('  ')}\n`;
}

/** The daemon's answer to a question is at hand at once; one that takes so long hangs. */
const TIMEOUT_MS = 30_000;

function connect({ environment }: RemotePorts): Call {
  const state = readState(daemonFolder(environment, process.platform));
  if (!state) throw new UsageError('No daemon is running. Start one with: sluice daemon');
  const { port, secret } = state;
  return async (method, ...params) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [`token:${secret}`, ...params] });
    let reply: { result?: unknown; error?: { message: string } };
    try {
      const response = await fetch(`http://127.0.0.1:${port}/jsonrpc`, {
        method: 'POST',
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      reply = (await response.json()) as typeof reply;
    } catch (cause) {
      throw new SluiceError('connect-refused', `The daemon on port ${port} does not answer`, { cause });
    }
    if (reply.error) throw new UsageError(reply.error.message);
    return reply.result;
  };
}
