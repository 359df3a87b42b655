// @ts-check
import { createServer } from 'node:http';

const CHUNK = Buffer.alloc(16 * 1024, 'x');
const PERIOD_MS = 100;

/**
 * A server on loopback: `/slow/…` are large files that trickle, with ranges; `/small/…` are a kilobyte each.
 * @returns {Promise<{ origin: string, stop: () => void }>}
 */
export async function startTrickle() {
  const size = 2 ** 30;
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/small/')) {
      response.writeHead(200, { 'content-length': 1024 }).end(CHUNK.subarray(0, 1024));
      return;
    }
    const [, from = '0', to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
    const start = Number(from);
    const end = to ? Number(to) : size - 1;
    response.writeHead(206, {
      'content-length': end - start + 1,
      'content-range': `bytes ${String(start)}-${String(end)}/${String(size)}`,
      etag: '"trickle"',
    });
    let left = end - start + 1;
    const timer = setInterval(() => {
      const part = CHUNK.subarray(0, Math.min(CHUNK.length, left));
      left -= part.length;
      response.write(part);
      if (left === 0) response.end();
    }, PERIOD_MS);
    response.on('close', () => clearInterval(timer));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${String(address.port)}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
