import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startReplayServer, type ReplayServer } from '../testing/replay-server.ts';
import type { Way } from './network-options.ts';
import type { ExchangeHandlers } from './transport.ts';
import { UndiciTransport } from './undici-transport.ts';

const reply = (bytesLatin1: string) => ({ bytesLatin1, closeAfter: true, bounceToNextPart: false });
const script = { replies: { data: reply('HTTP/1.1 200 OK\r\n\r\n'), data2: reply('HTTP/1.1 200 OK\r\n\r\nbody') } };

let server: ReplayServer;
beforeEach(async () => {
  server = await startReplayServer({ ...script, servercmd: null, postcmd: null }, false);
});
afterEach(() => server.close());

/** Opens, and resolves with the body when it has ended. */
function fetched(
  transport: UndiciTransport,
  url: string,
  onHead: (pause: () => void, resume: () => void) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let body = '';
    const handlers: ExchangeHandlers = {
      onHead: () => {
        onHead(
          () => {
            exchange.pause();
          },
          () => {
            exchange.resume();
          },
        );
      },
      onData: (chunk) => (body += chunk.toString()),
      onEnd: () => {
        resolve(body);
      },
      onError: reject,
    };
    const exchange = transport.open({ url: new URL(url), headers: {}, headTimeoutMs: 5_000 }, handlers);
  });
}

describe('no-content-length', () => {
  test('a stream that ends while it is paused ends, and ends nothing else', async () => {
    const transport = new UndiciTransport();
    const url = `http://127.0.0.1:${String(server.port)}/1`;
    expect(
      await fetched(transport, url, (pause) => {
        pause();
      }),
    ).toBe('');
    transport.close();
  });
});

describe('an end that comes while the last bytes are held back', () => {
  /** Sends the head, then what `body` is, then the end, each when what came before was taken. */
  async function heldAtTheEnd(head: string, body: string): Promise<string> {
    let tell: Socket | null = null;
    const server = createServer((socket) => {
      tell = socket;
      socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\nconnection: close\r\n${head}\r\n`));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const transport = new UndiciTransport();
    try {
      return await new Promise((resolve, reject) => {
        let got = '';
        const url = new URL(`http://127.0.0.1:${String(port)}/`);
        const exchange = transport.open(
          { url, headers: {}, headTimeoutMs: 5_000 },
          {
            onHead: () => tell?.write(body),
            onData: (chunk) => {
              if (chunk.length === 0) throw new Error('Told of no bytes');
              got += chunk.toString();
              exchange.pause();
              tell?.end();
            },
            onEnd: () => {
              resolve(got);
            },
            onError: reject,
          },
        );
      });
    } finally {
      transport.close();
      server.close();
    }
  }

  test('a stream without a length is complete', async () => {
    expect(await heldAtTheEnd('', 'all of it')).toBe('all of it');
  });

  test('a chunk that was cut is not', async () => {
    await expect(heldAtTheEnd('transfer-encoding: chunked\r\n', 'FF\r\nhalf')).rejects.toMatchObject({
      code: 'bad-reply',
    });
  });
});

describe('conn-reset-mid', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\n';
  /** What a server sends, then resets the connection: both lie in the socket before it is read. */
  async function sendAndReset(bytes: string, paused: boolean): Promise<string> {
    const rude = createServer((socket) => {
      socket.once('data', () => {
        socket.write(bytes);
        socket.resetAndDestroy();
      });
    });
    await once(rude.listen(0, '127.0.0.1'), 'listening');
    const { port } = rude.address() as AddressInfo;
    const transport = new UndiciTransport();
    try {
      return await fetched(transport, `http://127.0.0.1:${String(port)}/`, (pause, resume) => {
        if (!paused) return;
        pause();
        setImmediate(resume);
      });
    } finally {
      transport.close();
      rude.close();
    }
  }

  test.each([true, false])('a stream without a length is not complete (paused at its head: %s)', async (paused) => {
    await expect(sendAndReset(`${HEAD}\r\nhalf`, paused)).rejects.toMatchObject({ code: 'connection-lost' });
  });

  test('a body that came as long as it should is', async () => {
    expect(await sendAndReset(`${HEAD}content-length: 4\r\n\r\nbody`, false)).toBe('body');
    expect(await sendAndReset(`${HEAD}connection: close\r\ncontent-length: 4\r\n\r\nbody`, false)).toBe('body');
  });
});

