import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startConnectProxy, type ConnectProxy, type ConnectProxyOptions } from '../testing/connect-proxy.ts';
import { startFtpServer, type FtpServer, type FtpServerOptions } from '../testing/ftp-server.ts';
import { startHarness, type Harness } from '../testing/harness.ts';
import { freePort, hasProgram, startMicrosocks, startTinyproxy } from '../testing/proxies.ts';

const SIZE = 3_000_000;
const SEED = 13;
const closing: { close(): Promise<void> }[] = [];
let harness: Harness;

beforeEach(async () => {
  harness = await startHarness();
});
afterEach(async () => {
  await harness.close();
  await Promise.all(closing.splice(0).map((one) => one.close()));
});

const kept = async <One extends { close(): Promise<void> }>(starting: Promise<One>): Promise<One> => {
  const one = await starting;
  closing.push(one);
  return one;
};
const ftpServer = (options: Partial<FtpServerOptions> = {}): Promise<FtpServer> =>
  kept(startFtpServer({ size: SIZE, seed: SEED, bytesPerSecond: 3_000_000, ...options }));
const proxyServer = (options?: ConnectProxyOptions): Promise<ConnectProxy> => kept(startConnectProxy(options));
/** By name: what the socket tells of its other end is the proxy's address, and must not be used for the data. */
const link = ({ port }: FtpServer, scheme = 'ftp'): string => `${scheme}://localhost:${String(port)}/f.bin`;

async function fetched(url: string, request: Parameters<Harness['add']>[1] = {}): Promise<string> {
  const { status, failure, fileName } = await harness.settled(harness.add(url, { connections: 3, ...request }));
  if (status !== 'finished') return failure?.code ?? status;
  expect(await harness.wrongByte(fileName, SEED)).toBeNull();
  return status;
}

