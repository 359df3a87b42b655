import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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

/** A server for text files by path. */
async function startTextServer(files: Record<string, { type?: string; text: string }>): Promise<TextServer> {
  const asked: { path: string; authorization: string | undefined }[] = [];
  const http = createServer((request, reply) => {
    const path = request.url ?? '';
    const { type, text } = files[path] ?? {};
    asked.push({ path, authorization: request.headers.authorization });
    reply.writeHead(text === undefined ? 404 : 200, type === undefined ? {} : { 'content-type': type }).end(text);
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  const { port } = http.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, asked, close: () => http.close() };
}
interface TextServer {
  readonly origin: string;
  readonly asked: readonly { path: string; authorization: string | undefined }[];
  close(): void;
}

describe('the URL of a Metalink', () => {
  let site: TextServer;
  const type = 'application/metalink4+xml; charset=utf-8';
  beforeEach(async () => {
    const one = `<file name="one.bin"><size>${SIZE}</size><hash type="sha-256">${seededDigest(1, SIZE, 'sha-256')}</hash><url>${server.serve('/1', { size: SIZE })}</url></file>`;
    site = await startTextServer({
      '/a.meta4': { type, text: metalink(one) },
      '/untyped.metalink?v=1': { text: metalink(one) },
      '/bad.meta4': { type, text: 'Not today.' },
      '/large.meta4': { type, text: metalink(one, ' '.repeat(16 * 2 ** 20)) },
      '/page.meta4': { type: 'image/png', text: 'A picture.' },
    });
  });
  afterEach(() => {
    site.close();
  });

  test.each(['/a.meta4', '/untyped.metalink?v=1'])('%s: what it describes is fetched', async (path) => {
    expect(await cli.run(['get', '-q', '-d', folder, site.origin + path])).toMatchObject({ code: 0, stderr: '' });
    await expectFile('one.bin', 1);
    expect(await readdir(folder)).toEqual(['one.bin']);
  });

  test('sign-ins are for its own server, not for those it names', async () => {
    const secrets = ['--user', 'me:secret', '-H', 'X-Token: 1', '--cookie', 'a=1'];
    expect((await cli.run(['get', '-q', '-d', folder, ...secrets, `${site.origin}/a.meta4`])).code).toBe(0);
    expect(site.asked[0]?.authorization).toMatch(/^Basic /);
    for (const { headers } of server.requests)
      expect(JSON.stringify(headers)).not.toMatch(/authorization|token|cookie/i);
  });

  test('--no-follow-metalink keeps it', async () => {
    const args = ['get', '-q', '-d', folder, '--no-follow-metalink', `${site.origin}/bad.meta4`];
    expect((await cli.run(args)).code).toBe(0);
    expect(await readFile(join(folder, 'bad.meta4'), 'utf8')).toBe('Not today.');
    expect(site.asked).toHaveLength(1);
  });

  test('a file of another type is only a file', async () => {
    expect((await cli.run(['get', '-q', '-d', folder, `${site.origin}/page.meta4`])).code).toBe(0);
    expect(await readdir(folder)).toEqual(['page.meta4']);
  });

  test.each([
    ['/bad.meta4', 2, 'bad-metalink'],
    ['/large.meta4', 2, 'bad-metalink'],
    ['/none.meta4', 4, 'not-found'],
  ])('%s: refused, and nothing is written', async (path, code, failure) => {
    const run = await cli.run(['get', '--json', '-d', folder, site.origin + path]);
    expect(run).toMatchObject({ code, stderr: expect.stringMatching(`^sluice: ${failure}: `) as string });
    expect(JSON.parse(run.stdout)).toMatchObject({ event: 'failed', code: failure });
    expect(await readdir(folder)).toEqual([]);
  });
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
