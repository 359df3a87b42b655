import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { firstWrongByte, startCruelServer, type CruelServer } from '../engine/testing/index.ts';
import { startConnectProxy } from '../engine/testing/connect-proxy.ts';
import { EVENTS } from './events.ts';
import { buildCli, type BuiltCli } from './testing/built-cli.ts';

const PATIENCE_MS = 120_000;

let cli: BuiltCli;
let files: CruelServer;
let folder: string;
beforeAll(async () => {
  cli = await buildCli({ daemon: true });
  files = await startCruelServer();
  folder = await mkdtemp(join(tmpdir(), 'sluice-cli-hooks-'));
}, PATIENCE_MS);
afterAll(async () => {
  await cli.dispose();
  await files.close();
  await rm(folder, { recursive: true, force: true });
});

/** A program of its own that writes down what it was told. */
async function recorder(name: string): Promise<{ program: string; read: () => Promise<string[]> }> {
  const program = join(folder, name);
  const text = `#!/bin/sh
printf '%s|%s|%s|%s|%s\\n' "$SLUICE_EVENT" "$SLUICE_FILE_NAME" "$SLUICE_PATH" "$*" "$SLUICE_FAILURE" >> '${program}.txt'
cat >> '${program}.json'
`;
  await writeFile(program, text, { mode: 0o755 });
  return { program, read: async () => (await readFile(`${program}.txt`, 'utf8')).trim().split('\n') };
}

test.skipIf(process.platform === 'win32')(
  'get waits for its hooks; one that goes wrong is told and changes nothing',
  async () => {
    const good = await recorder('good');
    const url = files.serve('/a.bin', { size: 1_000, seed: 1 });
    const run = await cli.run(
      [
        ...['get', url, `${files.origin}/gone`, '-d', folder],
        ...['--on-start', good.program, '--on-finish', JSON.stringify([good.program, 'a b', '$HOME'])],
        ...['--on-fail', good.program, '--on-fail', join(folder, 'no-such-program')],
      ],
      { cwd: folder },
    );
    expect(run.code).toBe(4);
    expect(run.stderr).toContain(
      `sluice: hook on fail: ${join(folder, 'no-such-program')}: there is no such program\n`,
    );
    const path = join(folder, 'a.bin');
    const told = await good.read();
    expect(told).toContain(`finish|a.bin|${path}|a b $HOME|`);
    expect(told.some((line) => line.startsWith('start|a.bin|'))).toBe(true);
    expect(told.some((line) => line.startsWith('fail|') && line.endsWith('|not-found'))).toBe(true);
    const facts = (await readFile(`${good.program}.json`, 'utf8')).trim().split('\n');
    expect(facts.map((line) => (JSON.parse(line) as { event: string }).event).sort()).toEqual([
      'fail',
      'finish',
      'start',
    ]);
    expect((await cli.run(['get', url, '--on-finish', '[1]'])).stderr).toContain('--on-finish is a program');
  },
  PATIENCE_MS,
);

test(
  'a hook’s web address is reached by the proxy of the command line or of the environment, and not without it',
  async () => {
    const told = await startCruelServer();
    const proxy = await startConnectProxy({ signIn: 'me:pw' });
    const tunnels = (): string[] => proxy.targets.filter((target) => target === new URL(told.origin).host);
    const get = (name: string, ways: readonly string[], env: Readonly<Record<string, string>> = {}) =>
      cli.run(
        [
          'get',
          files.serve(`/${name}`, { size: 10, seed: 1 }),
          '-d',
          folder,
          ...ways,
          '--on-finish',
          `${told.origin}/x`,
        ],
        { env },
      );
    const address = `http://me:pw@127.0.0.1:${String(proxy.port)}`;
    expect((await get('p.bin', ['--proxy', address])).stderr).toContain('it answered HTTP 404');
    expect(tunnels()).toHaveLength(1);
    expect((await get('q.bin', [], { http_proxy: address, no_proxy: '' })).stderr).toContain('it answered HTTP 404');
    expect(tunnels()).toHaveLength(2);
    const requests = told.requests.length;
    const bypass = { http_proxy: address.replace('pw', 'no'), no_proxy: new URL(files.origin).host };
    const refused = await get('r.bin', [], bypass);
    expect([refused.code, refused.stderr]).toEqual([0, expect.stringContaining('cannot be reached (proxy-sign-in')]);
    expect(told.requests).toHaveLength(requests);
    await Promise.all([told.close(), proxy.close()]);
  },
  PATIENCE_MS,
);

