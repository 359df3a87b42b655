import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFtpServer, type FtpServer, type FtpServerOptions } from '../testing/ftp-server.ts';
import { startCruelServer } from '../testing/cruel-server.ts';
import { startHarness, type Harness } from '../testing/harness.ts';
import { hasProgram } from '../testing/proxies.ts';
import { seededBytes, seededDigest } from '../testing/seeded.ts';
import { startVsftpd, type Vsftpd } from '../testing/vsftpd.ts';
import { readMetalink } from '../metalink/requests.ts';
import { fetchMetalink } from './fetch-metalink.ts';
import { probeUrl } from './probe-url.ts';

const SIZE = 4_000_000;
const SEED = 7;
let harness: Harness;
let server: FtpServer | Vsftpd | null = null;

beforeEach(async () => {
  harness = await startHarness();
});
afterEach(async () => {
  await harness.close();
  await server?.close();
  server = null;
});

async function start(options: Partial<FtpServerOptions> = {}): Promise<FtpServer> {
  const started = await startFtpServer({ size: SIZE, seed: SEED, ...options });
  server = started;
  return started;
}

type Request = Parameters<Harness['add']>[1];

async function outcome(url: string, request: Request = {}): Promise<string> {
  const { status, failure, fileName } = await harness.settled(harness.add(url, request));
  if (status !== 'finished') return failure?.code ?? status;
  expect(await harness.wrongByte(fileName, SEED)).toBeNull();
  return status;
}

const link = ({ port }: { readonly port: number }, scheme = 'ftp', signIn = ''): string =>
  `${scheme}://${signIn}127.0.0.1:${String(port)}/f.bin`;

