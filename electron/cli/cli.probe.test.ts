import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCruelServer, type CruelServer } from '../engine/testing/index.ts';
import { buildCli, type BuiltCli } from './testing/built-cli.ts';

/** `sluice probe` as users run it. */

let cli: BuiltCli;
let server: CruelServer;
let folder: string;

beforeAll(async () => {
  cli = await buildCli();
  server = await startCruelServer();
  folder = await mkdtemp(join(tmpdir(), 'sluice-probe-'));
}, 60_000);
afterAll(async () => {
  await cli.dispose();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const probe = (...args: string[]) => cli.run(['probe', ...args], { cwd: folder });

test('--json: exactly the documented object on one line, and nothing written', async () => {
  const url = server.serve('/files/a.iso', {
    size: 50_000_000,
    etag: '"v1"',
    contentType: 'application/x-iso9660-image',
  });
  const { code, stdout, stderr } = await probe(url, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(
    `${JSON.stringify({
      url,
      finalUrl: url,
      size: 50_000_000,
      ranges: true,
      etag: '"v1"',
      lastModified: 'Mon, 01 Jan 2024 00:00:00 GMT',
      fileName: 'a.iso',
      mediaType: 'application/x-iso9660-image',
      segmentable: true,
    })}\n`,
  );
  expect(await readdir(folder)).toEqual([]);
});

test('--json: what is not known is null, and a reason says why not', async () => {
  const url = server.serve('/plain', {
    size: 1000,
    ranges: false,
    etag: null,
    lastModified: null,
    contentType: null,
    scenarios: [{ id: 'no-content-length' }],
  });
  const { code, stdout } = await probe(url, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    url,
    finalUrl: url,
    size: null,
    ranges: false,
    etag: null,
    lastModified: null,
    fileName: 'plain',
    mediaType: null,
    segmentable: 'no-length',
  });
});

test('after a redirect', async () => {
  const target = server.serve('/target.bin', { size: 10 });
  const url = server.serve('/old', { size: 0, scenarios: [{ id: 'redirect-new-target', to: target }] });
  expect(JSON.parse((await probe(url, '--json')).stdout)).toMatchObject({ url, finalUrl: target, size: 10 });
});

test('for people', async () => {
  const url = server.serve('/b.iso', { size: 50_000_000 });
  const { stdout } = await probe(url);
  expect(stdout).toMatch(/^Name {7}b\.iso\nSize {7}47\.7 MiB \(50000000 bytes\)\n/);
  expect(stdout).toContain('Resumable  yes\n');
});

test('a failure has its code', async () => {
  const { code, stdout, stderr } = await probe(`${server.origin}/nothing`, '--json');
  expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
  expect(stderr).toMatch(/^sluice: not-found: /);
});

test('usage', async () => {
  expect((await probe()).code).toBe(2);
  expect((await probe('nope')).code).toBe(2);
});

test('a silent server does not hold up a stop', async () => {
  const url = server.serve('/silent', { size: 10, scenarios: [{ id: 'accept-then-silence' }] });
  const run = cli.start(['probe', url], { cwd: folder });
  await server.waitFor(() => server.requestsFor('/silent')[0]);
  run.child.kill('SIGINT');
  expect(await run.ended).toMatchObject({ code: 130, stdout: '', stderr: 'sluice: stopped.\n' });
});
