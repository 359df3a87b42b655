import type { RemoteState } from '../../../shared/ipc/remote.ts';
import type { SettingsStore } from '../../library/index.ts';
import { readAllowed, startRemote, type Remote, type RemoteHost } from '../../rpc/index.ts';
import type { RemoteSecret } from './secret.ts';

export interface RemoteControlOptions {
  readonly settings: SettingsStore;
  readonly host: RemoteHost;
  readonly secret: RemoteSecret;
  /** Called after every change of {@link RemoteControl.state}. */
  readonly tell: (state: RemoteState) => void;
  readonly onProblem: (what: string, error: unknown) => void;
}

export interface RemoteControl {
  state(): RemoteState;
  secret(): string;
  /** Who came in with the old one is let go. */
  renewSecret(): string;
  /** Lets every client go. */
  close(): Promise<void>;
}

const PROBLEMS: Readonly<Record<string, RemoteState['problem']>> = { EADDRINUSE: 'in-use', EACCES: 'not-allowed' };

/** Follows the settings: the RPC listens while they say so, where they say, and lets in whom they name. */
export function followRemoteSettings(options: RemoteControlOptions): RemoteControl {
  const { settings, host, secret, tell, onProblem } = options;
  let remote: Remote | null = null;
  let isClosed = false;
  let state: RemoteState = { state: 'off', port: settings.get().remotePort, problem: null, sealed: false };
  /** One change after the other: the port must be free again before it is taken anew. */
  let work = Promise.resolve();
  let wanted: string | null = null;

  function become(next: Omit<RemoteState, 'sealed'>): void {
    state = { ...next, sealed: next.state !== 'off' && secret.isSealed() };
    tell(state);
  }

  async function apply(): Promise<void> {
    await remote?.close();
    remote = null;
    const { remote: isOn, remotePort: port, remoteListenAll, remoteAllowed } = settings.get();
    if (!isOn || isClosed) {
      if (!isClosed) become({ state: 'off', port, problem: null });
      return;
    }
    const allowed = readAllowed(remoteAllowed);
    try {
      remote = await startRemote({
        host,
        at: { port, listenAll: remoteListenAll },
        secret: secret.get,
        allowed: () => allowed,
        onDefect: onProblem,
      });
      become({ state: 'listening', port: remote.port, problem: null });
    } catch (error) {
      onProblem(`remote control: port ${port}`, error);
      const code = (error as NodeJS.ErrnoException).code ?? '';
      become({ state: 'failed', port, problem: PROBLEMS[code] ?? 'other' });
    }
  }
  function again(): void {
    work = work.then(apply).catch((error: unknown) => onProblem('remote control', error));
  }
  function look(): void {
    const { remote: isOn, remotePort, remoteListenAll, remoteAllowed } = settings.get();
    const next = isOn ? JSON.stringify([remotePort, remoteListenAll, remoteAllowed]) : null;
    if (next === wanted) return;
    wanted = next;
    again();
  }

  look();
  const stop = settings.subscribe(look);
  return {
    state: () => state,
    secret: secret.get,
    renewSecret() {
      const fresh = secret.renew();
      if (wanted !== null) again();
      return fresh;
    },
    async close() {
      stop();
      isClosed = true;
      again();
      await work;
    },
  };
}