describe('FTP through an HTTP proxy, by tunnel', () => {
  test.each([[[]], [['EPSV']]])('control and data connections; the server knows no %j', async (without) => {
    const ftp = await ftpServer({ without });
    const proxy = await proxyServer();
    expect(await fetched(link(ftp), { proxy: `http://127.0.0.1:${String(proxy.port)}` })).toBe('finished');
    expect(ftp.mostTransfers).toBeGreaterThan(1);
    const ports = proxy.targets.map((target) => Number(target.split(':')[1]));
    const controls = ports.filter((port) => port === ftp.port).length;
    // None of the two kinds goes another way; some are given up before a word is said.
    expect(controls).toBeGreaterThanOrEqual(ftp.commands.filter((command) => command.startsWith('USER')).length);
    expect(ports.length - controls).toBeGreaterThanOrEqual(
      ftp.commands.filter((command) => command.startsWith('RETR')).length,
    );
    expect(proxy.targets.every((target) => target.startsWith('localhost:'))).toBe(true);
  });

  test('a sign-in, right, wrong and none', async () => {
    const ftp = await ftpServer();
    const { port } = await proxyServer({ signIn: 'me:p@ss' });
    expect(await fetched(link(ftp), { proxy: `http://me:p%40ss@127.0.0.1:${String(port)}` })).toBe('finished');
    expect(await fetched(link(ftp), { proxy: `http://me:wrong@127.0.0.1:${String(port)}` })).toBe('proxy-sign-in');
    expect(await fetched(link(ftp), { proxy: `http://127.0.0.1:${String(port)}` })).toBe('proxy-sign-in');
  });

  test.each([
    ['explicit', 'ftpes'],
    ['implicit', 'ftps'],
  ] as const)('TLS to the server, %s, within TLS to the proxy', async (tls, scheme) => {
    const ftp = await ftpServer({ tls });
    const proxy = await proxyServer({ tls: true });
    const way = { proxy: `https://127.0.0.1:${String(proxy.port)}` };
    const certificateAuthorities = [ftp.certificate, proxy.certificate].join('\n');
    const url = link(ftp, scheme).replace('localhost', '127.0.0.1');
    expect(await fetched(url, { ...way, certificateAuthorities })).toBe('finished');
    const seen = ftp.commands.length;
    expect(await fetched(url, { ...way, certificateAuthorities: proxy.certificate ?? '' })).toBe('tls-invalid');
    expect(ftp.commands.slice(seen).join()).not.toMatch(/USER|PASS/);
  });

  test('no TLS to the server within TLS to the proxy: the two are not taken for each other', async () => {
    const ftp = await ftpServer();
    const proxy = await proxyServer({ tls: true });
    const certificateAuthorities = proxy.certificate ?? '';
    const way = { proxy: `https://127.0.0.1:${String(proxy.port)}`, certificateAuthorities };
    expect(await fetched(link(ftp), way)).toBe('finished');
    expect(ftp.mostTransfers).toBeGreaterThan(1);
  });

  test('one that opens no such tunnel, or is not there: nothing goes another way', async () => {
    const ftp = await ftpServer();
    const other = await startHarness({ retry: { maxRetries: 0, baseMs: 1, capMs: 1, retryAfterCapMs: 1 } });
    closing.push(other);
    const { port } = await proxyServer({ refuses: [ftp.port] });
    const code = async (proxy: string) => (await other.settled(other.add(link(ftp), { proxy }))).failure?.code;
    expect(await code(`http://127.0.0.1:${String(port)}`)).toBe('proxy-failed');
    for (const scheme of ['http', 'socks5h']) {
      expect(await code(`${scheme}://127.0.0.1:${String(await freePort())}`)).toBe('proxy-unreachable');
    }
    expect(ftp.commands).toEqual([]);
  });

  test('as the engine is told, with exceptions; pause ends every connection', async () => {
    const ftp = await ftpServer({ bytesPerSecond: 500_000 });
    const proxy = await proxyServer();
    const all = { proxy: `http://127.0.0.1:${String(proxy.port)}`, bypass: '' };
    harness.engine.configure({ proxies: all });
    const id = harness.add(link(ftp), { connections: 2 });
    await harness.when(id, ({ receivedBytes }) => receivedBytes > 300_000);
    expect(proxy.targets.length).toBeGreaterThan(1);
    await harness.engine.pause(id);
    await expect.poll(() => ftp.openConnections, { timeout: 10_000 }).toBe(0);
    harness.engine.configure({ proxies: { ...all, bypass: 'localhost' } });
    const other = await ftpServer();
    const direct = harness.add(link(other), { fileName: 'direct.bin', connections: 2 });
    await harness.when(direct, ({ receivedBytes }) => receivedBytes > 300_000);
    expect(proxy.targets.filter((target) => target.endsWith(`:${String(other.port)}`))).toEqual([]);
  });
});

test.skipIf(!hasProgram('tinyproxy'))('tinyproxy (skipped where it is not installed)', async () => {
  const ftp = await ftpServer();
  const proxy = await kept(startTinyproxy());
  expect(await fetched(link(ftp), { proxy: `http://127.0.0.1:${String(proxy.port)}` })).toBe('finished');
  expect(await proxy.log()).toContain(`CONNECT localhost:${String(ftp.port)}`);
});

test.skipIf(!hasProgram('microsocks'))('SOCKS 5 (microsocks; skipped where it is not installed)', async () => {
  const ftp = await ftpServer({ tls: 'explicit' });
  const { port } = await kept(startMicrosocks('me', 'pw'));
  const certificateAuthorities = ftp.certificate ?? '';
  const url = link(ftp, 'ftpes').replace('localhost', '127.0.0.1');
  for (const scheme of ['socks5', 'socks5h']) {
    const proxy = `${scheme}://me:pw@127.0.0.1:${String(port)}`;
    expect(await fetched(url, { proxy, certificateAuthorities, fileName: `${scheme}.bin` })).toBe('finished');
  }
  expect(ftp.mostTransfers).toBeGreaterThan(1);
  expect(await fetched(url, { proxy: `socks5h://me:no@127.0.0.1:${String(port)}` })).toBe('proxy-sign-in');
});
