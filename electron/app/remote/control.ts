import { tmpdir } from 'node:os';
import { newSecret, removeState, startRemote, writeState, type Remote, type RemoteHost } from '../../rpc/index.ts';
import { socketPath } from '../browser/socket-path.ts';

export interface ControlOptions {
  readonly host: RemoteHost;
  readonly userData: string;
  readonly onProblem: (what: string, error: unknown) => void;
}

/**
 * Lets the command line of this user steer the running app: the RPC at a socket that nobody else can open, always there
 * and apart from the one that other programs are let in by. Where it is, and the secret of this run, lie in a file for
 * this user's eyes only.
 * @returns what ends it
 */
export function openControl({ host, userData, onProblem }: ControlOptions): () => Promise<void> {
  const path = socketPath(userData, process.platform, tmpdir(), 'control');
  const secret = newSecret();
  async function open(): Promise<Remote> {
    const remote = await startRemote({
      host,
      at: { path },
      secret: () => secret,
      allowed: () => [],
      onDefect: onProblem,
    });
    try {
      writeState(userData, { path, secret, pid: process.pid });
    } catch (error) {
      await remote.close();
      throw error;
    }
    return remote;
  }
  const opening = open().catch((error: unknown) => {
    onProblem('the command line cannot reach this run', error);
    return null;
  });
  return async () => {
    const remote = await opening;
    if (remote === null) return;
    removeState(userData);
    await remote.close();
  };
}
