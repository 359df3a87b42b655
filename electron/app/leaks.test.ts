import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hookName } from '../../shared/hooks.ts';
import { makeCertificate, startCruelServer, type CruelServer } from '../engine/testing/index.ts';
import { plantMarkers, type Markers } from '../engine/testing/markers.ts';
import type { DownloadRequest } from '../engine/index.ts';
import { createHookStore } from '../library/hooks.ts';
import type { SecretBox } from '../library/index.ts';
import { systemClock } from './clock.ts';
import { createCore, type Core } from './core.ts';
import { exportData } from './data/transfer.ts';
import { keepHooks } from './hooks/hooks.ts';
import { Journal } from './journal/journal.ts';
import { keepRemoteSecret } from './remote/secret.ts';

/**
 * Secrets of every kind are planted in the app's core, with everything real; then all that was written is searched. What is
 * sealed is no writing: the box here turns every bit round.
 */
let folder: string;
let files: CruelServer;
let stranger: CruelServer;
let markers: Markers;
const closing: Core[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-leaks-'));
  files = await startCruelServer();
  stranger = await startCruelServer();
  markers = plantMarkers();
});
afterEach(async () => {
  for (const core of closing.splice(0)) await stop(core);
  await files.close();
  await stranger.close();
  rmSync(folder, { recursive: true, force: true });
});

const sealing: SecretBox = {
  seal: (text) => Buffer.from(text).map((byte) => byte ^ 0xff),
  open: (sealed) => Buffer.from(sealed.map((byte) => byte ^ 0xff)).toString(),
};
const noKeyStore: SecretBox = { seal: () => null, open: () => null };

async function stop(core: Core): Promise<void> {
  await core.engine.shutdown();
  core.release();
}

const journal = new Journal();
function start(secretBox: SecretBox): Core {
  const core = createCore({
    userData: folder,
    downloads: join(folder, 'downloads'),
    secretBox,
    clock: systemClock,
    trash: () => Promise.resolve(),
    onProblem: (what, error) => {
      journal.write(`${what}: ${String(error)}`);
    },
  });
  core.restore();
  closing.push(core);
  return core;
}

const localhost = (url: string): string => url.replace('127.0.0.1', 'localhost');

/** Every field that a request has: one that is new must be thought of here. */
function secretive(url: string, mirror: string): Required<DownloadRequest> {
  const { make } = markers;
  const { certificate, key } = makeCertificate();
  const withUser = url.replace('://', `://me:${make('password in the link')}@`);
  return {
    url: `${withUser}?token=${make('token')}`,
    directory: join(folder, 'downloads'),
    fileName: '',
    connections: 2,
    conflictPolicy: 'number',
    checksum: { algorithm: 'md5', hex: '0'.repeat(32) },
    mirrors: [mirror],
    sizeBytes: 4_000_000,
    pieces: { algorithm: 'sha-256', lengthBytes: 4_000_000, hashes: ['0'.repeat(64)] },
    headers: {
      authorization: `Bearer ${make('Authorization')}`,
      cookie: `session=${make('Cookie')}`,
      'x-own-token': make('header of a service'),
      referer: `https://a.example/page?session=${make('session in the referrer')}`,
    },
    cookies: [
      {
        domain: '127.0.0.1',
        includeSubdomains: false,
        path: '/',
        secure: false,
        expires: 0,
        name: 'jar',
        value: make('cookie of the jar'),
      },
    ],
    credentials: { user: 'me', password: make('password') },
    proxy: `http://me:${make('password of the proxy')}@127.0.0.1:${String(files.port)}`,
    clientCertificate: { certificate, key, passphrase: make('passphrase'), pkcs12: make('certificate with its key') },
    addressFamily: 4,
    localInterface: '127.0.0.1',
    systemAuthorities: false,
    dnsOverHttps: 'https://dns.invalid/',
    certificateAuthorities: certificate,
    insecure: false,
    allowDowngrade: false,
    maxRetries: 0,
    idleTimeoutMs: 10_000,
    writeBufferBytes: 65_536,
    limitBytesPerSecond: 2 ** 40,
    resume: true,
  };
}

const without = (request: DownloadRequest, ...fields: (keyof DownloadRequest)[]): DownloadRequest =>
  Object.fromEntries(
    Object.entries(request).filter(([field]) => !fields.some((one) => one === field)),
  ) as unknown as DownloadRequest;
/** Without what would keep it from reaching the server of its test. */
const reachable = (request: DownloadRequest): DownloadRequest =>
  without(request, 'dnsOverHttps', 'pieces', 'clientCertificate', 'mirrors', 'localInterface');
const askable = (request: DownloadRequest): DownloadRequest => without(reachable(request), 'proxy');

