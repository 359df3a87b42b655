import { createServer, type AddressInfo } from 'node:net';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { firstWrongByte, seededDigest, startCruelServer, type CruelServer } from '../engine/testing/index.ts';
import { buildCli, type BuiltCli } from './testing/built-cli.ts';

/** `sluice get` as users run it: the built file as a process, against a server that does as it is told. */

const SIZE = 5 * 2 ** 20 + 7;

let cli: BuiltCli;
let server: CruelServer;
let folder: string;

beforeAll(async () => {
  cli = await buildCli();
}, 60_000);
afterAll(() => cli.dispose());

beforeEach(async () => {
  server = await startCruelServer();
  folder = await mkdtemp(join(tmpdir(), 'sluice-get-'));
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (...args: string[]) => cli.run(['get', '-d', folder, ...args]);

async function expectFile(name: string, seed = 1, size = SIZE): Promise<void> {
  const bytes = await readFile(join(folder, name));
  expect(bytes.length).toBe(size);
  expect(firstWrongByte(seed, 0, bytes)).toBeNull();
}

const eventsOf = (stdout: string): Record<string, unknown>[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

async function closedPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

test('a file, its checksum proved, and nothing else left', async () => {
  const url = server.serve('/a.bin', { size: SIZE });
  const digest = seededDigest(1, SIZE, 'sha-256');
  const { code, stdout, stderr } = await get('--checksum', `sha256=${digest}`, '-x', '4', url);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    /^a\.bin: 5\.00 MiB from 127\.0\.0\.1.*\na\.bin: 5\.00 MiB in .*, sha-256 matches, saved as .*\n$/,
  );
  expect(stdout).not.toContain('\x1b');
  await expectFile('a.bin');
  expect(await readdir(folder)).toEqual(['a.bin']);
});

test('a name of one’s own, quietly', async () => {
  const url = server.serve('/a.bin', { size: SIZE });
  expect(await get('-q', '-o', 'mine.bin', url)).toMatchObject({ code: 0, stdout: '', stderr: '' });
  await expectFile('mine.bin');
});

test('several files from a list on stdin', async () => {
  const urls = [1, 2, 3].map((seed) => server.serve(`/${seed}.bin`, { size: 1000, seed }));
  const options = { stdin: `# three\n${urls.join('\r\n')}\n` };
  expect(await cli.run(['get', '-i', '-', '-d', folder], options)).toMatchObject({ code: 0, stderr: '' });
  for (const seed of [1, 2, 3]) await expectFile(`${seed}.bin`, seed, 1000);
});

describe('exit codes', () => {
  test('404: refused', async () => {
    const { code, stderr } = await get(`${server.origin}/nothing`);
    expect(code).toBe(4);
    expect(stderr).toMatch(/^sluice: not-found: There is no file at this link\. Check the link\.\n/);
    expect(await readdir(folder)).toEqual([]);
  });

  test('500: the server failed, asked once only', async () => {
    const url = server.serve('/a.bin', { size: SIZE, scenarios: [{ id: '5xx-once', status: 500, times: 99 }] });
    const { code, stderr } = await get('--max-retries', '0', url);
    expect(code).toBe(5);
    expect(stderr).toMatch(/^sluice: server-error: /);
    expect(server.requestsFor('/a.bin')).toHaveLength(1);
  });

  test('nobody there: network', async () => {
    const { code, stderr } = await get('--max-retries', '0', `http://127.0.0.1:${await closedPort()}/a`);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^sluice: connect-refused: /);
  });

  test('an unknown certificate: network; trusted or accepted: done', async () => {
    const secure = await startCruelServer({ tls: true });
    try {
      const url = secure.serve('/a.bin', { size: 1000 });
      const refused = await get(url);
      expect(refused.code).toBe(3);
      expect(refused.stderr).toMatch(/^sluice: tls-invalid: /);
      await writeFile(join(folder, 'ca.pem'), secure.certificate ?? '');
      expect(await get('--ca-file', join(folder, 'ca.pem'), url)).toMatchObject({ code: 0, stderr: '' });
      const accepted = await get('--insecure', url);
      expect(accepted.code).toBe(0);
      expect(accepted.stderr).toBe('sluice: warning: certificates are not checked (--insecure).\n');
    } finally {
      await secure.close();
    }
  });

  test('another checksum: integrity, and no file of that name', async () => {
    const url = server.serve('/a.bin', { size: SIZE });
    const { code, stderr } = await get('--checksum', `md5=${'0'.repeat(32)}`, url);
    expect(code).toBe(6);
    expect(stderr).toMatch(/^sluice: checksum-mismatch: /);
    expect(await readdir(folder)).not.toContain('a.bin');
  });

  test('a file where the folder should be: disk', async () => {
    const url = server.serve('/a.bin', { size: SIZE });
    await writeFile(join(folder, 'file'), '');
    const { code, stderr } = await get('-d', join(folder, 'file', 'sub'), url);
    expect(code).toBe(7);
    expect(stderr).toMatch(/^sluice: folder-unwritable: /);
    expect(server.requests).toEqual([]);
  });

  test('the name taken: by --on-conflict', async () => {
    const url = server.serve('/a.bin', { size: 1000 });
    await writeFile(join(folder, 'a.bin'), 'mine');
    const fail = await get('--on-conflict', 'fail', url);
    expect(fail.code).toBe(8);
    expect(fail.stderr).toMatch(/^sluice: name-taken: /);
    const skip = await get('--on-conflict', 'skip', url);
    expect(skip).toMatchObject({ code: 0, stderr: '' });
    expect(skip.stdout).toContain(`skipped, because it is there already: ${join(folder, 'a.bin')}`);
    expect(await readFile(join(folder, 'a.bin'), 'utf8')).toBe('mine');
    expect((await get(url)).code).toBe(0);
    await expectFile('a (1).bin', 1, 1000);
    expect((await get('--on-conflict', 'overwrite', url)).code).toBe(0);
    await expectFile('a.bin', 1, 1000);
  });

  test.each([
    [['get'], /^sluice: bad-option: Give at least one URL/],
    [['get', 'sftp://h/a'], /^sluice: bad-url: This is not a link that can be downloaded/],
    [['get', 'http://h/a', '-x', '65'], /^sluice: bad-option: -x is a number/],
    [['get', 'http://h/a', '-o', 'x/y'], /^sluice: bad-option: -o takes a file name without a path/],
    [
      ['get', 'http://h/a', '--ca-file', '/nowhere'],
      /^sluice: bad-option: --ca-file: \/nowhere cannot be read \(ENOENT/,
    ],
    [['get', 'http://h/a', '--write-buffer', '1G'], /^sluice: bad-option: /],
    [['nope'], /^sluice: bad-option: Unknown command 'nope'/],
    [[], /^sluice: bad-option: Say what to do/],
  ])('%j: usage', async (args, message) => {
    const { code, stdout, stderr } = await cli.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('stopped in mid-way', () => {
  const started = /"event":"progress".*"received":[1-9]/;

  test.each(['SIGINT', 'SIGTERM'] as const)('%s keeps what is there; the same command goes on', async (signal) => {
    const url = server.serve('/a.bin', { size: SIZE, bytesPerSecond: 2 ** 20 });
    const args = ['get', '-d', folder, '--json', '-x', '2', url];
    const run = cli.start(args);
    await run.printed(started);
    run.child.kill(signal);
    const stopped = await run.ended;
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(/^sluice: stopped\. .* of 5\.00 MiB kept: run the same command again to go on\.\n$/);
    expect(eventsOf(stopped.stdout).at(-1)).toMatchObject({ event: 'stopped', size: SIZE });
    expect((await readdir(folder)).sort()).toEqual(['a.bin.part', 'a.bin.part.json']);

    server.change('/a.bin', { bytesPerSecond: null });
    const done = await cli.run(args);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    const fetched = eventsOf(done.stdout).at(-1)?.['fetched'];
    expect(fetched).toBeGreaterThan(0);
    expect(fetched).toBeLessThan(SIZE);
    await expectFile('a.bin');
    expect(await readdir(folder)).toEqual(['a.bin']);
  });

  test('SIGKILL, too', async () => {
    const url = server.serve('/a.bin', { size: SIZE, bytesPerSecond: 2 ** 20 });
    const run = cli.start(['get', '-d', folder, '--json', url]);
    await run.printed(started);
    run.child.kill('SIGKILL');
    expect((await run.ended).signal).toBe('SIGKILL');
    server.change('/a.bin', { bytesPerSecond: null });
    expect((await get(url)).code).toBe(0);
    await expectFile('a.bin');
  });

  test('a silent server does not hold it up', async () => {
    const url = server.serve('/a.bin', { size: SIZE, scenarios: [{ id: 'headers-then-silence' }] });
    const run = cli.start(['get', '-d', folder, '--json', url]);
    await server.waitFor(() => server.requests.find(({ status }) => status !== null));
    run.child.kill('SIGINT');
    expect(await run.ended).toMatchObject({ code: 130 });
  });
});

test('--json tells the whole story, one object a line', async () => {
  const url = server.serve('/a.bin', { size: SIZE, bytesPerSecond: 4 * 2 ** 20 });
  const { code, stdout, stderr } = await get('--json', '-x', '2', url);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const events = eventsOf(stdout);
  expect(events.map(({ event }) => event).filter((event) => event !== 'progress')).toEqual([
    'added',
    'started',
    'done',
  ]);
  const id = events[0]?.['id'];
  expect(events[1]).toMatchObject({ id, url, fileName: 'a.bin', size: SIZE, received: 0, segmentable: true });
  expect(events[2]).toMatchObject({ event: 'progress', id, size: SIZE, segments: expect.any(Array) as unknown });
  expect(events.at(-1)).toMatchObject({ id, url, path: join(folder, 'a.bin'), size: SIZE, fetched: SIZE });
});

test('--json tells of a failure and of a refused command', async () => {
  const failed = await get('--json', `${server.origin}/nothing`);
  expect(eventsOf(failed.stdout).at(-1)).toMatchObject({ event: 'failed', code: 'not-found' });
  expect(failed.stderr).toMatch(/^sluice: not-found: /);
  const refused = await get('--json', 'sftp://h/a');
  expect(eventsOf(refused.stdout)).toMatchObject([{ event: 'failed', code: 'bad-url' }]);
  expect(refused.code).toBe(2);
});

test('credentials reach the server and nothing else', async () => {
  const url = server.serve('/a.bin', { size: 1000 });
  await writeFile(join(folder, 'headers'), '# token\nX-Token: tok-secret\n');
  await writeFile(
    join(folder, 'cookies'),
    '127.0.0.1\tFALSE\t/\tFALSE\t0\tsid\tcookie-secret\nother\tFALSE\t/\tFALSE\t0\ta\tb\n',
  );
  const files = ['--header-file', join(folder, 'headers'), '--cookie-file', join(folder, 'cookies')];
  const { code, stdout, stderr } = await get(
    '--json',
    '--user',
    'me:pass-secret',
    ...files,
    '--referer',
    'http://r/',
    url,
  );
  expect(code).toBe(0);
  expect(server.requests[0]?.headers).toMatchObject({
    authorization: `Basic ${Buffer.from('me:pass-secret').toString('base64')}`,
    'x-token': 'tok-secret',
    cookie: 'sid=cookie-secret',
    referer: 'http://r/',
    'user-agent': expect.stringMatching(/^Sluice\/\d+\.\d+\.\d+/) as unknown,
  });
  expect(stdout + stderr).not.toMatch(/secret/);
  const inUrl = await get('--json', url.replace('http://', 'http://me:url-secret@').replace('a.bin', 'nothing'));
  expect(inUrl.code).toBe(4);
  expect(inUrl.stdout + inUrl.stderr).not.toMatch(/secret/);
});

test('a reader that goes away costs the report, not the download', async () => {
  const url = server.serve('/a.bin', { size: SIZE, bytesPerSecond: 4 * 2 ** 20 });
  const run = cli.start(['get', '-d', folder, '--json', url]);
  await run.printed(/"event":"added"/);
  run.child.stdout?.destroy();
  expect(await run.ended).toMatchObject({ code: 0, stderr: '' });
  await expectFile('a.bin');
});
