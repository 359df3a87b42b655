import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { eachTest } from '../testing/each-test.ts';
import { startApache } from '../testing/apache.ts';
import { startCruelServer, type CruelServer } from '../testing/cruel-server.ts';
import { DigestGuard, type DigestRules } from '../testing/digest-guard.ts';
import type { Harness } from '../testing/harness.ts';
import { hasProgram } from '../testing/proxies.ts';
import { seededBytes } from '../testing/seeded.ts';

const SIZE = 3_000_000;
const SEED = 5;
const RIGHT = { user: 'me', password: 'marker' };
let server: CruelServer;
let harness: Harness;

eachTest((given) => {
  ({ server, harness } = given);
});

const serve = (rules: Partial<DigestRules>, bytesPerSecond = 6_000_000): string =>
  server.serve('/f.bin', {
    size: SIZE,
    seed: SEED,
    bytesPerSecond,
    scenarios: [{ id: 'digest-sign-in', ...RIGHT, ...rules }],
  });

async function fetched(url: string, request: Parameters<Harness['add']>[1]): Promise<string> {
  const { status, failure, fileName } = await harness.settled(harness.add(url, { connections: 4, ...request }));
  if (status !== 'finished') return failure?.code ?? status;
  expect(await harness.wrongByte(fileName, SEED)).toBeNull();
  return status;
}

const signed = (): string[] =>
  server.requests.flatMap(({ headers }) => {
    const value = headers['authorization'] ?? '';
    return value.startsWith('Digest') ? [value] : [];
  });

