import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildCli, type BuiltCli } from './testing/built-cli.ts';
import { elsewhere, startLeakScene, type LeakScene } from './testing/leak-scene.ts';

/** Secrets of every kind are given to the daemon; then all that it wrote and sent is searched. */
const PATIENCE_MS = 120_000;

let cli: BuiltCli;
let scene: LeakScene;
beforeAll(async () => {
  cli = await buildCli({ daemon: true });
}, PATIENCE_MS);
afterAll(() => cli.dispose());
beforeEach(async () => {
  scene = await startLeakScene();
});
afterEach(() => scene.close());

test.skipIf(process.platform === 'win32')(
  'the daemon: library, session, answers and what it says',
  async () => {
    const { env, files, folder, given, markers, own, proxy, recorder, stranger, toStranger } = scene;
    const { make } = markers;
    const secret = make('secret of the RPC');
    const conf = await given('aria2.conf', `rpc-secret=${secret}\nall-proxy=${scene.proxyAddress}\n`);
    const session = join(folder, 'session.txt');
    const hook = await recorder();
    await mkdir(join(folder, 'files'));
    const daemon = cli.start(
      [
        ...['daemon', '--rpc-listen-port=0', `--conf-path=${conf}`, `--dir=${join(folder, 'files')}`],
        ...[`--save-session=${session}`, `--on-download-complete=${hook}`, `--on-download-error=${hook}`],
      ],
      { cwd: folder, env },
    );
    await daemon.printed(/listening on port/);
    const { port } = JSON.parse(await readFile(join(folder, 'data', 'daemon', 'rpc.json'), 'utf8')) as { port: number };
    const call = async (method: string, ...params: unknown[]): Promise<{ text: string; result: unknown }> => {
      const response = await fetch(`http://127.0.0.1:${String(port)}/jsonrpc`, {
        method: 'POST',
        body: JSON.stringify({ jsonrpc: '2.0', id: '1', method, params: [`token:${secret}`, ...params] }),
      });
      const text = await response.text();
      return { text, result: (JSON.parse(text) as { result?: unknown }).result };
    };
    const size = 2_000_000;
    const there = elsewhere(stranger.serve('/there.bin', { size, seed: 1 }));
    const redirect = { size, seed: 1, scenarios: [{ id: 'redirect-cross-host-auth', to: there }] } as const;
    files.serve('/held.bin', { size, seed: 2 });
    files.serve('/p.bin', { size, seed: 2 });
    const hold = files.hold('/held.bin', { atOffset: 1_500_000 });
    const options = (): Record<string, unknown> => ({
      header: [
        `X-Token: ${make('header')}`,
        `Cookie: s=${make('cookie')}`,
        `Authorization: Bearer ${make('Authorization')}`,
      ],
      referer: `https://a.example/?s=${make('referrer')}`,
      'max-tries': '1',
    });
    const signIn = (): Record<string, unknown> => ({ 'http-user': 'me', 'http-passwd': make('password') });
    const byProxy = {
      'all-proxy': `http://127.0.0.1:${String(proxy.port)}`,
      'all-proxy-user': 'me',
      'all-proxy-passwd': make('proxy'),
    };
    const add = async (path: string, more: object): Promise<string> => {
      const url = `${files.origin.replace('://', `://me:${make('password in the link')}@`)}${path}?token=${make('token')}`;
      const { text, result } = await call('aria2.addUri', [url], { ...options(), ...more });
      expect(markers.within(text)).toEqual([]);
      return result as string;
    };
    files.serve('/away.bin', redirect);
    const gids = [
      await add('/away.bin', {}),
      await add('/gone.bin', signIn()),
      await add('/by-proxy.bin', byProxy),
      await add('/held.bin', signIn()),
      await add('/p.bin', { pause: 'true', ...byProxy }),
    ];
    const mirrored = await call(
      'aria2.addUri',
      [`${files.origin}/a`, `http://me:${make('mirror')}@127.0.0.1/b`],
      options(),
    );
    expect([mirrored.text.includes('error'), markers.within(mirrored.text)]).toEqual([true, []]);
    const stateOf = async (gid: string) =>
      ((await call('aria2.tellStatus', gid, ['status'])).result as { status: string }).status;
    const settled = async (gid: string) => ['complete', 'error'].includes(await stateOf(gid));
    for (const gid of gids.slice(0, 3)) await expect.poll(() => settled(gid), { timeout: 30_000 }).toBe(true);
    expect(await Promise.all(gids.slice(0, 3).map(stateOf))).toEqual(['complete', 'error', 'error']);
    await hold.reached;
    for (const gid of gids) {
      for (const method of [
        'aria2.tellStatus',
        'aria2.getUris',
        'aria2.getFiles',
        'aria2.getOption',
        'aria2.getServers',
      ]) {
        const { text } = await call(method, gid);
        expect([method, markers.within(text).filter((one) => one !== 'token')]).toEqual([method, []]);
      }
    }
    const refused = await call('aria2.changeGlobalOption', { 'all-proxy': `http://me:${make('proxy of all')}@p:1` });
    expect([refused.text.includes('error'), markers.within(refused.text)]).toEqual([true, []]);
    const shown = (await call('aria2.getGlobalOption')).text;
    expect(shown).toContain(`"all-proxy":"http://127.0.0.1:${String(proxy.port)}"`);
    expect(markers.within(shown)).toEqual([]);
    // All went by it, which is told nothing but its own sign-in, and the wrong one.
    expect(proxy.targets.length).toBeGreaterThan(2);
    expect(markers.within(proxy.heads.join()).sort()).toEqual(['password of the proxy', 'proxy']);
    await call('aria2.saveSession');
    const allowed = (line: string): boolean =>
      /^(data\/daemon\/library\.db(-wal)?|session\.txt|told\.txt): token$/.test(line) ||
      // For the eyes of this user's own programs.
      line === 'data/daemon/rpc.json: secret of the RPC';
    const wrong = async () => (await markers.below(folder, own)).filter((line) => !allowed(line));
    expect(await wrong()).toEqual([]);
    const checkpoint = () => readFile(join(folder, 'files', 'held.bin.part.json'), 'utf8').catch(() => '');
    await expect.poll(checkpoint, { timeout: 30_000 }).toContain('sizeBytes');
    expect(await readFile(join(folder, 'told.txt'), 'utf8')).toContain('SLUICE_EVENT=fail');
    daemon.child.kill('SIGTERM');
    const outcome = await daemon.ended;
    hold.release();
    expect(outcome.code).toBe(0);
    expect(markers.within(outcome.stdout + outcome.stderr).filter((one) => one !== 'token')).toEqual([]);
    expect(await wrong()).toEqual([]);
    expect(await markers.below(join(folder, 'data'))).not.toContainEqual(expect.stringContaining('secret of the RPC'));
    expect(toStranger()).toEqual([]);
  },
  PATIENCE_MS,
);
