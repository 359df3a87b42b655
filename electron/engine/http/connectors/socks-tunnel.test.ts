import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { socksTunnel } from './socks-tunnel.ts';

/** Replies to CONNECT with an address of each kind (RFC 1928 section 6). */
const REPLIES = {
  IPv4: [5, 0, 0, 1, 127, 0, 0, 1, 0, 21],
  name: [5, 0, 0, 3, 3, 102, 116, 112, 0, 21],
  IPv6: [5, 0, 0, 4, ...new Array<number>(15).fill(0), 1, 0, 21],
} as const;
const GREETING = '220 Welcome\r\n';
let server: Server;
let reply: readonly (readonly number[])[];
const sockets = new Set<Socket>();

beforeEach(async () => {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true).on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', () => void answer(socket));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  server.close();
});

async function answer(socket: Socket): Promise<void> {
  for (const part of reply) {
    socket.write(Buffer.from(part));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function received(): Promise<string> {
  const proxy = new URL(`socks5h://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  const target = { hostname: 'ftp.example', port: 21 };
  const socket = await socksTunnel(proxy, target, {}, 5_000, new AbortController().signal);
  // Nobody reads at once.
  await new Promise((resolve) => setTimeout(resolve, 10));
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString())).resume();
  await expect.poll(() => text.length).toBeGreaterThanOrEqual(GREETING.length);
  socket.destroy();
  return text;
}

test.each(Object.entries(REPLIES))(
  'what a server says first comes through, also together with the reply; an address of kind %s',
  async (_kind, bytes) => {
    const greeting = [...Buffer.from(GREETING)];
    reply = [[...bytes, ...greeting]];
    expect(await received()).toBe(GREETING);
    reply = [bytes.slice(0, 3), bytes.slice(3, 7), [...bytes.slice(7), ...greeting.slice(0, 4)], greeting.slice(4)];
    expect(await received()).toBe(GREETING);
    reply = [bytes, greeting];
    expect(await received()).toBe(GREETING);
  },
);
