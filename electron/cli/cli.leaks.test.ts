import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildCli, type BuiltCli, type Outcome } from './testing/built-cli.ts';
import { elsewhere, startLeakScene, type LeakScene } from './testing/leak-scene.ts';

/** Secrets of every kind are given to the built command line; then all that it wrote and sent is searched. */
const PATIENCE_MS = 120_000;

let cli: BuiltCli;
let scene: LeakScene;
beforeAll(async () => {
  cli = await buildCli();
}, PATIENCE_MS);
afterAll(() => cli.dispose());
beforeEach(async () => {
  scene = await startLeakScene();
});
afterEach(() => scene.close());

const run = (args: readonly string[], env = scene.env): Promise<Outcome> => cli.run(args, { cwd: scene.folder, env });
const said = ({ stdout, stderr }: Outcome): string[] => scene.markers.within(stdout + stderr);

/** Options for all that can be secret, but for the sign-in. */
async function secretOptions(cookies: 'typed' | 'of a file'): Promise<string[]> {
  const { given, folder } = scene;
  const { make } = scene.markers;
  const cookie = ['127.0.0.1', 'FALSE', '/', 'FALSE', '0', 'jar', make('cookie of the file')].join('\t');
  const headers = await given('headers.txt', `X-From-File: ${make('header of the file')}\n`);
  const jar = await given('cookies.txt', `# Netscape HTTP Cookie File\n${cookie}\n`);
  return [
    ...['-H', `X-Token: ${make('header')}`, '--header-file', headers],
    ...(cookies === 'typed' ? ['--cookie', `session=${make('cookie')}`] : ['--cookie-file', jar]),
    ...['--referer', `https://a.example/?s=${make('referrer')}`],
    ...['-d', folder, '-x', '2', '--max-retries', '0'],
  ];
}

