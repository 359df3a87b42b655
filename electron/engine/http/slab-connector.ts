import type { Socket } from 'node:net';
import type { buildConnector as BuildConnector } from 'undici';
import buildConnector from 'undici/lib/core/connect.js';
import type { Connector } from './connectors/connector.ts';
import { SlabReader, type SlabPool } from './read-slabs.ts';
import type { Turns } from './turns.ts';

/** TLS hands over 16 KiB records, each at the price of a whole read: they are gathered up to this many bytes. */
const GATHER_BYTES = 256 * 1024;

/**
 * undici's connector with sockets that read into slabs (`onread` of net and tls) instead of new buffers. undici's parser
 * takes its bytes by `read` and gives the rest back by `unshift` when it pauses; both work on a queue of our own here,
 * which replaces the stream's.
 */
export function slabConnector(options: BuildConnector.BuildOptions, pool: SlabPool, turns: Turns): Connector {
  // One connector for each socket, as `onread` belongs to one; so TLS sessions are shared here.
  const sessions = new Map<string, Buffer>();
  return (target, callback) => {
    const key = `${target.hostname}:${target.port}`;
    const session = sessions.get(key);
    const inbox = new Inbox(new SlabReader(pool), turns, pool);
    const connect = buildConnector({ ...options, ...(session ? { session } : {}), onread: inbox });
    // The types say void; it returns the socket, which undici's own client does not need.
    const socket = connect(target, callback) as unknown as Socket;
    socket.on('session', (fresh: Buffer) => sessions.set(key, fresh));
    inbox.attach(socket);
    pool.count(1);
    socket.once('close', () => {
      pool.count(-1);
    });
    return socket;
  };
}

/** What came from one socket and the parser has not taken yet: it takes the place of the stream's own buffer. */
class Inbox {
  readonly #queue: Buffer[] = [];
  #scheduled = false;
  #tell: () => void = () => undefined;

  constructor(
    private readonly reader: SlabReader,
    private readonly turns: Turns,
    private readonly pool: SlabPool,
  ) {}

  attach(socket: Socket): void {
    this.#tell = () => {
      if (!socket.destroyed) socket.emit('readable');
    };
    const read = socket.read.bind(socket);
    socket.read = (size?: number): Buffer | null => {
      if (size === 0) return this.#queue.length > 0 || this.reader.gathered > 0 ? null : (read(0) as null);
      const chunk = this.#next();
      if (chunk) return chunk;
      // Starts reading again, or ends the stream.
      read(0);
      return null;
    };
    socket.unshift = (rest: Buffer): void => {
      if (rest.length > 0) this.#queue.unshift(rest);
    };
  }

  /** For `onread`: where the next read goes. */
  readonly buffer = (): Buffer => {
    const rest = this.reader.gathered > 0 && !this.reader.roomy ? this.reader.cut() : null;
    if (rest) this.#queue.push(rest);
    return this.reader.room();
  };

  /** For `onread`: a read has put `bytes` into the buffer. Returns false to stop reading, so that the server feels it. */
  readonly callback = (bytes: number): boolean => {
    this.reader.fill(bytes);
    if (this.reader.gathered >= GATHER_BYTES) this.#tell();
    else if (!this.#scheduled) {
      this.#scheduled = true;
      this.turns.add(this.#inTurn);
    }
    // What the parser has left means that it is paused.
    return this.#queue.length === 0 && (this.reader.roomy || !this.pool.crowded);
  };

  readonly #inTurn = (): void => {
    this.#scheduled = false;
    this.#tell();
  };

  #next(): Buffer | null {
    return this.#queue.shift() ?? (this.reader.gathered > 0 ? this.reader.cut() : null);
  }
}
