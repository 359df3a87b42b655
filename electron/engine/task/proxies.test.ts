import { afterEach, describe, expect, test } from 'vitest';
import { startCruelServer, type CruelServer } from '../testing/cruel-server.ts';
import { eachTest } from '../testing/each-test.ts';
import { startHarness, type Harness } from '../testing/harness.ts';
import { freePort, hasProgram, startMicrosocks, startTinyproxy, type RealProxy } from '../testing/proxies.ts';

const SIZE = 3_000_000;
const SEED = 11;
const closing: { close(): Promise<void> }[] = [];
let server: CruelServer;
let harness: Harness;

// The last to go: what is registered first ends last.
afterEach(async () => {
  await Promise.all(closing.splice(0).map((one) => one.close()));
});
eachTest((given) => ({ server, harness } = given));

async function kept(proxy: Promise<RealProxy>): Promise<RealProxy> {
  const started = await proxy;
  closing.push(started);
  return started;
}

async function fetched(proxy: string, request: Parameters<Harness['add']>[1] = {}, given = harness): Promise<string> {
  const url = server.serve('/f.bin', { size: SIZE, seed: SEED, bytesPerSecond: 6_000_000 });
  const id = given.add(url, { proxy, connections: 4, ...request });
  const { status, failure, fileName } = await given.settled(id);
  if (status !== 'finished') return failure?.code ?? status;
  expect(await given.wrongByte(fileName, SEED)).toBeNull();
  return status;
}

describe.skipIf(!hasProgram('tinyproxy'))('an HTTP proxy (tinyproxy; skipped where it is not installed)', () => {
  test('by tunnel, over several connections', async () => {
    const proxy = await kept(startTinyproxy());
    expect(await fetched(`http://127.0.0.1:${String(proxy.port)}`)).toBe('finished');
    const log = await proxy.log();
    expect(log).toContain('CONNECT 127.0.0.1:');
    expect(log).not.toContain('GET http://');
    expect(server.maxConcurrent('/f.bin')).toBeGreaterThan(1);
  });

  test('one that refuses tunnels to such ports is asked for the resource itself', async () => {
    const proxy = await kept(startTinyproxy({ connectPorts: [443] }));
    expect(await fetched(`http://127.0.0.1:${String(proxy.port)}`)).toBe('finished');
    expect(await proxy.log()).toContain('GET http://127.0.0.1:');
  });

  test.each([[undefined], [[443]]])('a sign-in, right and wrong (tunnels only to: %s)', async (connectPorts) => {
    const proxy = await kept(startTinyproxy({ user: 'me', password: 'pw', ...(connectPorts && { connectPorts }) }));
    const address = `127.0.0.1:${String(proxy.port)}`;
    expect(await fetched(`http://me:pw@${address}`)).toBe('finished');
    expect(await fetched(`http://me:wrong@${address}`)).toBe('proxy-sign-in');
    expect(await fetched(`http://${address}`)).toBe('proxy-sign-in');
  });

  test('of the engine, with exceptions; a change holds from the next connection on', async () => {
    const proxy = await kept(startTinyproxy());
    const url = `http://127.0.0.1:${String(proxy.port)}`;
    harness.engine.configure({ proxies: { proxy: url, bypass: '127.0.0.0/8' } });
    expect(await fetched('none', { proxy: undefined })).toBe('finished');
    expect(await proxy.log()).not.toContain('CONNECT 127.');
    harness.engine.configure({ proxies: { proxy: url, bypass: '' } });
    expect(await fetched('none', { proxy: undefined })).toBe('finished');
    expect(await proxy.log()).toContain('CONNECT 127.');
  });

  test('of the system: the next of its list when one cannot be reached', async () => {
    const proxy = await kept(startTinyproxy());
    const dead = await freePort();
    const ways = [`http://127.0.0.1:${String(dead)}`, `http://127.0.0.1:${String(proxy.port)}`];
    const asked: string[] = [];
    const other = await startHarness({
      systemProxy: (url) => {
        asked.push(url.pathname);
        return Promise.resolve(ways);
      },
    });
    closing.push(other);
    expect(await fetched('system', {}, other)).toBe('finished');
    expect(asked).toContain('/f.bin');
    expect(await proxy.log()).toContain('CONNECT 127.');
  });
});

describe.skipIf(!hasProgram('microsocks'))('a SOCKS 5 proxy (microsocks; skipped where it is not installed)', () => {
  test.each(['socks5', 'socks5h'])('%s, over several connections', async (scheme) => {
    const proxy = await kept(startMicrosocks());
    expect(await fetched(`${scheme}://localhost:${String(proxy.port)}`)).toBe('finished');
    expect(server.maxConcurrent('/f.bin')).toBeGreaterThan(1);
  });

  test('a sign-in, right, wrong and none', async () => {
    const proxy = await kept(startMicrosocks('me', 'pw'));
    const address = `127.0.0.1:${String(proxy.port)}`;
    expect(await fetched(`socks5h://me:pw@${address}`)).toBe('finished');
    expect(await fetched(`socks5h://me:wrong@${address}`)).toBe('proxy-sign-in');
    expect(await fetched(`socks5h://${address}`)).toBe('proxy-sign-in');
  });

  test('a link by address needs no DNS server, though one is set', async () => {
    const proxy = await kept(startMicrosocks());
    const dnsOverHttps = `https://127.0.0.1:${String(await freePort())}/dns-query`;
    expect(await fetched(`socks5://127.0.0.1:${String(proxy.port)}`, { dnsOverHttps })).toBe('finished');
  });

  test('TLS through it: the server’s certificate is the one that counts', async () => {
    const proxy = await kept(startMicrosocks());
    const secure = await startCruelServer({ tls: true });
    closing.push(secure);
    const url = secure.serve('/t.bin', { size: SIZE, seed: SEED });
    const way = { proxy: `socks5h://127.0.0.1:${String(proxy.port)}`, fileName: 't.bin' };
    const untrusted = await harness.settled(harness.add(url, way));
    expect(untrusted.failure?.code).toBe('tls-invalid');
    const id = harness.add(url, { ...way, certificateAuthorities: secure.certificate ?? undefined });
    expect((await harness.settled(id)).status).toBe('finished');
    expect(await harness.wrongByte('t.bin', SEED)).toBeNull();
  });
});

test.each(['http', 'https', 'socks5', 'socks5h'])(
  '%s: a proxy that is not there is named as what fails',
  async (scheme) => {
    const other = await startHarness({ retry: { maxRetries: 0, baseMs: 1, capMs: 1, retryAfterCapMs: 1 } });
    closing.push(other);
    expect(await fetched(`${scheme}://127.0.0.1:${String(await freePort())}`, {}, other)).toBe('proxy-unreachable');
    expect(server.requests).toEqual([]);
  },
);