test.skipIf(process.platform === 'win32')(
  'redirected to a stranger, with hooks and --json; broken off; failed',
  async () => {
    const { env, files, folder, markers, own, recorder, stranger, toStranger } = scene;
    const { make } = markers;
    const size = 2_000_000;
    const there = elsewhere(stranger.serve('/there.bin', { size, seed: 1 }));
    const away = files.serve('/away.bin', {
      size,
      seed: 1,
      scenarios: [{ id: 'redirect-cross-host-auth', to: there }],
    });
    const hook = await recorder();
    const webhook = `http://127.0.0.1:${String(files.port)}/hook/${make('webhook')}`;
    const options = [
      ...(await secretOptions('typed')),
      '--on-start',
      hook,
      '--on-finish',
      hook,
      '--on-finish',
      webhook,
    ];
    const byToken = ['-H', `Authorization: Bearer ${make('Authorization')}`];
    const done = await run(['get', `${away}?token=${make('token')}`, ...options, ...byToken, '--json']);
    expect([done.code, done.stderr, done.stdout]).toEqual([
      0,
      expect.stringContaining('hook on finish: http://127.0.0.1'),
      expect.stringContaining('"event":"done"'),
    ]);
    // The link is what the user asked for, and is named with its query.
    expect(said(done)).toEqual(['token']);
    expect(await readFile(join(folder, 'told.txt'), 'utf8')).toContain('SLUICE_EVENT=finish');
    const told = ['told.txt'];
    expect(markers.within(await readFile(join(folder, 'told.txt')))).toEqual(['token']);
    expect(toStranger()).toEqual([]);
    expect(stranger.requests.length).toBeGreaterThan(0);

    const user = ['--user', `me:${make('password')}`];
    const gone = await run(['get', `${files.origin}/gone.bin?token=${make('token')}`, ...options, ...user]);
    expect(gone.code).toBe(4);
    expect(said(gone).filter((one) => one !== 'token')).toEqual([]);
    const link = `${files.origin.replace('://', `://me:${make('password in the link')}@`)}/gone.bin`;
    for (const more of [[], ['--json'], ['-q']]) {
      const failed = await run(['get', link, ...(await secretOptions('typed')), ...more]);
      expect(failed.code).toBe(4);
      expect(said(failed)).toEqual([]);
    }
    // Leaves part file and checkpoint.
    const held = files.serve('/held.bin', { size, seed: 2 });
    const hold = files.hold('/held.bin', { atOffset: 1_500_000 });
    const signed = held.replace('://', `://me:${make('password in the link')}@`);
    const stopped = cli.start(['get', `${signed}?token=${make('token')}`, ...options, '--json'], {
      cwd: folder,
      env,
    });
    await hold.reached;
    await stopped.printed(/"event":"progress"/);
    stopped.child.kill('SIGINT');
    expect((await stopped.ended).code).toBe(130);
    expect(said(await stopped.ended)).toEqual(['token']);
    hold.release();
    expect(await readFile(join(folder, 'held.bin.part.json'), 'utf8')).toContain('sizeBytes');
    expect(await markers.below(folder, [...own, ...told])).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'a .netrc, Digest, a proxy with a sign-in and a Metalink that names strangers',
  async () => {
    const { files, folder, given, markers, own, proxy, stranger, toStranger } = scene;
    const { make } = markers;
    const password = make('password of .netrc');
    const netrc = await given('.netrc', `machine 127.0.0.1 login me password ${password}\n`);
    const size = 100_000;
    const there = elsewhere(stranger.serve('/there.bin', { size, seed: 1 }));
    const guard = { id: 'digest-sign-in', user: 'me', password } as const;
    const away = files.serve('/away.bin', {
      size,
      seed: 1,
      scenarios: [{ id: 'redirect-cross-host-auth', to: there }, guard],
    });
    const mirror = stranger.serve('/m.bin', { size, seed: 1 });
    const meta = await given(
      'm.meta4',
      `<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="m.bin"><size>${String(size)}</size>
         <url priority="1">${files.serve('/m.bin', { size, seed: 1, scenarios: [guard] })}</url>
         <url priority="2">${elsewhere(mirror)}</url></file></metalink>`,
    );
    const signIn = make('password of a wrong proxy sign-in');
    const options = [...(await secretOptions('of a file')), '--netrc-file', netrc];
    const signed = await run(['get', away, ...options, '--json']);
    expect([signed.code, signed.stderr, said(signed)]).toEqual([0, '', []]);
    expect(files.requests.some(({ headers }) => headers['authorization']?.startsWith('Digest '))).toBe(true);
    const described = await run(['get', meta, ...options]);
    expect([described.code, said(described)]).toEqual([0, []]);
    const refused = await run([
      'get',
      away,
      ...options,
      '--proxy',
      `http://me:${signIn}@127.0.0.1:${String(proxy.port)}`,
    ]);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('proxy-sign-in');
    expect(said(refused)).toEqual([]);
    // Of what else is secret a proxy is told nothing: the tunnel's own head is all it sees.
    expect(markers.within(proxy.heads.join()).sort()).toEqual(['password of a wrong proxy sign-in']);
    expect(toStranger()).toEqual([]);
    expect(await markers.below(folder, own)).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'what is written wrongly is not repeated where it may be secret',
  async () => {
    const { env, files, folder, given, markers, own } = scene;
    const { make } = markers;
    const secret = (): string => make('mistyped');
    const url = `${files.origin}/a.bin`;
    const wrong: string[][] = [
      ['--user', secret()],
      ['-H', secret()],
      ['-H', `X-Token: ${secret()}\u0001`],
      ['--cookie', `${secret()}\u0001`],
      ['--proxy', `htp://me:${secret()}@127.0.0.1:1`],
      ['--proxy', `http://me:${secret()}@127.0.0.1:99999`],
      ['--mirror', `http://me:${secret()}@127.0.0.1/`],
      ['--cookie-file', await given('c.txt', secret())],
      ['--header-file', await given('h.txt', secret())],
      ['--netrc-file', await given('n.txt', `machine a login b password "${secret()}`)],
      ['--cert', await given('cert.txt', `-----BEGIN ${secret()}`)],
      ['--on-finish', `http://me:${secret()}@a.example/`],
    ];
    for (const options of wrong) {
      const outcome = await run(['get', url, ...options, '--json']);
      expect([options[0], outcome.code, said(outcome)]).toEqual([options[0], 2, []]);
    }
    for (const link of [`htp://me:${secret()}@a.example/`, `http://me:${secret()}@:99999/`, `//me:${secret()}@a`]) {
      const outcome = await run(['get', link, '--json']);
      expect([link.slice(0, 6), outcome.code, said(outcome)]).toEqual([link.slice(0, 6), 2, []]);
    }
    const outcome = await run(['get', url], { ...env, http_proxy: `ftp://me:${secret()}@127.0.0.1:1` });
    expect([outcome.code, said(outcome)]).toEqual([2, []]);
    expect(await markers.below(folder, own)).toEqual([]);
  },
  PATIENCE_MS,
);
