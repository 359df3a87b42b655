import { readFile, rm, mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { firstWrongByte, startCruelServer, type CruelServer } from '../engine/testing/index.ts';
import { buildCli, type BuiltCli } from './testing/built-cli.ts';

/** A dozen processes, one after the other: on a busy machine each takes a second to start. */
const PATIENCE_MS = 120_000;

let cli: BuiltCli;
let files: CruelServer;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  cli = await buildCli({ daemon: true });
}, PATIENCE_MS);
afterAll(() => cli.dispose());
beforeEach(async () => {
  files = await startCruelServer();
  folder = await mkdtemp(join(tmpdir(), 'sluice-daemon-'));
  env = { SLUICE_USER_DATA: join(folder, 'own') };
});
afterEach(async () => {
  await files.close();
  await rm(folder, { recursive: true, force: true });
});

const start = async (...flags: string[]) => {
  const args = ['daemon', '--rpc-listen-port=0', `--dir=${join(folder, 'files')}`, ...flags];
  const daemon = cli.start(args, { env });
  await daemon.printed(/listening on port/);
  return daemon;
};

test(
  'add, list, pause, resume, remove; SIGTERM keeps the checkpoint, and the list survives',
  async () => {
    const url = files.serve('/a.bin', { size: 4_000_000, seed: 4 });
    // Held, not paced: however slow the machine is, there is something left to pause.
    const holds = [1_000_000, 3_000_000].map((atOffset) => files.hold('/a.bin', { atOffset }));
    const first = await start();
    const added = await cli.run(['add', url, '-o', 'b.bin', '-x', '1'], { env });
    expect(added).toMatchObject({ code: 0, stderr: '' });
    const gid = added.stdout.trim();
    await holds[0]?.reached;
    // Sent is not yet received.
    for (let has = '0'; has === '0';) {
      const { stdout } = await cli.run(['list', '--json'], { env });
      has = (JSON.parse(stdout) as { completedLength: string }).completedLength;
    }
    first.child.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect((await cli.run(['list'], { env })).stderr).toContain('Sluice is not running');

    const asked = files.requestsFor('/a.bin').length;
    const second = await start();
    expect((await cli.run(['list'], { env })).stdout).toMatch(
      new RegExp(`^${gid}  (active|waiting) .* of 3\\.81 MiB .*b\\.bin`),
    );
    expect(await cli.run(['pause', gid.slice(0, 8)], { env })).toMatchObject({ code: 0, stderr: '' });
    const [row] = (await cli.run(['list', '--json'], { env })).stdout.trim().split('\n');
    expect(JSON.parse(row ?? '')).toMatchObject({ gid, status: 'paused', totalLength: '4000000' });
    expect((await cli.run(['pause', gid], { env })).stderr).toContain(`GID#${gid} cannot be paused now`);
    for (const hold of holds) hold.release();
    await cli.run(['resume', '--all'], { env });
    await files.waitFor(() => files.bytesSent('/a.bin') > 3_500_000, 'the rest');
    for (let done = false; !done;) done = (await cli.run(['list'], { env })).stdout.includes('complete');
    expect(firstWrongByte(4, 0, await readFile(join(folder, 'files', 'b.bin')))).toBeNull();
    // The second run did not ask for what the first one had.
    const starts = files
      .requestsFor('/a.bin')
      .slice(asked)
      .map(({ range }) => range?.start ?? 0);
    expect(Math.min(...starts)).toBeGreaterThan(0);
    await cli.run(['remove', '--all'], { env });
    expect((await cli.run(['list'], { env })).stdout).toBe('');
    second.child.kill('SIGTERM');
    await second.ended;
  },
  PATIENCE_MS,
);

test(
  'a program that starts aria2c: its flags, its session file, the secret for its eyes only',
  async () => {
    const session = join(folder, 'session.txt');
    const url = files.serve('/s.bin', { size: 1_000, seed: 4 });
    const flags = [
      '--enable-rpc',
      '--rpc-secret=mine',
      '--file-allocation=none',
      `--input-file=${session}`,
      `--save-session=${session}`,
    ];
    const daemon = await start(...flags);
    expect((await stat(join(folder, 'own', 'daemon', 'rpc.json'))).mode & 0o777).toBe(0o600);
    const state = JSON.parse(await readFile(join(folder, 'own', 'daemon', 'rpc.json'), 'utf8')) as {
      port: number;
      secret: string;
    };
    expect(state.secret).toBe('mine');
    await cli.run(['add', '--paused', url], { env });
    const again = await cli.run(['daemon', '--rpc-listen-port=0'], { env });
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('A daemon runs already')]);
    const elsewhere = { SLUICE_USER_DATA: join(folder, 'other') };
    const taken = await cli.run(['daemon', `--rpc-listen-port=${String(state.port)}`], { env: elsewhere });
    expect([taken.code, taken.stderr]).toEqual([
      2,
      expect.stringContaining(`Port ${String(state.port)} is in use by another program.`),
    ]);
    daemon.child.kill('SIGTERM');
    expect(await daemon.ended).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('--file-allocation means nothing') as string,
    });
    expect(await readFile(session, 'utf8')).toBe(`${url}\n dir=${join(folder, 'files')}\n out=s.bin\n pause=true\n`);
    // The list and the session tell of the same download: it is there once.
    const next = await start(...flags);
    expect((await cli.run(['list'], { env })).stdout.trim().split('\n')).toHaveLength(1);
    next.child.kill('SIGTERM');
    await next.ended;
  },
  PATIENCE_MS,
);