test.skipIf(process.platform === 'win32')(
  'the daemon takes aria2’s hooks, with aria2’s arguments',
  async () => {
    const done = await recorder('done');
    const env = { SLUICE_USER_DATA: join(folder, 'own') };
    const flags = [`--dir=${folder}`, '--rpc-listen-port=0', `--on-download-complete=${done.program}`];
    const daemon = cli.start(['daemon', ...flags], { env });
    await daemon.printed(/listening on port/);
    const added = await cli.run(['add', files.serve('/d.bin', { size: 10, seed: 2 })], { env });
    const gid = added.stdout.trim();
    await expect.poll(() => done.read().catch(() => []), { timeout: 60_000 }).toHaveLength(1);
    const path = join(folder, 'd.bin');
    expect(await done.read()).toEqual([`finish|d.bin|${path}|${gid} 1 ${path}|`]);
    daemon.child.kill('SIGTERM');
    expect(await daemon.ended).toMatchObject({ code: 0, stderr: '' });
  },
  PATIENCE_MS,
);

test.skipIf(process.platform === 'win32')(
  'a hook of the daemon is told the final path from the start on; the list does not wait for one that is slow',
  async () => {
    const [session, waits] = [join(folder, 'saved.txt'), join(folder, 'waits')];
    // A minute at the most, should the session be written after it.
    const text = `#!/bin/sh
printf '%s' "$*" > '${waits}.args.new'; mv '${waits}.args.new' '${waits}.args'
for i in $(seq 300); do test -e '${session}' && exit 3; sleep 0.2; done
`;
    await writeFile(waits, text, { mode: 0o755 });
    const env = { SLUICE_USER_DATA: join(folder, 'slow') };
    const flags = [`--dir=${folder}`, '--rpc-listen-port=0', `--save-session=${session}`];
    const daemon = cli.start(['daemon', ...flags, `--on-download-start=${waits}`], { env });
    await daemon.printed(/listening on port/);
    const url = files.serve('/w.bin', { size: 4_000_000, seed: 2 });
    const hold = files.hold('/w.bin', { atOffset: 1_000_000 });
    const added = await cli.run(['add', url], { env });
    const args = (): Promise<string | null> => readFile(`${waits}.args`, 'utf8').catch(() => null);
    await expect.poll(args, { timeout: 60_000 }).toBe(`${added.stdout.trim()} 1 ${join(folder, 'w.bin')}`);
    daemon.child.kill('SIGTERM');
    expect(await daemon.ended).toMatchObject({ code: 0, stderr: expect.stringContaining('exit code 3') as string });
    expect(await readFile(session, 'utf8')).toContain(url);
    hold.release();
  },
  PATIENCE_MS,
);

/** Lines of a run with --json, each of which the published schema must accept. */
function eventsIn(stdout: string, schema: { parse(value: unknown): unknown }): { event: string }[] {
  return stdout
    .trim()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)) as { event: string });
}

test(
  'every event of real runs is as the JSON Schema says',
  async () => {
    const { stdout } = await cli.run(['manual', 'events']);
    const schema = z.fromJSONSchema(JSON.parse(stdout) as Parameters<typeof z.fromJSONSchema>[0]);
    // The same fields and no other: an event that has one more must be told of in the schema.
    const strict = z.discriminatedUnion('event', Object.values(EVENTS).map((one) => one.strict()) as never);
    const both = { parse: (value: unknown) => strict.parse(schema.parse(value)) };
    expect(() => schema.parse({ event: 'done', id: 'x' })).toThrow();

    const into = join(folder, 'events');
    const good = files.serve('/e.bin', { size: 10_000, seed: 3 });
    const first = await cli.run(['get', good, `${files.origin}/gone`, '-d', into, '--json']);
    const skipped = await cli.run(['get', good, '-d', into, '--json', '--on-conflict', 'skip']);
    const renamed = await cli.run(['get', good, '-d', into, '--json']);
    const refused = await cli.run(['get', '--json', 'gopher://h/x']);
    // Longer than any test: it is stopped once it has told how far it is.
    const long = files.serve('/long.bin', { size: 500_000_000, seed: 4, bytesPerSecond: 500_000 });
    const stopped = cli.start(['get', long, '-d', into, '--json', '-x', '1']);
    await stopped.printed(/"event":"progress"/);
    stopped.child.kill('SIGINT');
    const last = await stopped.ended;
    const seen = [first, skipped, renamed, refused, last].flatMap(({ stdout: text }) => eventsIn(text, both));
    expect(new Set(seen.map(({ event }) => event))).toEqual(new Set(Object.keys(EVENTS)));
  },
  PATIENCE_MS,
);

