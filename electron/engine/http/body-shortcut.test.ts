import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import * as shortcut from './body-shortcut.ts';
import { UndiciTransport } from './undici-transport.ts';

const BODY = randomBytes(3_000_000);
const digest = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

let server: Server | null = null;
afterEach(() => server?.close());

/** Serves by `reply`; fetches `times` over one transport, pausing after each chunk; tells bodies and sockets used. */
async function fetchTimes(times: number, reply: (response: ServerResponse) => void) {
  const sockets = new Set<unknown>();
  server = createServer((request, response) => {
    sockets.add(request.socket);
    reply(response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
  const transport = new UndiciTransport();
  const bodies: Buffer[] = [];
  for (let time = 0; time < times; time += 1) {
    const chunks: Buffer[] = [];
    await new Promise<void>((resolve, reject) => {
      const exchange = transport.open(
        { url, headers: {}, headTimeoutMs: 5_000 },
        {
          onHead: () => undefined,
          onData(chunk) {
            chunks.push(Buffer.from(chunk));
            exchange.pause();
            setImmediate(() => {
              exchange.resume();
            });
          },
          onEnd: resolve,
          onError: reject,
        },
      );
    });
    // undici frees a connection a turn after its reply.
    await new Promise(setImmediate);
    bodies.push(Buffer.concat(chunks));
  }
  transport.close();
  return { bodies, sockets: sockets.size };
}

test('a body with a length goes past the parser, whole, and its connection is used again', async () => {
  const spy = vi.spyOn(shortcut, 'skipParsing');
  const { bodies, sockets } = await fetchTimes(3, (response) => {
    response.writeHead(200, { 'content-length': BODY.length }).end(BODY);
  });
  expect(bodies.map(digest)).toEqual([digest(BODY), digest(BODY), digest(BODY)]);
  expect(sockets).toBe(1);
  const skipped = spy.mock.results
    .map(({ value }, call) => (value === true ? (spy.mock.calls[call]?.[1].length ?? 0) : 0))
    .reduce((sum, bytes) => sum + bytes, 0);
  expect(skipped).toBeGreaterThan(BODY.length);
});

test('a chunked body is parsed', async () => {
  const spy = vi.spyOn(shortcut, 'skipParsing');
  const { bodies } = await fetchTimes(1, (response) => {
    response.write(BODY.subarray(0, 1_000_000));
    response.end(BODY.subarray(1_000_000));
  });
  expect(bodies.map(digest)).toEqual([digest(BODY)]);
  expect(spy.mock.results.some(({ value }) => value === true)).toBe(false);
});