test('an idle connection is closed after four seconds, however long the server would keep it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const reply = 'HTTP/1.1 200 OK\r\nkeep-alive: timeout=600\r\ncontent-length: 4\r\n\r\nbody';
  const patient = createServer((socket) => socket.once('data', () => socket.write(reply)));
  try {
    await once(patient.listen(0, '127.0.0.1'), 'listening');
    const connected = once(patient, 'connection');
    const { port } = patient.address() as AddressInfo;
    const transport = new UndiciTransport();
    expect(await fetched(transport, `http://127.0.0.1:${String(port)}/`, () => undefined)).toBe('body');
    const [socket] = (await connected) as [Socket];
    const closed = once(socket, 'close');
    await vi.advanceTimersByTimeAsync(4_000);
    await closed;
    transport.close();
  } finally {
    vi.useRealTimers();
    patient.close();
  }
});

describe('aborted while the connection is being opened', () => {
  /** A server that accepts and says nothing. */
  async function mute() {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const spoken = new Promise<Socket>((resolve) => {
      server.on('connection', (socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => {
          resolve(socket);
        });
      });
    });
    return { server, port, spoken };
  }

  test.each([
    ['in a handshake of TLS', (): Way => ({}), 'https'],
    ['in CONNECT', (port: number): Way => ({ proxy: `http://127.0.0.1:${String(port)}` }), 'https'],
    ['in SOCKS', (port: number): Way => ({ proxy: `socks5h://127.0.0.1:${String(port)}` }), 'http'],
  ])('%s: it is closed at once, and nobody is told', async (_, wayAt, scheme) => {
    const { server, port, spoken } = await mute();
    // Longer than the test may take: only the abort can end it.
    const transport = new UndiciTransport({ connectTimeoutMs: 600_000, ...wayAt(port) });
    const url = new URL(`${scheme}://127.0.0.1:${String(port)}/`);
    const never = (): never => expect.unreachable('told of it');
    const handlers = { onHead: never, onData: never, onEnd: never, onError: never };
    const exchange = transport.open({ url, headers: {}, headTimeoutMs: 600_000 }, handlers);
    const socket = await spoken;
    exchange.abort();
    if (!socket.destroyed) await once(socket, 'close');
    exchange.abort();
    transport.close();
    server.close();
    await once(server, 'close');
  });
});

describe('proxies', () => {
  test('http through CONNECT: the proxy alone is spoken to, and the reply comes back', async () => {
    const transport = new UndiciTransport({ proxy: `http://127.0.0.1:${String(server.port)}` });
    expect(await fetched(transport, 'http://files.example/20002', () => undefined)).toBe('body');
    expect(server.requests.map(({ host }) => host)).toEqual(['files.example']);
    transport.close();
  });

  test('a proxy that is not there: a failure that comes later, never from within open', async () => {
    const { port } = server;
    await server.close();
    const transport = new UndiciTransport({ proxy: `http://127.0.0.1:${String(port)}` });
    let opened = false;
    const failure = new Promise<boolean>((resolve) => {
      transport.open(
        { url: new URL('http://files.example/1'), headers: {}, headTimeoutMs: 5_000 },
        {
          onHead: () => undefined,
          onData: () => undefined,
          onEnd: () => undefined,
          onError: () => {
            resolve(opened);
          },
        },
      );
      opened = true;
    });
    expect(await failure).toBe(true);
    transport.close();
    server = await startReplayServer({ ...script, servercmd: null, postcmd: null }, false);
  });
});

test.each(['1.0', '1.1'])('a reply over HTTP/%s is told to be one', async (version) => {
  const old = createServer((socket) => {
    socket.once('data', () => socket.end(`HTTP/${version} 200 OK\r\nContent-Length: 2\r\n\r\nok`));
  });
  await once(old.listen(0, '127.0.0.1'), 'listening');
  const { port } = old.address() as AddressInfo;
  const transport = new UndiciTransport();
  const told = await new Promise((resolve, reject) => {
    transport.open(
      { url: new URL(`http://127.0.0.1:${String(port)}/`), headers: {}, headTimeoutMs: 5_000 },
      {
        onHead: ({ httpVersion }) => resolve(httpVersion),
        onData: () => undefined,
        onEnd: () => undefined,
        onError: reject,
      },
    );
  });
  expect(told).toBe(version);
  transport.close();
  old.close();
});
