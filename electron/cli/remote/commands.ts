import { resolve } from 'node:path';
import { EXIT_CODES } from '../../../shared/failures.ts';
import type { ExitCode } from '../exit-code.ts';
import { printable } from '../printable.ts';
import { formatBytes, formatPercent, formatRate } from '../units.ts';
import { checkUrl } from '../urls.ts';
import { UsageError } from '../usage-error.ts';
import { connect, type Call } from './connect.ts';

/** What the user asks of the app, or the daemon, that runs. */
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
  /** Every download instead of named ones. */
  readonly all?: boolean | undefined;
  /** The daemon, also while the app runs. */
  readonly daemon?: boolean | undefined;
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
 * Carries a command out over the RPC of the program that runs.
 * @throws {UsageError} when none runs, or for what cannot be meant; {SluiceError} when it refuses
 */
export async function runRemote(command: RemoteCommand, ports: RemotePorts): Promise<ExitCode> {
  const { json, all = false, daemon = false } = command.options;
  if ('gids' in command && all === command.gids.length > 0) {
    throw new UsageError(all ? 'Give either --all or GIDs.' : 'Say which: GIDs as `sluice list` shows them, or --all.');
  }
  const call = await connect({ environment: ports.environment, daemon });
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
      for (const row of await rows(call)) ports.out(json ? `${JSON.stringify(row)}\n` : line(row));
      break;
    }
    case 'pause':
    case 'resume':
    case 'remove':
      if (all) await changeAll(call, command.name);
      for (const gid of command.gids) await change(call, command.name, gid);
  }
  return EXIT_CODES.done;
}

/** What runs, what waits, what has ended. */
async function rows(call: Call): Promise<Row[]> {
  const parts = await Promise.all([
    call('aria2.tellActive'),
    call('aria2.tellWaiting', 0, 1e6),
    call('aria2.tellStopped', 0, 1e6),
  ]);
  return parts.flat() as Row[];
}

async function changeAll(call: Call, name: 'pause' | 'resume' | 'remove'): Promise<void> {
  if (name !== 'remove') await call(name === 'pause' ? 'aria2.pauseAll' : 'aria2.unpauseAll');
  // Those that run last: removing one of them first would start the next that waits.
  else for (const { gid } of (await rows(call)).reverse()) await change(call, name, gid);
}

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