describe('Digest', () => {
  test.each<Partial<DigestRules>>([
    {},
    { algorithms: ['MD5', 'SHA-256', 'Unknown'] },
    { algorithms: [null] },
    { algorithms: ['SHA-256-sess'], userhash: true },
    { algorithms: ['MD5-sess'] },
    { qop: null, algorithms: [null] },
    { qop: 'auth-int, auth', user: 'Jäsøn "D"', charset: 'UTF-8', realm: 'a, b=c' },
  ])('is answered over several connections: %o', async (rules) => {
    const { user = RIGHT.user } = rules;
    expect(await fetched(serve(rules), { credentials: { ...RIGHT, user } })).toBe('finished');
    expect(server.maxConcurrent('/f.bin')).toBeGreaterThan(1);
  });

  test('one challenge is enough: further connections use its nonce, each with a count of its own', async () => {
    expect(await fetched(serve({}), { credentials: RIGHT })).toBe('finished');
    expect(server.requests.filter(({ status }) => status === 401)).toHaveLength(1);
    const counts = signed().map((value) => /nc=([0-9a-f]{8})/.exec(value)?.[1]);
    expect(counts).toEqual(counts.map((_, index) => (index + 1).toString(16).padStart(8, '0')));
    expect(counts.length).toBeGreaterThanOrEqual(4);
  });

  test('after a pause the nonce still serves', async () => {
    const url = serve({});
    const hold = server.hold('/f.bin', { atOffset: 1_000_000 });
    const id = harness.add(url, { credentials: RIGHT, connections: 1 });
    await hold.reached;
    await harness.engine.pause(id);
    hold.release();
    harness.engine.resume(id);
    expect((await harness.settled(id)).status).toBe('finished');
    expect(server.requests.filter(({ status }) => status === 401)).toHaveLength(1);
  });

  test('a nonce that has run out is followed by another, also when each is good for one request only', async () => {
    expect(await fetched(serve({ usesPerNonce: 1 }), { credentials: RIGHT })).toBe('finished');
    expect(new Set(signed().map((value) => /nonce="([^"]*)"/.exec(value)?.[1])).size).toBeGreaterThanOrEqual(4);
  });

  test('a wrong password is refused once and not tried on', async () => {
    expect(await fetched(serve({}), { credentials: { user: 'me', password: 'wrong' } })).toBe('unauthorized');
    expect(server.requests).toHaveLength(2);
    expect(await fetched(serve({}), {})).toBe('unauthorized');
    expect(server.requests).toHaveLength(3);
  });

  test('another server that asks for it gets nothing', async () => {
    const other = await startCruelServer();
    try {
      const to = other.serve('/g.bin', { size: 10, seed: 1, scenarios: [{ id: 'digest-sign-in', ...RIGHT }] });
      const url = server.serve('/f.bin', { size: 10, scenarios: [{ id: 'redirect-new-target', to }] });
      expect(await fetched(url, { credentials: RIGHT })).toBe('unauthorized');
      expect(other.requests).toHaveLength(1);
      expect(JSON.stringify(other.requests[0]?.rawHeaders)).not.toMatch(/authorization|marker/i);
    } finally {
      await other.close();
    }
  });
});

describe.skipIf(!hasProgram('apache2'))('Apache’s Digest (skipped where apache2 is not installed)', () => {
  test('over several connections, and with a wrong password', async () => {
    const apache = await startApache(seededBytes(SEED, 0, SIZE), RIGHT.user, RIGHT.password);
    try {
      expect(await fetched(apache.url, { credentials: RIGHT })).toBe('finished');
      expect(await fetched(apache.url, { credentials: { user: 'me', password: 'wrong' } })).toBe('unauthorized');
    } finally {
      await apache.close();
    }
  });
});

describe('a proxy that asks for Digest', () => {
  /** Passes tunnels on, or with `forward` single requests, for those who have signed them. */
  async function startProxy(forward: boolean): Promise<{ port: number; statuses: number[]; close: () => void }> {
    const guard = new DigestGuard({ ...RIGHT, algorithms: ['MD5', 'SHA-256'] });
    const statuses: number[] = [];
    const proxy = createServer((request, reply) => {
      const asked = guard.check(request.headers['proxy-authorization'], 'GET', request.url ?? '');
      statuses.push(asked ? 407 : 200);
      if (asked) {
        reply.writeHead(407, { 'proxy-authenticate': [...asked], 'content-length': 0 }).end();
        return;
      }
      const headers = Object.fromEntries(
        Object.entries(request.headers).filter(([name]) => !name.startsWith('proxy-')),
      );
      ask(request.url ?? '', { headers }, (from) => {
        reply.writeHead(from.statusCode ?? 500, from.headers);
        from.pipe(reply);
      }).end();
    });
    proxy.on('connect', (request, socket) => {
      const asked = guard.check(request.headers['proxy-authorization'], 'CONNECT', request.url ?? '');
      statuses.push(forward ? 403 : asked ? 407 : 200);
      socket.on('error', () => undefined);
      if (forward) socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      else if (asked) {
        const fields = asked.map((challenge) => `Proxy-Authenticate: ${challenge}\r\n`).join('');
        socket.end(`HTTP/1.1 407 Sign in\r\n${fields}Content-Length: 0\r\n\r\n`);
      } else {
        const to = connect(server.port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connected\r\n\r\n');
          to.pipe(socket).pipe(to);
        });
        to.on('error', () => socket.destroy());
      }
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    return {
      port: (proxy.address() as AddressInfo).port,
      statuses,
      close() {
        proxy.closeAllConnections();
        proxy.close();
      },
    };
  }

  test.each([false, true])('forwarding: %s', async (forward) => {
    const proxy = await startProxy(forward);
    const url = server.serve('/f.bin', { size: SIZE, seed: SEED, bytesPerSecond: 6_000_000 });
    const by = (password: string): { proxy: string } => ({
      proxy: `http://me:${password}@127.0.0.1:${String(proxy.port)}`,
    });
    try {
      expect(await fetched(url, by('marker'))).toBe('finished');
      expect(server.maxConcurrent('/f.bin')).toBeGreaterThan(1);
      expect(proxy.statuses.filter((status) => status === 407)).toHaveLength(1);
      expect(await fetched(url, by('wrong'))).toBe('proxy-sign-in');
    } finally {
      proxy.close();
    }
  });
});
