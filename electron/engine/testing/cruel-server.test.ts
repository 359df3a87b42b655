import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { CruelServer, FileSpec, Scenario, ServerOptions } from './index.ts';
import { firstWrongByte, seededBytes, startBlackHole, startCruelServer } from './index.ts';
import { ask, openSocket, valuesOf } from './raw-client.ts';

const servers: CruelServer[] = [];

async function start(options?: ServerOptions): Promise<CruelServer> {
  const server = await startCruelServer(options);
  servers.push(server);
  return server;
}

async function serving(spec: Partial<FileSpec> & { scenarios?: readonly Scenario[] } = {}) {
  const server = await start();
  const url = server.serve('/f', { size: 100_000, seed: 7, ...spec });
  return { server, url };
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('an honest file', () => {
  it('is served whole, with its headers', async () => {
    const { url } = await serving({ contentDisposition: 'attachment; filename="caf\xe9.bin"' });
    const answer = await ask(url);
    expect(answer.status).toBe(200);
    expect(answer.body).toHaveLength(100_000);
    expect(firstWrongByte(7, 0, answer.body)).toBeNull();
    expect(valuesOf(answer, 'etag')).toEqual(['"7-186a0"']);
    expect(valuesOf(answer, 'accept-ranges')).toEqual(['bytes']);
    expect(valuesOf(answer, 'content-disposition')).toEqual(['attachment; filename="caf\xe9.bin"']);
  });

  it.each([
    ['bytes=10-19', 206, 'bytes 10-19/100000', 10, 10],
    ['bytes=99990-', 206, 'bytes 99990-99999/100000', 99_990, 10],
    ['bytes=-5', 206, 'bytes 99995-99999/100000', 99_995, 5],
    ['bytes=99990-200000', 206, 'bytes 99990-99999/100000', 99_990, 10],
    ['bytes=5-4', 200, undefined, 0, 100_000],
  ])('answers %s with %i', async (range, status, contentRange, start, length) => {
    const { url } = await serving();
    const answer = await ask(url, { headers: { Range: range } });
    expect(answer.status).toBe(status);
    expect(valuesOf(answer, 'content-range')[0]).toBe(contentRange);
    expect(answer.body).toHaveLength(length);
    expect(firstWrongByte(7, start, answer.body)).toBeNull();
  });

  it('answers 416 beyond its end and 404 elsewhere', async () => {
    const { server, url } = await serving();
    const beyond = await ask(url, { headers: { Range: 'bytes=100000-' } });
    expect([beyond.status, valuesOf(beyond, 'content-range')]).toEqual([416, ['bytes */100000']]);
    expect((await ask(`${server.origin}/other`)).status).toBe(404);
  });

  it('keeps If-Range and If-Match', async () => {
    const { url } = await serving();
    const Range = 'bytes=0-9';
    const status = async (headers: Record<string, string>) => (await ask(url, { headers })).status;
    expect(await status({ Range, 'If-Range': '"7-186a0"' })).toBe(206);
    expect(await status({ Range, 'If-Range': '"other"' })).toBe(200);
    expect(await status({ Range, 'If-Range': 'Mon, 01 Jan 2024 00:00:00 GMT' })).toBe(206);
    expect(await status({ Range, 'If-Range': 'Mon, 01 Jan 2024 00:00:01 GMT' })).toBe(200);
    expect(await status({ Range, 'If-Match': '"7-186a0"' })).toBe(206);
    expect(await status({ Range, 'If-Match': '"other"' })).toBe(412);
    expect(await status({ 'If-Unmodified-Since': 'Mon, 01 Jan 2023 00:00:00 GMT' })).toBe(412);
  });

  it('answers one connection again and again', async () => {
    const { server, url } = await serving();
    const socket = openSocket(url);
    for (const start of [0, 50, 100]) {
      const answer = await ask(url, { socket, headers: { Range: `bytes=${start}-${start + 9}` } });
      expect(firstWrongByte(7, start, answer.body)).toBeNull();
    }
    socket.destroy();
    expect(server.requests.map((request) => request.connection)).toEqual([1, 1, 1]);
  });

  it('holds no more than a few slices of a huge file', async () => {
    const { url } = await serving({ scenarios: [{ id: '4gib', size: 2 ** 52 }] });
    const start = 2 ** 40;
    const answer = await ask(url, { headers: { Range: `bytes=${start}-` }, until: 1_000_000 });
    expect(valuesOf(answer, 'content-length')).toEqual([String(2 ** 52 - 2 ** 40)]);
    expect(firstWrongByte(7, start, answer.body)).toBeNull();
  });
});

describe('what a test can see and steer', () => {
  it('records requests, bytes and how they ended', async () => {
    const { server, url } = await serving();
    await ask(url, { headers: { Range: 'bytes=5-9', 'X-One': '1' } });
    expect(server.bytesSent('/f')).toBe(5);
    const [request] = server.requestsFor('/f');
    expect(request).toMatchObject({
      id: 1,
      number: 1,
      connection: 1,
      method: 'GET',
      target: '/f',
      range: { start: 5, end: 10 },
      status: 206,
      bytesSent: 5,
      state: 'complete',
    });
    expect(request?.headers['x-one']).toBe('1');
    await server.waitFor(() => server.openConnections() === 0);
  });

  it('holds a reply at a point and lets it go', async () => {
    const { server, url } = await serving();
    const hold = server.hold('/f', { after: 1000 });
    const answer = ask(url);
    const held = await hold.reached;
    expect(held.bytesSent).toBe(1000);
    expect(hold.waiting).toEqual([held]);
    hold.release();
    expect(firstWrongByte(7, 0, (await answer).body)).toBeNull();
    expect(held.state).toBe('complete');
  });

  it('holds before the head, and at an offset of the file', async () => {
    const { server, url } = await serving();
    const head = server.hold('/f', { beforeHead: true, on: 1 });
    const offset = server.hold('/f', { atOffset: 60_000 });
    const first = ask(url);
    expect((await head.reached).status).toBeNull();
    const second = ask(url, { headers: { Range: 'bytes=50000-' } });
    expect(await offset.reached).toMatchObject({ number: 2, bytesSent: 10_000 });
    head.release();
    offset.release();
    expect((await first).body).toHaveLength(100_000);
    expect((await second).body).toHaveLength(50_000);
  });

  it('sees a client that goes away while it is held', async () => {
    const { server, url } = await serving();
    const hold = server.hold('/f', { after: 10 });
    const socket = openSocket(url);
    const answer = ask(url, { socket, until: 10 });
    await hold.reached;
    await answer;
    socket.destroy();
    const request = await server.waitFor(() => server.requests.find((r) => r.state === 'aborted'));
    expect(request.bytesSent).toBe(10);
    expect(hold.waiting).toEqual([]);
  });

  it('counts the replies that run at the same time', async () => {
    const { server, url } = await serving();
    const hold = server.hold('/f');
    const answers = [ask(url), ask(url), ask(url)];
    await server.waitFor(() => hold.waiting.length === 3, 'three held replies');
    expect(server.concurrent('/f')).toBe(3);
    hold.release();
    await Promise.all(answers);
    expect(server.concurrent('/f')).toBe(0);
    expect(server.maxConcurrent('/f')).toBe(3);
    expect(server.totalConnections()).toBe(3);
  });

  it('throttles each reply, and the link as a whole', async () => {
    const { server, url } = await serving({ bytesPerSecond: (r) => (r.number === 1 ? 500_000 : null) });
    const time = async () => {
      const begin = performance.now();
      await ask(url);
      return performance.now() - begin;
    };
    expect(await time()).toBeGreaterThan(150);
    server.limitLink(500_000);
    expect(await time()).toBeGreaterThan(150);
    server.limitLink(null);
    expect(await time()).toBeLessThan(150);
  });

  it('serves another file from one request to the next', async () => {
    const { server, url } = await serving();
    server.change('/f', { seed: 8, size: 50 });
    const answer = await ask(url);
    expect(valuesOf(answer, 'etag')).toEqual(['"8-32"']);
    expect(firstWrongByte(8, 0, answer.body)).toBeNull();
  });

  it('cuts running replies off', async () => {
    const { server, url } = await serving();
    const hold = server.hold('/f', { after: 100 });
    const answer = ask(url);
    await hold.reached;
    await server.cut('/f');
    expect((await answer).ending).toBe('reset');
    expect(server.requests[0]?.state).toBe('cut');
  });

  it('says what it waited for in vain', async () => {
    const { server } = await serving();
    await expect(server.waitFor(() => null, 'a miracle', 20)).rejects.toThrow(/a miracle/);
  });

  it('answers late when told to', async () => {
    const { url } = await serving({ latencyMs: 80 });
    const begin = performance.now();
    await ask(url);
    expect(performance.now() - begin).toBeGreaterThan(75);
  });
});

describe('other servers', () => {
  it.each(['valid', 'expired', 'wrong-host'] as const)('speaks TLS with a certificate that is %s', async (kind) => {
    const server = await start({ tls: kind });
    const url = server.serve('/f', { size: 1000, scenarios: [{ id: 'conn-reset-mid', after: 500, on: 2 }] });
    const get = (ca: string | undefined) =>
      new Promise<string>((resolve) => {
        const sent = httpsRequest(url, { ca, agent: false }, (reply) => {
          reply.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'failed'));
          reply.resume().on('end', () => resolve(String(reply.statusCode)));
        });
        sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'failed')).end();
      });
    const expected = { valid: '200', expired: 'CERT_HAS_EXPIRED', 'wrong-host': 'ERR_TLS_CERT_ALTNAME_INVALID' };
    expect(await get(server.certificate ?? '')).toBe(expected[kind]);
    expect(await get(undefined)).not.toBe('200');
    if (kind === 'valid') expect(await get(server.certificate ?? '')).toBe('ECONNRESET');
  });

  it('can be mute', async () => {
    const server = await start({ mute: true });
    const socket = openSocket(server.origin);
    await server.waitFor(() => server.openConnections() === 1);
    socket.write('GET / HTTP/1.1\r\n\r\n');
    expect(socket.destroyed).toBe(false);
    socket.destroy();
    await server.waitFor(() => server.openConnections() === 0);
  });

  it.skipIf(process.platform === 'win32')('connect-hang: a port where nobody answers a SYN', async () => {
    const hole = await startBlackHole();
    const socket = connect({ host: '127.0.0.1', port: hole.port });
    const outcome = await new Promise((resolve) => {
      socket.once('connect', () => resolve('connected'));
      socket.once('error', () => resolve('refused'));
      setTimeout(() => resolve('hangs'), 200);
    });
    socket.destroy();
    await hole.close();
    expect(outcome).toBe('hangs');
  });

  it('gives a proxy what a proxy is asked', async () => {
    const { server, url } = await serving();
    const socket = openSocket(url);
    socket.write(`GET ${url}?x=1 HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n`);
    const request = await server.waitFor(() => server.requests[0]);
    expect(request.target).toBe('/f?x=1');
    socket.destroy();
  });

  it('has bytes that can be told apart everywhere', () => {
    expect(seededBytes(1, 0, 16).equals(seededBytes(1, 16, 32))).toBe(false);
  });
});
