import { createServer, type Server, type Socket } from 'node:net';
import { browserRequestSchema, type BrowserReply, type BrowserRequest } from '../../../shared/browser.ts';
import { listenPrivately } from '../../rpc/index.ts';
import { encodeFrame, FrameReader } from './frames.ts';

/** One connection of a helper. It ends when the browser does, or the page that opened it. */
export interface BrowserClient {
  send(reply: BrowserReply): void;
  onEnd(listener: () => void): void;
}

export interface BrowserServerOptions {
  /** Of a socket, or of a named pipe on Windows. */
  readonly path: string;
  readonly handle: (request: BrowserRequest, client: BrowserClient) => void;
  readonly onProblem: (what: string, error: unknown) => void;
}

/**
 * Listens where only this user can connect. It never speaks first, and what it is told is parsed; who sends anything
 * else is cut off.
 */
export class BrowserServer {
  readonly #options: BrowserServerOptions;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;

  constructor(options: BrowserServerOptions) {
    this.#options = options;
  }

  /** Resolves when it listens. Rejects when it cannot. */
  async open(): Promise<void> {
    const { path, onProblem } = this.#options;
    const server = createServer((socket) => this.#accept(socket));
    this.#server = server;
    await listenPrivately(server, path);
    server.on('error', (error) => onProblem('browser socket', error));
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server?.close();
    this.#server = null;
  }

  #accept(socket: Socket): void {
    const reader = new FrameReader();
    const client: BrowserClient = {
      send(reply) {
        if (socket.writable) socket.write(encodeFrame(reply));
      },
      onEnd: (listener) => void socket.once('close', listener),
    };
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      try {
        for (const value of reader.push(chunk)) this.#options.handle(browserRequestSchema.parse(value), client);
      } catch (error) {
        // Not the error's text: it may quote what was sent, and that has cookies in it.
        this.#options.onProblem(`browser: a message was refused (${(error as Error).name})`, null);
        socket.destroy();
      }
    });
  }
}
