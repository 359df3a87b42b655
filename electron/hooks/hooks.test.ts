import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCruelServer, type CruelServer } from '../engine/testing/index.ts';
import { startConnectProxy } from '../engine/testing/connect-proxy.ts';
import { startHarness, type Harness } from '../engine/testing/harness.ts';
import { hookSchema, hooksSchema, type Hook } from '../../shared/hooks.ts';
import { createHooks, followDownloads, type Hooks } from './index.ts';

/** Real programs and a real server: what they were given is read from what they wrote. */
let folder: string;
let harness: Harness;
let files: CruelServer;
let said: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-hooks-'));
  harness = await startHarness();
  files = await startCruelServer();
  said = [];
});
afterEach(async () => {
  await harness.close();
  await files.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A program that writes down its arguments, its stdin and the variables it was given. */
function recorder(name: string): { command: string[]; read: () => Record<string, unknown>[] } {
  const script = join(folder, `${name}.mjs`);
  const out = join(folder, `${name}.txt`);
  writeFileSync(
    script,
    `import { appendFileSync, readFileSync } from 'node:fs';
const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => key.startsWith('SLUICE_')));
const line = { args: process.argv.slice(2), env, facts: JSON.parse(readFileSync(0, 'utf8')) };
appendFileSync(${JSON.stringify(out)}, JSON.stringify(line) + '\\n');
`,
  );
  return {
    command: [process.execPath, script],
    read: () =>
      readFileSync(out, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

const make = (hooks: readonly Hook[], more: Partial<Parameters<typeof createHooks>[0]> = {}): Hooks =>
  createHooks({ hooks: () => hooks, report: (text) => void said.push(text), post: harness.engine.post, ...more });

/** Adds a download and resolves when it has ended. */
async function download(url: string, fileName?: string): Promise<string> {
  const id = harness.engine.add({ url, directory: harness.directory, fileName, maxRetries: 0 });
  await new Promise<void>((resolve) => {
    harness.engine.subscribe((event) => {
      if (event.type === 'changed' && ['finished', 'failed'].includes(event.to)) resolve();
    });
  });
  return id;
}

test('start, finish and fail come with the facts, as variables and as JSON; no shell reads a name', async () => {
  const told = recorder('told');
  const hooks = make([{ on: ['start', 'finish', 'fail'], command: [...told.command, '$HOME', 'a b', '; exit 1'] }]);
  followDownloads(harness.engine, hooks);
  const name = '$(touch x) `y` & "z".bin';
  const url = files.serve('/a.bin', { size: 5_000, seed: 1 });
  const id = await download(url.replace('http://', 'http://ann:secret@'), name);
  await hooks.idle();
  const gone = await download(`${files.origin}/gone.bin`);
  await hooks.idle();
  expect(said).toEqual([]);

  const [start, finish, fail] = told.read() as { args: string[]; env: Record<string, string>; facts: object }[];
  const fileName = harness.engine.get(id)?.fileName ?? '';
  const path = join(harness.directory, fileName);
  expect(start?.args).toEqual(['$HOME', 'a b', '; exit 1']);
  expect(start?.facts).toMatchObject({ event: 'start', id, url, size: 5_000, failure: null });
  expect(finish?.facts).toEqual({
    event: 'finish',
    ...{ id, url, fileName, path },
    directory: harness.directory,
    size: 5_000,
    received: 5_000,
    createdAt: expect.any(Number) as number,
    finishedAt: expect.any(Number) as number,
    failure: null,
  });
  expect(finish?.env).toMatchObject({
    SLUICE_EVENT: 'finish',
    SLUICE_ID: id,
    SLUICE_URL: url,
    SLUICE_DIRECTORY: harness.directory,
    SLUICE_FILE_NAME: fileName,
    SLUICE_PATH: path,
    SLUICE_SIZE: '5000',
    SLUICE_RECEIVED: '5000',
    SLUICE_FAILURE: '',
  });
  expect(JSON.stringify([start, finish])).not.toContain('secret');
  expect(fail?.facts).toMatchObject({ event: 'fail', id: gone, size: null, failure: { code: 'not-found' } });
  expect(fail?.env).toMatchObject({ SLUICE_FAILURE: 'not-found', SLUICE_SIZE: '' });
});

test('a webhook gets the facts as the body of a POST; no redirect is followed', async () => {
  const bodies: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      bodies.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers['content-type'] ?? ''} ${body}`);
      response.writeHead(request.url === '/moved' ? 302 : 204, { location: '/elsewhere' }).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const hooks = make([
    { on: ['finish'], webhook: `${origin}/done?key=1` },
    { on: ['finish'], webhook: `${origin}/moved` },
  ]);
  followDownloads(harness.engine, hooks);
  const id = await download(files.serve('/a.bin', { size: 10, seed: 1 }));
  await hooks.idle();
  server.close();
  expect(bodies).toHaveLength(2);
  expect(bodies[0]).toMatch(/^POST \/done\?key=1 application\/json \{"event":"finish"/);
  expect(JSON.parse(bodies[0]?.split(' ').slice(3).join(' ') ?? '')).toMatchObject({ id, size: 10 });
  expect(said).toEqual([`hook on finish: ${origin}: it answered HTTP 302`]);
});

test('a webhook is reached by the proxy of the downloads, and not without it', async () => {
  const bodies: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    request.on('data', (chunk) => bodies.push(String(chunk)));
    request.on('end', () => response.writeHead(204).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const proxy = await startConnectProxy({ signIn: 'me:pw' });
  const hooks = make([{ on: ['finish'], webhook: `http://127.0.0.1:${String(port)}/done` }]);
  followDownloads(harness.engine, hooks);
  const address = `127.0.0.1:${String(proxy.port)}`;
  harness.engine.configure({ proxies: { proxy: `http://me:pw@${address}`, bypass: '' } });
  await download(files.serve('/a.bin', { size: 10, seed: 1 }));
  await hooks.idle();
  expect(said).toEqual([]);
  expect(proxy.targets).toContain(`127.0.0.1:${String(port)}`);
  harness.engine.configure({
    proxies: { proxy: `http://me:no@${address}`, bypass: String(new URL(files.origin).host) },
  });
  await download(files.serve('/b.bin', { size: 10, seed: 1 }));
  await hooks.idle();
  expect(said).toEqual([expect.stringContaining('it cannot be reached (proxy-sign-in')]);
  expect(bodies).toHaveLength(1);
  server.close();
  await proxy.close();
});

test('what goes wrong is told, and nothing waits for it', async () => {
  const script = join(folder, 'bad.mjs');
  writeFileSync(script, `process.stderr.write('no disk\\n'); process.exitCode = 3;`);
  const sleeper = join(folder, 'sleeper.mjs');
  writeFileSync(sleeper, `setInterval(() => undefined, 1000);`);
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = `http://127.0.0.1:${String((silent.address() as AddressInfo).port)}`;
  const limits = { commandTimeoutMs: 1_500, webhookTimeoutMs: 300 };
  const hooks = make(
    [
      { on: ['finish'], command: [join(folder, 'no-such-program')] },
      { on: ['finish'], webhook: address },
      { on: ['finish'], command: [process.execPath, sleeper] },
    ],
    limits,
  );
  followDownloads(harness.engine, hooks);
  const other = make([{ on: ['finish'], command: [process.execPath, script] }]);
  followDownloads(harness.engine, other);
  const id = await download(files.serve('/a.bin', { size: 10, seed: 1 }));
  expect(harness.engine.get(id)?.status).toBe('finished');
  await Promise.all([hooks.idle(), other.idle()]);
  silent.closeAllConnections();
  silent.close();
  expect(said.sort()).toEqual(
    [
      `hook on finish: ${join(folder, 'no-such-program')}: there is no such program`,
      `hook on finish: ${process.execPath}: it ended with exit code 3: no disk`,
      `hook on finish: ${process.execPath}: it was still running after 2 s and was ended`,
      `hook on finish: ${address}: it did not answer within 0 s`,
    ].sort(),
  );
});

test('two programs of one interpreter do not wait for each other; what one leaves behind holds nothing open', async () => {
  const [seen, cut] = [join(folder, 'seen'), join(folder, 'cut')];
  const waits = join(folder, 'waits.mjs');
  const fs = `import { existsSync, writeFileSync } from 'node:fs';\n`;
  writeFileSync(
    waits,
    `${fs}setTimeout(() => process.exit(1), 20_000);
setInterval(() => existsSync(${JSON.stringify(seen)}) && process.exit(0), 20);`,
  );
  const background = join(folder, 'background.mjs');
  writeFileSync(
    background,
    `${fs}process.stderr.on('error', () => { writeFileSync(${JSON.stringify(cut)}, ''); process.exit(0); });
setTimeout(() => process.exit(0), 20_000);
setInterval(() => process.stderr.write('.'), 20);`,
  );
  const leaves = join(folder, 'leaves.mjs');
  writeFileSync(
    leaves,
    `${fs}import { spawn } from 'node:child_process';
spawn(process.execPath, [${JSON.stringify(background)}], { detached: true, stdio: ['ignore', 'ignore', 'inherit'] }).unref();
writeFileSync(${JSON.stringify(seen)}, '');`,
  );
  const hooks = make([waits, leaves].map((script) => ({ on: ['finish'], command: [process.execPath, script] })));
  followDownloads(harness.engine, hooks);
  await download(files.serve('/a.bin', { size: 10, seed: 1 }));
  await hooks.idle();
  expect(said).toEqual([]);
  await expect.poll(() => existsSync(cut), { timeout: 15_000 }).toBe(true);
});

test.each([
  [{ on: [], command: ['a'] }, false],
  [{ on: ['finish'] }, false],
  [{ on: ['finish'], command: ['a'], webhook: 'https://a.example' }, false],
  [{ on: ['finish'], command: [] }, false],
  [{ on: ['finish'], command: ['a\0b'] }, false],
  [{ on: ['finish'], webhook: 'https://ann:pw@a.example' }, false],
  [{ on: ['finish'], webhook: 'file:///etc/passwd' }, false],
  [{ on: ['finish', 'fail'], webhook: 'https://a.example/x' }, true],
  [{ on: ['start'], command: ['notify-send', 'Done'] }, true],
])('%j is a hook: %s', (given, ok) => {
  expect(hookSchema.safeParse(given).success).toBe(ok);
});

test.each(['a\nb', 'a\rb', 'a\u2028b', 'a\u202eb', '\u001b[2J'])(
  'the app keeps no argument that can disguise itself: %j',
  (text) => {
    const hook = { on: ['finish'], command: ['sh', '-c', text] };
    expect(hooksSchema.safeParse([hook]).success).toBe(false);
    // Who types it into a command line has seen it.
    expect(hookSchema.safeParse(hook).success).toBe(true);
  },
);