test(
  'get reads aria2’s input file, also from stdin',
  async () => {
    const into = join(folder, 'listed');
    const list = [
      `${files.serve('/one.bin', { size: 500, seed: 5 })}\t${files.serve('/mirror.bin', { size: 500, seed: 5 })}`,
      '  out=first.bin',
      '  header=X-Asked: yes',
      files.serve('/two.bin', { size: 600, seed: 6 }),
      `  dir=${join(into, 'sub')}`,
    ].join('\n');
    expect(await cli.run(['get', '-i', '-', '-d', into, '-q'], { stdin: list })).toMatchObject({ code: 0, stderr: '' });
    expect(firstWrongByte(5, 0, await readFile(join(into, 'first.bin')))).toBeNull();
    expect(firstWrongByte(6, 0, await readFile(join(into, 'sub', 'two.bin')))).toBeNull();
    expect(files.requestsFor('/one.bin')[0]?.headers['x-asked']).toBe('yes');
    await writeFile(join(folder, 'bad.txt'), `${files.origin}/one.bin\n out=a/b\n`);
    const bad = await cli.run(['get', '-i', join(folder, 'bad.txt')]);
    expect([bad.code, bad.stderr]).toEqual([2, expect.stringContaining('bad.txt, line 1: ')]);
  },
  PATIENCE_MS,
);

test.skipIf(process.platform === 'win32')(
  'bash completes commands, options, choices and files',
  async () => {
    const script = join(folder, 'completion.bash');
    await writeFile(script, (await cli.run(['completion', 'bash'])).stdout);
    await writeFile(join(folder, 'list.txt'), '');
    await writeFile(join(folder, 'my list.txt'), '');
    await mkdir(join(folder, 'my files'));
    /** What bash offers for the last of the words. */
    const offered = (...words: string[]): string[] => {
      const program = `source '${script}'; cd '${folder}'; COMP_WORDS=(sluice "$@"); COMP_CWORD=$#; _sluice; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const out = execFileSync('bash', ['--norc', '-c', program, 'bash', ...words], { encoding: 'utf8' });
      return out.trim().split('\n');
    };
    expect(offered('p')).toEqual(['probe', 'pause']);
    expect(offered('get', '--on-c')).toEqual(['--on-conflict']);
    expect(offered('get', '--on-conflict', 's')).toEqual(['skip']);
    expect(offered('get', '--on-conflict', '=', 'over')).toEqual(['overwrite']);
    expect(offered('get', '-i', 'list.')).toEqual(['list.txt']);
    expect(offered('get', '-i', 'my').sort()).toEqual(['my files', 'my list.txt']);
    expect(offered('get', '-d', 'my')).toEqual(['my files']);
    expect(offered('get', 'my l')).toEqual(['my list.txt']);
    expect(offered('get', '--limit-rate', '')).toEqual(['']);
    expect(offered('remove', '--a')).toEqual(['--all']);
    expect(offered('daemon', '--rpc-l')).toEqual(['--rpc-listen-port', '--rpc-listen-all']);
    expect(offered('completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect((await cli.run(['completion', 'tcsh'])).stderr).toContain('There are completions for bash, zsh, fish.');
  },
  PATIENCE_MS,
);

/** How a terminal of paper was made to print fat. */
const BACKSPACE = '\b';
const OVERSTRUCK = new RegExp(`.${BACKSPACE}`, 'g');
const hasMandoc = spawnSync('mandoc', ['-h']).error === undefined;
test.skipIf(!hasMandoc)(
  'the man page is one that mandoc has nothing to say against',
  async () => {
    const page = (await cli.run(['manual', 'man'])).stdout;
    const lint = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning'], { input: page, encoding: 'utf8' });
    expect(lint.stdout + lint.stderr).toBe('');
    const shown = execFileSync('mandoc', ['-T', 'ascii'], { input: page, encoding: 'utf8' }).replaceAll(OVERSTRUCK, '');
    for (const text of ['SLUICE GET', '-o, --output FILE', '--rpc-listen-port PORT', 'EXIT STATUS'])
      expect(shown).toContain(text);
  },
  PATIENCE_MS,
);
