import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { ROOT, appEnvironment, rootSwitches, type AppFolders } from './app.ts';

/** A start from a terminal. */
export function startFromTerminal(folders: AppFolders, args: readonly string[]) {
  const electron = createRequire(import.meta.url)('electron') as string;
  const child = spawn(electron, [...rootSwitches(), ROOT, ...args], { env: appEnvironment(folders), cwd: ROOT });
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (err += String(text)));
  const ended = once(child, 'close') as Promise<[number | null]>;
  return {
    out: () => out,
    err: () => err,
    kill: (signal?: NodeJS.Signals) => child.kill(signal),
    ended,
  };
}

/** The same, to its own end. */
export async function runToEnd(folders: AppFolders, args: readonly string[]) {
  const { ended, out, err } = startFromTerminal(folders, args);
  const [code] = await ended;
  return { code, out: out(), err: err() };
}
