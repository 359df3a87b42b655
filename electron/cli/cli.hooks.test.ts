import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCruelServer, type CruelServer } from '../engine/testing/index.ts';
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