describe('FTP', () => {
  test('over several connections, each from where its segment begins', async () => {
    const ftp = await start({ bytesPerSecond: 4_000_000 });
    expect(await outcome(link(ftp), { connections: 4 })).toBe('finished');
    expect(ftp.mostTransfers).toBeGreaterThan(1);
    expect(ftp.commands.filter((command) => /^REST [1-9]/.test(command)).length).toBeGreaterThan(0);
    expect(ftp.commands[0]).toBe('USER anonymous');
  });

  test('pause and resume: nothing that is on disk is fetched again, but the overlap', async () => {
    const ftp = await start({ bytesPerSecond: 2_000_000 });
    const id = harness.add(link(ftp), { connections: 1 });
    await harness.when(id, ({ receivedBytes }) => receivedBytes > 500_000);
    await harness.engine.pause(id);
    const { receivedBytes } = harness.engine.get(id) ?? { receivedBytes: 0 };
    const before = ftp.commands.length;
    harness.engine.resume(id);
    expect((await harness.settled(id)).status).toBe('finished');
    expect(await harness.wrongByte('f.bin', SEED)).toBeNull();
    const offsets = ftp.commands.slice(before).flatMap((command) => /^REST (\d+)/.exec(command)?.[1] ?? []);
    expect(Math.max(...offsets.map(Number))).toBeGreaterThanOrEqual(receivedBytes - 64 * 1024);
  });

  test('a file that has changed meanwhile is not mixed', async () => {
    const ftp = await start({ bytesPerSecond: 2_000_000 });
    const id = harness.add(link(ftp), { connections: 1 });
    await harness.when(id, ({ receivedBytes }) => receivedBytes > 500_000);
    await harness.engine.pause(id);
    ftp.change({ seed: SEED + 1, modified: '20210102030405' });
    harness.engine.resume(id);
    expect((await harness.settled(id)).status).toBe('finished');
    expect(harness.notices()).toContain('source-changed');
    expect(await harness.wrongByte('f.bin', SEED + 1)).toBeNull();
  });

  test('a transfer that breaks off goes on where it was', async () => {
    const ftp = await start({ breaks: [1_000_000, 100_000] });
    expect(await outcome(link(ftp), { connections: 1 })).toBe('finished');
  });

  test('a server without REST, SIZE or MDTM: one stream', async () => {
    for (const without of [['REST'], ['SIZE'], ['MDTM', 'EPSV'], ['SIZE', 'MDTM', 'REST', 'EPSV', 'OPTS']]) {
      const ftp = await start({ without });
      expect(await outcome(link(ftp), { connections: 4 })).toBe('finished');
      if (!without.includes('EPSV')) expect(ftp.mostTransfers).toBe(1);
      await ftp.close();
    }
  });

  test('one that allows few connections is asked for no more', async () => {
    const ftp = await start({ connections: 2, bytesPerSecond: 2_000_000 });
    expect(await outcome(link(ftp), { connections: 6 })).toBe('finished');
    expect(ftp.commands.filter((command) => command.startsWith('RETR')).length).toBeGreaterThanOrEqual(2);
  });

  test('sign-in: from the URL or beside it; wrong, and none', async () => {
    const ftp = await start({ user: 'me', password: 'p@ss' });
    expect(await outcome(link(ftp, 'ftp', 'me:p%40ss@'))).toBe('finished');
    expect(await outcome(link(ftp), { credentials: { user: 'me', password: 'p@ss' } })).toBe('finished');
    expect(await outcome(link(ftp, 'ftp', 'me:wrong@'))).toBe('unauthorized');
    expect(await outcome(link(ftp))).toBe('unauthorized');
  });

  test('failures have the codes they have elsewhere', async () => {
    const ftp = await start();
    const here = `ftp://127.0.0.1:${String(ftp.port)}`;
    expect(await outcome(`${here}/none.bin`)).toBe('not-found');
    expect(await outcome(`${here}/dir/`)).toBe('bad-url');
    expect(await outcome(`${here}/a%0d%0aDELE%20f.bin`)).toBe('bad-url');
    expect(ftp.commands.join()).not.toContain('DELE');
    await ftp.close();
    expect(await outcome(link(ftp), { maxRetries: 0 })).toBe('connect-refused');
    server = null;
  });

  test('a limit holds, and cancel ends every connection', async () => {
    const ftp = await start();
    const id = harness.add(link(ftp), { connections: 2, limitBytesPerSecond: 400_000 });
    const before = performance.now();
    await harness.when(id, ({ receivedBytes }) => receivedBytes > 800_000);
    expect(performance.now() - before).toBeGreaterThan(1_000);
    await harness.engine.cancel(id, { keepPart: false });
    expect(await harness.files()).toEqual([]);
    await expect.poll(() => ftp.openConnections).toBe(0);
  });

  test('a Metalink', async () => {
    const text = `<?xml version="1.0"?><metalink xmlns="urn:ietf:params:xml:ns:metalink">
      <file name="a.iso"><size>3</size><url>http://files.example/a.iso</url></file></metalink>`;
    const content = Buffer.from(text);
    const ftp = await start({ path: 'a.meta4', size: content.length, content });
    const url = `ftp://127.0.0.1:${String(ftp.port)}/a.meta4`;
    expect(await fetchMetalink({ url })).toMatchObject([{ url: 'http://files.example/a.iso', sizeBytes: 3 }]);
  });

  test('beside HTTP as a mirror, and in its place', async () => {
    const ftp = await start({ bytesPerSecond: 3_000_000 });
    const http = await startCruelServer();
    const spec = { size: SIZE, seed: SEED, bytesPerSecond: 1_500_000 };
    const id = harness.add(http.serve('/f.bin', spec), { mirrors: [link(ftp)], connections: 4 });
    expect((await harness.settled(id)).failure).toBeNull();
    expect(await harness.wrongByte('f.bin', SEED)).toBeNull();
    expect(ftp.commands.filter((command) => command.startsWith('RETR')).length).toBeGreaterThan(1);
    expect(await outcome(`${http.origin}/gone.bin`, { mirrors: [link(ftp)] })).toBe('finished');
    await http.close();
  });

  test('a Metalink with nothing else', async () => {
    const ftp = await start();
    const [file] = readMetalink(
      `<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="named.bin"><size>${String(SIZE)}</size>
       <hash type="sha-256">${seededDigest(SEED, SIZE, 'sha-256')}</hash><url>${link(ftp)}</url></file></metalink>`,
    );
    expect(await outcome(file?.url ?? '', { ...file })).toBe('finished');
    expect(await harness.files()).toEqual(['named.bin']);
  });

  test('a look without a byte taken', async () => {
    const ftp = await start();
    expect(await probeUrl({ url: link(ftp) })).toMatchObject({
      size: SIZE,
      ranges: true,
      lastModified: 'Thu, 02 Jan 2020 03:04:05 GMT',
      fileName: 'f.bin',
      segmentable: true,
    });
    expect(ftp.mostTransfers).toBeLessThanOrEqual(1);
  });

  test.each([
    ['explicit', 'ftpes'],
    ['implicit', 'ftps'],
  ] as const)('TLS, %s', async (tls, scheme) => {
    const ftp = await start({ tls, bytesPerSecond: 4_000_000 });
    const trust = { certificateAuthorities: ftp.certificate ?? '' };
    expect(await outcome(link(ftp, scheme), { ...trust, connections: 3 })).toBe('finished');
    expect(ftp.mostTransfers).toBeGreaterThan(1);
    expect(ftp.commands).toContain('PROT P');
    expect(await outcome(link(ftp, scheme))).toBe('tls-invalid');
  });

  test('a server without TLS is told no password when TLS is asked for', async () => {
    const ftp = await start();
    expect(await outcome(link(ftp, 'ftpes', 'me:marker@'))).not.toBe('finished');
    expect(ftp.commands.join()).not.toMatch(/USER|PASS/);
  });
});

describe.skipIf(!hasProgram('vsftpd'))('vsftpd (skipped where it is not installed)', () => {
  const body = seededBytes(SEED, 0, SIZE);

  test('over several connections', async () => {
    const ftp = await startVsftpd({ 'pub/f.bin': body }, { anon_max_rate: '500000' });
    server = ftp;
    const url = `ftp://127.0.0.1:${String(ftp.port)}/pub/f.bin`;
    const id = harness.add(url, { connections: 4 });
    const most = harness.when(id, ({ activeConnections }) => activeConnections > 1);
    expect((await harness.settled(id)).status).toBe('finished');
    await most;
    expect(await harness.wrongByte('f.bin', SEED)).toBeNull();
    expect(await outcome(`${url}x`)).toBe('not-found');
  });

  test.each(['ftps', 'ftpes'])('by %s', async (scheme) => {
    const ftp = await startVsftpd({ 'pub/f.bin': body }, {}, scheme === 'ftps' ? 'implicit' : 'explicit');
    server = ftp;
    const url = `${scheme}://127.0.0.1:${String(ftp.port)}/pub/f.bin`;
    expect(await outcome(url, { certificateAuthorities: ftp.certificate, connections: 3 })).toBe('finished');
  });

  test('one that limits connections of an address', async () => {
    const ftp = await startVsftpd({ 'f.bin': body }, { max_per_ip: '2', anon_max_rate: '3000000' });
    server = ftp;
    expect(await outcome(link(ftp), { connections: 6 })).toBe('finished');
  });
});
