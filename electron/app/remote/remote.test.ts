import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { RemoteState } from '../../../shared/ipc/remote.ts';
import { openLibrary, type Library, type SecretBox } from '../../library/index.ts';
import { startHarness, type Harness } from '../../engine/testing/harness.ts';
import { openControl } from './control.ts';
import { followRemoteSettings, type RemoteControl } from './remote.ts';
import { keepRemoteSecret } from './secret.ts';

let folder: string;
let library: Library;
let harness: Harness;
const open: RemoteControl[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-remote-'));
  library = openLibrary({
    path: join(folder, 'library.db'),
    now: new Date(0),
    secretBox: noBox,
    onUnreadable: () => undefined,
  });
  harness = await startHarness();
});
afterEach(async () => {
  for (const control of open.splice(0)) await control.close();
  await harness.close();
  library.close();
  rmSync(folder, { recursive: true, force: true });
});

const noBox: SecretBox = { seal: () => null, open: () => null };
/** Turns bytes round: sealed enough to tell that it was. */
const box: SecretBox = {
  seal: (text) => Buffer.from(text).reverse(),
  open: (sealed) => Buffer.from(sealed).reverse().toString(),
};

const host = () => ({
  engine: harness.engine,
  version: '1.2.3',
  settings: () => ({ ...library.settings.get(), directory: folder }),
  changeSettings: () => undefined,
  save: () => undefined,
  shutdown: () => undefined,
});

/** Follows the settings, and tells each state as it comes. */
function follow() {
  const states: RemoteState[] = [];
  const waiting = new Set<() => void>();
  const control = followRemoteSettings({
    settings: library.settings,
    host: host(),
    secret: keepRemoteSecret({ box: noBox, memory: library.memory, file: join(folder, 'rpc-secret') }),
    tell(state) {
      states.push(state);
      for (const look of waiting) look();
    },
    onProblem: () => undefined,
  });
  open.push(control);
  const until = (wanted: (states: readonly RemoteState[]) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!wanted(states)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return { control, states, until };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const version = async (port: number, secret: string): Promise<unknown> => {
  const body = JSON.stringify({ id: 1, method: 'aria2.getVersion', params: [`token:${secret}`] });
  const response = await fetch(`http://127.0.0.1:${String(port)}/jsonrpc`, { method: 'POST', body });
  const { result } = (await response.json()) as { result?: { sluice: string } };
  return result?.sluice;
};

test('it listens while the settings say so, where they say', async () => {
  const { control, until } = follow();
  expect(control.state()).toMatchObject({ state: 'off', problem: null });
  const [first, second] = [await freePort(), await freePort()];
  library.settings.update({ remote: true, remotePort: first });
  await until((states) => states.at(-1)?.state === 'listening');
  expect(await version(first, control.secret())).toBe('1.2.3');
  library.settings.update({ remotePort: second });
  await until((states) => states.at(-1)?.port === second);
  expect(await version(second, control.secret())).toBe('1.2.3');
  await expect(version(first, '')).rejects.toThrow();
  library.settings.update({ remote: false });
  await until((states) => states.at(-1)?.state === 'off');
  await expect(version(second, '')).rejects.toThrow();
});

test('a port that another program has is told, and another one is taken at once', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { control, states, until } = follow();
  library.settings.update({ remote: true, remotePort: port });
  await until(() => states.length > 0);
  expect(control.state()).toMatchObject({ state: 'failed', port, problem: 'in-use' });
  library.settings.update({ remotePort: await freePort() });
  await until(() => states.at(-1)?.state === 'listening');
  other.close();
});

test('a renewed secret counts at once, and who had the old one is let go', async () => {
  const { control, states, until } = follow();
  const port = await freePort();
  library.settings.update({ remote: true, remotePort: port });
  await until(() => states.at(-1)?.state === 'listening');
  const old = control.secret();
  const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/jsonrpc`);
  await once(socket, 'open');
  const told = states.length;
  const fresh = control.renewSecret();
  await once(socket, 'close');
  await until(() => states.length > told);
  expect(fresh).not.toBe(old);
  expect([await version(port, old), await version(port, fresh)]).toEqual([undefined, '1.2.3']);
});

test('the secret lies in the key store, or without one in a file for the user alone; it outlives the run', () => {
  const file = join(folder, 'rpc-secret');
  const keep = (given: SecretBox) => keepRemoteSecret({ box: given, memory: library.memory, file });
  const bare = keep(noBox).get();
  expect(readFileSync(file, 'utf8')).toBe(`${bare}\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const again = keep(noBox);
  expect([again.get(), again.isSealed()]).toEqual([bare, false]);

  const sealed = keep(box);
  const renewed = sealed.renew();
  expect([keep(box).get(), keep(box).isSealed()]).toEqual([renewed, true]);
  expect(() => statSync(file)).toThrow('ENOENT');
  expect(JSON.stringify(library.memory.all())).not.toContain(renewed);
  // Sealed by another machine's key store: clients need be told anew.
  expect(keep(noBox).get()).not.toBe(renewed);
});

test.skipIf(process.platform === 'win32')('the command line has a socket of its own, for this user only', async () => {
  const close = openControl({
    host: host(),
    userData: folder,
    onProblem: (what, error) => expect([what, error]).toBe(null),
  });
  const path = join(folder, 'control.sock');
  await expect.poll(() => statSync(join(folder, 'rpc.json'), { throwIfNoEntry: false })?.mode ?? 0).toBe(0o100600);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const { secret } = JSON.parse(readFileSync(join(folder, 'rpc.json'), 'utf8')) as { secret: string };
  const ask = (token: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const sent = request({ socketPath: path, path: '/jsonrpc', method: 'POST' }, (response) => {
        let text = '';
        response.on('data', (chunk) => (text += String(chunk)));
        response.on('end', () => resolve(text));
      });
      sent.on('error', reject);
      sent.end(JSON.stringify({ id: 1, method: 'aria2.getVersion', params: [`token:${token}`] }));
    });
  expect(await ask(secret)).toContain('"sluice":"1.2.3"');
  expect(await ask('guess')).toContain('Unauthorized');
  await close();
  expect(() => statSync(join(folder, 'rpc.json'))).toThrow('ENOENT');
});

test.skipIf(process.platform === 'win32')(
  'a socket that nobody can be told of is closed again, and that is told',
  async () => {
    mkdirSync(join(folder, 'rpc.json'));
    const problems: string[] = [];
    const close = openControl({ host: host(), userData: folder, onProblem: (what) => problems.push(what) });
    await expect.poll(() => problems).toEqual(['the command line cannot reach this run']);
    expect(() => statSync(join(folder, 'control.sock'))).toThrow('ENOENT');
    await close();
    expect(problems).toHaveLength(1);
  },
);
