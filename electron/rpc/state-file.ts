import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the RPC of a running program is reached by its user's own command line. */
export interface RunningState {
  /** On loopback; or the path of a socket. */
  readonly port?: number | undefined;
  readonly path?: string | undefined;
  readonly secret: string;
  readonly pid: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder of the app's own files. */
export function appFolder(environment: Environment, platform: NodeJS.Platform): string {
  if (environment['SLUICE_USER_DATA']) return resolve(environment['SLUICE_USER_DATA']);
  const home = homedir();
  const base =
    platform === 'win32'
      ? (environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'))
      : platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : environment['XDG_CONFIG_HOME'] || join(home, '.config');
  return join(base, 'Sluice');
}

/** The folder of the daemon's own files. Apart from the app's: each has a list of its own. */
export const daemonFolder = (environment: Environment, platform: NodeJS.Platform): string =>
  join(appFolder(environment, platform), 'daemon');

const pathIn = (folder: string): string => join(folder, 'rpc.json');

/** For the user's eyes only: it holds the secret. */
export function writeState(folder: string, state: RunningState): void {
  writePrivate(pathIn(folder), JSON.stringify(state));
}

export function removeState(folder: string): void {
  rmSync(pathIn(folder), { force: true });
}

/** @returns `null` when none runs, or what there is makes no sense */
export function readState(folder: string): RunningState | null {
  try {
    const state = JSON.parse(readFileSync(pathIn(folder), 'utf8')) as Partial<RunningState>;
    const { port, path, secret, pid } = state;
    if (typeof port !== 'number' && typeof path !== 'string') return null;
    if (typeof secret !== 'string' || typeof pid !== 'number') return null;
    process.kill(pid, 0);
    return { port, path, secret, pid };
  } catch {
    return null;
  }
}

/** Whole or not at all, and never readable by others. */
export function writePrivate(path: string, text: string): void {
  const fresh = `${path}.${String(process.pid)}`;
  rmSync(fresh, { force: true });
  try {
    writeFileSync(fresh, text, { mode: 0o600, flag: 'wx' });
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}
