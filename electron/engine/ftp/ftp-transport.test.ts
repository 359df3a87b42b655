import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SluiceError } from '../../../shared/failures.ts';
import type { Exchange } from '../http/transport.ts';
import { startFtpServer, type FtpServer } from '../testing/ftp-server.ts';
import { firstWrongByte } from '../testing/seeded.ts';
import { FtpTransport } from './ftp-transport.ts';

const SIZE = 200_000;
const SEED = 3;
let server: FtpServer;
beforeEach(async () => {
  server = await startFtpServer({ size: SIZE, seed: SEED });
});
afterEach(() => server.close());

test('TLS from the first byte with one that says nothing: not longer than a connection may take', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const connected = once(silent, 'connection');
  const { port } = silent.address() as AddressInfo;
  const ended = new Promise<SluiceError>((resolve, reject) => {
    new FtpTransport({ connectTimeoutMs: 200 }).open(
      { url: new URL(`ftps://127.0.0.1:${String(port)}/f.bin`), headers: {}, headTimeoutMs: 15_000 },
      { onHead: reject, onData: reject, onEnd: reject, onError: resolve },
    );
  });
  const [socket] = (await connected) as [Socket];
  const closed = once(socket.resume(), 'close');
  expect((await ended).code).toBe('connect-timeout');
  await closed;
  silent.close();
});

/** @param onHead called with the exchange at the head of the reply */
function fetched(onHead: (exchange: Exchange) => void = () => undefined, transport = new FtpTransport({})) {
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    const url = new URL(`ftp://127.0.0.1:${String(server.port)}/f.bin`);
    const exchange = transport.open(
      { url, headers: {}, headTimeoutMs: 15_000 },
      {
        onHead() {
          onHead(exchange);
        },
        onData: (chunk) => void chunks.push(chunk),
        onEnd: resolve,
        onError: reject,
      },
    );
  });
  return { chunks, ended };
}

test('paused at the head of a reply, nothing comes before it is resumed, and then all of it', async () => {
  const paused = await new Promise<{ exchange: Exchange; chunks: Buffer[]; ended: Promise<void> }>((resolve) => {
    const run = fetched((exchange) => {
      exchange.pause();
      resolve({ exchange, ...run });
    });
  });
  // By the end of a whole one its first bytes have come too.
  await fetched().ended;
  expect(paused.chunks).toEqual([]);
  paused.exchange.resume();
  await paused.ended;
  const body = Buffer.concat(paused.chunks);
  expect(body).toHaveLength(SIZE);
  expect(firstWrongByte(SEED, 0, body)).toBeNull();
});

test('no certificates are read for a server that is spoken to in the clear', async () => {
  let looks = 0;
  const transport = new FtpTransport({
    get certificateAuthorities() {
      looks += 1;
      return undefined;
    },
  });
  await fetched(undefined, transport).ended;
  expect(looks).toBe(0);
});