test.each([
  ['with a key store', sealing],
  ['without one', noKeyStore],
])('%s: nothing that is written holds a secret, and no stranger is sent one', async (_, box) => {
  const core = start(box);
  const { engine, library } = core;
  const spec = { size: 4_000_000, seed: 3 };
  const failed = new Promise<void>((resolve) => {
    engine.subscribe((event) => {
      if (engine.list().filter(({ status }) => status === 'failed').length === 3) resolve();
      if (event.type === 'notice') journal.write(`${event.code} ${event.detail}`);
    });
  });
  // Goes on to a stranger, who also serves as a mirror, and stands in the middle.
  const there = localhost(stranger.serve('/there.bin', spec));
  const mirror = localhost(stranger.serve('/mirror.bin', spec));
  const hold = stranger.hold('/there.bin', { atOffset: 3_000_000 });
  const away = files.serve('/away.bin', { ...spec, scenarios: [{ id: 'redirect-cross-host-auth', to: there }] });
  const standing = engine.add({ ...askable(secretive(away, mirror)), mirrors: [mirror] });
  await hold.reached;
  // Fails at the server, at a proxy that is none, and at a redirect that is refused.
  engine.add(askable(secretive(`${files.origin}/gone.bin`, mirror)));
  engine.add(reachable(secretive(`${files.origin}/by-proxy.bin`, mirror)));
  const refused = files.serve('/refused.bin', {
    ...spec,
    scenarios: [
      { id: 'redirect-cross-host-auth', to: `ftp://me:${markers.make('password in a redirect')}@127.0.0.1/x` },
    ],
  });
  engine.add(askable(secretive(refused, mirror)));
  // Waits, with all that a request can have.
  engine.add(secretive(`${files.origin}/paused.bin`, mirror), { paused: true });

  library.hostRules.put({
    id: 'rule',
    pattern: 'rule.example',
    connections: null,
    limitBytesPerSecond: null,
    userAgent: '',
    referrer: `https://rule.example/?session=${markers.make('session in the referrer of a rule')}`,
    proxy: '',
    directory: '',
    headers: { 'X-Rule': markers.make('header of a rule') },
  });
  library.signIns.put('https://kept.example', { user: 'me', password: markers.make('kept sign-in') });
  const secret = keepRemoteSecret({ box, memory: library.memory, file: join(folder, 'remote-secret') });
  secret.get();
  await failed;
  await engine.pause(standing);
  core.keeper.flush();

  for (const { id, url, failure } of engine.list()) {
    journal.write(`${url} ${String(failure?.code)} ${failure?.detail ?? ''}`);
    journal.write(JSON.stringify(engine.timeline(id)));
  }
  // While it runs there is the write-ahead log besides.
  const token = expect.stringMatching(/^library\.db(-wal)?: token$/) as string;
  const seen = await markers.below(folder);
  expect(seen.filter((line) => !/^library\.db(-wal)?: token$/.test(line))).toEqual([]);
  // The list must know its links, or it could not go on.
  expect(seen).toContainEqual(token);
  expect(markers.within(JSON.stringify(journal.read()))).toEqual([]);
  expect(journal.read().length).toBeGreaterThan(5);
  expect(markers.within(exportData({ engine, library, wallNow: Date.now }).text)).toEqual(['token']);
  expect(markers.within(JSON.stringify(engine.list()))).toEqual(['token']);
  const toStranger = stranger.requests.map(({ target, rawHeaders }) => [target, rawHeaders]);
  expect(toStranger.length).toBeGreaterThan(0);
  expect(markers.within(JSON.stringify(toStranger))).toEqual([]);
  hold.release();
});

test.each([
  ['with a key store', sealing],
  ['without one', noKeyStore],
])('%s: the address of a webhook lies nowhere in plain text', async (_, box) => {
  const core = start(box);
  const path = markers.make('path of a webhook');
  const query = markers.make('query of a webhook');
  const said: string[] = [];
  const hooks = keepHooks({
    ...{ engine: core.engine, store: createHookStore(core.library.memory, box) },
    confirm: () => Promise.resolve(true),
    report: (text) => void said.push(text),
  });
  const own = { on: ['fail' as const], webhook: `http://127.0.0.1:1/${path}?key=${query}` };
  const harmless = { on: ['finish' as const], webhook: 'https://a.example/' };
  await hooks.set([own, harmless]);
  expect(hooks.get()).toEqual([own, harmless]);
  expect(createHookStore(core.library.memory, box).list()).toEqual(box === sealing ? [own, harmless] : [harmless]);
  core.engine.add({ url: `${files.origin}/none`, directory: folder, maxRetries: 0 });
  await expect.poll(() => said, { timeout: 10_000 }).toHaveLength(1);
  expect(said[0]).toContain(hookName(own));
  expect(markers.within(said.join())).toEqual([]);
  expect(await markers.below(folder)).toEqual([]);
  await hooks.close();
});
