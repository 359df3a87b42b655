import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

/** An address whose SYN nobody answers: connecting neither succeeds nor fails. */
export interface BlackHole {
  readonly port: number;
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  close(): Promise<void>;
}

const FILL_LIMIT = 64;
const UNANSWERED_MS = 150;

// Node accepts connections as soon as its event loop turns, so the one that listens must not turn: it sleeps for ever.
const LISTENER = `
const { parentPort } = require('node:worker_threads');
const server = require('node:net').createServer().listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
});
`;

/**
 * Scenario `connect-hang`: listens with the shortest queue, accepts nothing and fills the queue, after which the
 * kernel drops further SYNs.
 * @throws {Error} where the kernel refuses instead of dropping (Windows), or keeps a queue longer than it was told.
 */
export async function startBlackHole(): Promise<BlackHole> {
  const worker = new Worker(LISTENER, { eval: true });
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  const fillers: Socket[] = [];
  const close = async (): Promise<void> => {
    for (const socket of fillers) socket.destroy();
    await worker.terminate();
  };
  for (let i = 0; i < FILL_LIMIT; i += 1) {
    const socket = connect({ host: '127.0.0.1', port });
    fillers.push(socket);
    const outcome = await new Promise<'answered' | 'refused' | 'hangs'>((resolve) => {
      socket.once('connect', () => resolve('answered'));
      socket.on('error', () => resolve('refused'));
      setTimeout(() => resolve('hangs'), UNANSWERED_MS);
    });
    if (outcome === 'hangs') return { port, origin: `http://127.0.0.1:${port}`, close };
    if (outcome === 'refused') break;
  }
  await close();
  throw new Error('This system does not let a connection attempt hang.');
}
