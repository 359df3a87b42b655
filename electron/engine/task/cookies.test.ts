import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startHarness, type Harness } from '../testing/harness.ts';
import { seededBytes } from '../testing/seeded.ts';

const SIZE = 2_000_000;
const FILE = seededBytes(1, 0, SIZE);
let harness: Harness;
let server: Server;
let port = 0;
/** Host, path and Cookie of every request, in order. */
let asked: string[] = [];
let answer: (request: IncomingMessage, reply: ServerResponse) => boolean;

beforeEach(async () => {
  harness = await startHarness();
  asked = [];
  server = createServer((request, reply) => {
    const { host = '', cookie = '-' } = request.headers;
    asked.push(`${host.split(':')[0] ?? ''}${request.url ?? ''} ${cookie}`);
    if (answer(request, reply)) return;
    const [, start = '0', last] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
    const end = last === undefined || last === '' ? SIZE : Number(last) + 1;
    reply.writeHead(206, {
      etag: '"1"',
      'content-range': `bytes ${start}-${String(end - 1)}/${String(SIZE)}`,
      'content-length': end - Number(start),
    });
    reply.end(FILE.subarray(Number(start), end));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  await harness.close();
  server.closeAllConnections();
  server.close();
});

async function fetched(request: Parameters<Harness['add']>[1] = {}, path = '/start'): Promise<void> {
  const id = harness.add(`http://127.0.0.1:${String(port)}${path}`, { fileName: 'f', ...request });
  expect((await harness.settled(id)).status).toBe('finished');
  expect(await harness.wrongByte('f', 1)).toBeNull();
}

test('a cookie set on the way opens the file, for every connection, and goes before the user’s', async () => {
  answer = ({ url, headers }, reply) => {
    if (url === '/start')
      reply.writeHead(302, { location: '/file', 'set-cookie': ['sid=new; Path=/', 'x=1; Path=/y'] });
    else if (headers.cookie !== 'own=1; sid=new') reply.writeHead(403, { 'content-length': 0 });
    else return false;
    reply.end();
    return true;
  };
  await fetched({ headers: { cookie: 'own=1; sid=old' }, connections: 4 });
  expect(asked.slice(0, 2)).toEqual(['127.0.0.1/start own=1; sid=old', '127.0.0.1/file own=1; sid=new']);
  expect(asked.length).toBeGreaterThan(3);
});

test('no cookie goes to another host, and each host has its own', async () => {
  answer = ({ url, headers }, reply) => {
    const there = `http://localhost:${String(port)}`;
    const here = `http://127.0.0.1:${String(port)}`;
    const to = url === '/start' ? `${there}/b` : url === '/b' ? `${here}/c` : url === '/c' ? `${there}/file` : null;
    if (to === null) return false;
    reply.writeHead(302, {
      location: to,
      'set-cookie': `${headers.host?.startsWith('local') ? 'there' : 'here'}=marker`,
    });
    reply.end();
    return true;
  };
  await fetched({ headers: { cookie: 'own=1' }, addressFamily: 4 });
  expect(asked.slice(0, 4)).toEqual([
    '127.0.0.1/start own=1',
    'localhost/b -',
    '127.0.0.1/c own=1; here=marker',
    'localhost/file there=marker',
  ]);
});

test('given cookies go where each belongs, also behind a redirect; another download knows nothing of them', async () => {
  answer = ({ url }, reply) => {
    if (url !== '/start') return false;
    reply.writeHead(302, { location: `http://localhost:${String(port)}/file` }).end();
    return true;
  };
  const cookie = { includeSubdomains: false, path: '/', secure: false, expires: 0, value: 'v' };
  const cookies = [
    { ...cookie, domain: '127.0.0.1', name: 'a' },
    { ...cookie, domain: 'localhost', name: 'b' },
    { ...cookie, domain: 'elsewhere.example', name: 'c' },
  ];
  await fetched({ cookies, addressFamily: 4, connections: 1 });
  expect(asked).toEqual(['127.0.0.1/start a=v', 'localhost/file b=v']);
  await fetched({ fileName: 'g', connections: 1 }, '/file');
  expect(asked.at(-1)).toBe('127.0.0.1/file -');
});

test('what a server has set is sent by the first request after a pause, too', async () => {
  let whole = false;
  answer = ({ url }, reply) => {
    if (url === '/start') {
      reply.writeHead(302, { location: '/file', 'set-cookie': 'sid=new; Path=/' }).end();
      return true;
    }
    if (whole) return false;
    const range = `bytes 0-${String(SIZE - 1)}/${String(SIZE)}`;
    reply.writeHead(206, { etag: '"1"', 'content-range': range, 'content-length': SIZE });
    reply.write(FILE.subarray(0, 500_000));
    return true;
  };
  const url = `http://127.0.0.1:${String(port)}/start`;
  const id = harness.add(url, { fileName: 'f', connections: 1 });
  await harness.when(id, ({ receivedBytes }) => receivedBytes > 0);
  await harness.engine.pause(id);
  whole = true;
  const before = asked.length;
  harness.engine.resume(id);
  expect((await harness.settled(id)).status).toBe('finished');
  expect(await harness.wrongByte('f', 1)).toBeNull();
  expect(asked[before]).toBe('127.0.0.1/start sid=new');
});

test('what a server has set is not sent again once a download was refused with it', async () => {
  let session = 'old';
  answer = ({ url, headers }, reply) => {
    if (headers.cookie !== undefined && headers.cookie !== `sid=${session}`) {
      reply.writeHead(403).end();
      return true;
    }
    if (url === '/start') {
      reply.writeHead(302, { location: '/file', 'set-cookie': `sid=${session}; Path=/` }).end();
      return true;
    }
    if (session === 'new') return false;
    const range = `bytes 0-${String(SIZE - 1)}/${String(SIZE)}`;
    reply.writeHead(206, { etag: '"1"', 'content-range': range, 'content-length': SIZE });
    reply.write(FILE.subarray(0, 500_000));
    return true;
  };
  const id = harness.add(`http://127.0.0.1:${String(port)}/start`, { fileName: 'f', connections: 1 });
  await harness.when(id, ({ receivedBytes }) => receivedBytes > 0);
  await harness.engine.pause(id);
  session = 'new';
  harness.engine.resume(id);
  expect((await harness.settled(id)).failure?.detail).toBe('HTTP 403');
  harness.engine.resume(id);
  // It may still be ending.
  await harness.when(id, ({ status }) => status === 'finished');
  expect(await harness.wrongByte('f', 1)).toBeNull();
});
