import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What a run of the command line came to. */
export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Outcome>;
  /** Resolves when stdout so far matches; rejects when the process ends without. */
  printed(pattern: RegExp): Promise<void>;
}

/** The command line as users get it: one file, run by plain Node. */
export interface BuiltCli {
  readonly path: string;
  start(args: readonly string[], options?: StartOptions): Running;
  run(args: readonly string[], options?: StartOptions): Promise<Outcome>;
  /** Ends whatever still runs. */
  dispose(): Promise<void>;
}

interface StartOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** Builds `sluice.js` with the project's own configuration into a folder of its own. */
export async function buildCli({ daemon = false } = {}): Promise<BuiltCli> {
  const outDir = await mkdtemp(join(tmpdir(), 'sluice-cli-'));
  await build({
    configFile: join(ROOT, 'vite.cli.config.ts'),
    root: ROOT,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  });
  if (daemon) {
    await build({
      configFile: join(ROOT, 'vite.cli.config.ts'),
      root: ROOT,
      mode: 'daemon',
      logLevel: 'error',
      build: { outDir, emptyOutDir: false },
    });
    // Where Node looks for what is not bundled.
    await symlink(join(ROOT, 'node_modules'), join(outDir, 'node_modules'), 'dir');
  }
  const path = join(outDir, 'sluice.js');
  const children = new Set<Running>();

  const start: BuiltCli['start'] = (args, options = {}) => {
    const running = startProcess([path, ...args], options);
    children.add(running);
    void running.ended.then(() => children.delete(running));
    return running;
  };

  return {
    path,
    start,
    run: (args, options) => start(args, options).ended,
    async dispose() {
      for (const { child } of children) child.kill('SIGKILL');
      await Promise.all([...children].map(({ ended }) => ended));
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

function startProcess(args: readonly string[], { cwd, env, stdin }: StartOptions): Running {
  // The tests' own proxies, colours and locale are not the test's.
  const base = { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8' };
  const child = spawn(process.execPath, args, { cwd, env: { ...base, ...env }, stdio: 'pipe' });
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin ?? '');
  let stdout = '';
  let stderr = '';
  let ended = false;
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const outcome = once(child, 'close').then(([code, signal]): Outcome => {
    ended = true;
    for (const listener of listeners) listener();
    return { code: code as number | null, signal: signal as NodeJS.Signals | null, stdout, stderr };
  });
  return {
    child,
    ended: outcome,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (pattern.test(stdout)) resolve();
          else if (ended) reject(new Error(`It ended without ${String(pattern)}:\n${stdout}\n${stderr}`));
          else return;
          listeners.delete(look);
        };
        listeners.add(look);
        look();
      }),
  };
}
