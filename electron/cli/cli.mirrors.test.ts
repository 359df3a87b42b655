import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { firstWrongByte, seededDigest, startCruelServer, type CruelServer } from '../engine/testing/index.ts';
import { buildCli, type BuiltCli } from './testing/built-cli.ts';

/** `sluice get` with several sources, as users run it. */

const SIZE = 3 * 2 ** 20 + 5;

let cli: BuiltCli;
let server: CruelServer;
let mirror: CruelServer;
let folder: string;

beforeAll(async () => {
  cli = await buildCli();
}, 60_000);
afterAll(() => cli.dispose());

beforeEach(async () => {
  [server, mirror] = await Promise.all([startCruelServer(), startCruelServer()]);
  folder = await mkdtemp(join(tmpdir(), 'sluice-mirrors-'));
});
afterEach(async () => {
  await Promise.all([server.close(), mirror.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function expectFile(name: string, seed: number): Promise<void> {
  const bytes = await readFile(join(folder, name));
  expect([bytes.length, firstWrongByte(seed, 0, bytes)]).toEqual([SIZE, null]);
}

const metalink = (...files: string[]): string =>
  `<metalink xmlns="urn:ietf:params:xml:ns:metalink">${files.join('')}</metalink>`;

test('404-then-mirror: the mirror has what the link has not', async () => {
  const url = server.serve('/a.bin', { size: SIZE, scenarios: [{ id: '404-then-mirror' }] });
  const { code, stdout } = await cli.run([
    'get',
    '-d',
    folder,
    url,
    '--mirror',
    mirror.serve('/b.bin', { size: SIZE }),
  ]);
  expect(code).toBe(0);
  expect(stdout).toContain('one of the sources does not have the file');
  await expectFile('a.bin', 1);
});

test('a Metalink file: each file it names, proved by what it says of it', async () => {
  const file = (name: string, seed: number, path: string): string =>
    `<file name="../${name}"><size>${SIZE}</size><hash type="sha-256">${seededDigest(seed, SIZE, 'sha-256')}</hash>` +
    `<url priority="2">${mirror.serve(path, { size: SIZE, seed })}</url><url priority="1">${server.serve(path, { size: SIZE, seed })}</url></file>`;
  const path = join(folder, 'list.meta4');
  await writeFile(path, metalink(file('one.bin', 1, '/1'), file('two.bin', 2, '/2')));
  expect(await cli.run(['get', '-q', '-d', folder, path])).toMatchObject({ code: 0, stderr: '' });
  await expectFile('one.bin', 1);
  await expectFile('two.bin', 2);
  expect(await readdir(folder)).toEqual(['list.meta4', 'one.bin', 'two.bin']);
});

test('a file that is no Metalink is refused before anything is asked', async () => {
  const path = join(folder, 'bad.metalink');
  await writeFile(path, '<!DOCTYPE a [<!ENTITY b "c">]><metalink/>');
  const { code, stderr, stdout } = await cli.run(['get', '--json', '-d', folder, path]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^sluice: bad-metalink: /);
  expect(JSON.parse(stdout)).toMatchObject({ event: 'failed', code: 'bad-metalink' });
  expect((await cli.run(['get', '-d', folder, join(folder, 'none.meta4')])).code).toBe(2);
});
