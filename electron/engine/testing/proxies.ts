import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A proxy as people run it, in a process of its own. */
export interface RealProxy {
  readonly port: number;
  /** What it has logged. */
  log(): Promise<string>;
  close(): Promise<void>;
}

export const hasProgram = (name: string): boolean => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;

/** @param connectPorts the only ports that CONNECT may reach; absent: all */
export async function startTinyproxy(
  options: { readonly user?: string; readonly password?: string; readonly connectPorts?: readonly number[] } = {},
): Promise<RealProxy> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-tinyproxy-'));
  const port = await freePort();
  const log = join(folder, 'log');
  const { user, password, connectPorts = [] } = options;
  const lines = [
    `Port ${String(port)}`,
    'Listen 127.0.0.1',
    `LogFile "${log}"`,
    'LogLevel Connect',
    ...(user === undefined ? [] : [`BasicAuth ${user} ${password ?? ''}`]),
    ...connectPorts.map((allowed) => `ConnectPort ${String(allowed)}`),
  ];
  await writeFile(join(folder, 'conf'), `${lines.join('\n')}\n`);
  return run('tinyproxy', ['-d', '-c', join(folder, 'conf')], port, () => readFile(log, 'utf8'), folder);
}

export async function startMicrosocks(user?: string, password?: string): Promise<RealProxy> {
  const port = await freePort();
  const signIn = user === undefined ? [] : ['-u', user, '-P', password ?? ''];
  return run('microsocks', ['-i', '127.0.0.1', '-p', String(port), ...signIn], port, null, null);
}

async function run(
  command: string,
  args: readonly string[],
  port: number,
  readLog: (() => Promise<string>) | null,
  folder: string | null,
): Promise<RealProxy> {
  let output = '';
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'exit');
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`${command} has ended: ${output}`);
    await new Promise(setImmediate);
  }
  return {
    port,
    log: readLog ?? (() => Promise.resolve(output)),
    async close() {
      child.kill();
      await ended;
      if (folder !== null) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
