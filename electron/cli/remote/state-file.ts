import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where a running daemon is reached. */
export interface DaemonState {
  readonly port: number;
  readonly secret: string;
  readonly pid: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder of the daemon's own files. Apart from the app's: each has a list of its own. */
export function daemonFolder(environment: Environment, platform: NodeJS.Platform): string {
  if (environment['SLUICE_USER_DATA']) return join(resolve(environment['SLUICE_USER_DATA']), 'daemon');
  const home = homedir();
  const base =
    platform === 'win32'
      ? (environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'))
      : platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : environment['XDG_CONFIG_HOME'] || join(home, '.config');
  return join(base, 'Sluice', 'daemon');
}

const pathIn = (folder: string): string => join(folder, 'rpc.json');

/** For the user's eyes only: it holds the secret. */
export function writeState(folder: string, state: DaemonState): void {
  writePrivate(pathIn(folder), JSON.stringify(state));
}

export function removeState(folder: string): void {
  rmSync(pathIn(folder), { force: true });
}

/** @returns `null` when none runs, or what there is makes no sense */
export function readState(folder: string): DaemonState | null {
  try {
    const state = JSON.parse(readFileSync(pathIn(folder), 'utf8')) as Partial<DaemonState>;
    const { port, secret, pid } = state;
    if (typeof port !== 'number' || typeof secret !== 'string' || typeof pid !== 'number') return null;
    process.kill(pid, 0);
    return { port, secret, pid };
  } catch {
    return null;
  }
}

/** Whole or not at all, and never readable by others. */
export function writePrivate(path: string, text: string): void {
  const fresh = `${path}.${String(process.pid)}`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' });
  renameSync(fresh, path);
}
