/**
 * Memory that sockets read into, used again once all of it is on disk. A new buffer for every read costs an eighth of the
 * CPU at loopback speed in garbage collection and page faults, and its 64 KiB bound the size of a read.
 */
const FIRST_BYTES = 64 * 1024;
/** The size of all slabs after the first few of a connection; only these are used again. */
const SLAB_BYTES = 1024 * 1024;
/** Less room than this is not worth a read. */
const MIN_ROOM_BYTES = 64 * 1024;
/** Free slabs kept for later. */
const MAX_FREE = 32;

/** One buffer. A byte in it is filled by a read, then handed on as part of a body, then given back. */
export class Slab {
  filled = 0;
  handed = 0;
  returned = 0;
  /** No read goes into it any more. */
  full = false;

  constructor(readonly memory: Buffer) {}
}

export class SlabPool {
  readonly #free: Slab[] = [];
  readonly #byMemory = new WeakMap<ArrayBufferLike, Slab>();

  take(bytes: number): Slab {
    const used = bytes === SLAB_BYTES ? this.#free.pop() : undefined;
    if (used) return used;
    const slab = new Slab(Buffer.allocUnsafeSlow(bytes));
    this.#byMemory.set(slab.memory.buffer, slab);
    return slab;
  }

  /** No read goes into `slab` any more. */
  retire(slab: Slab): void {
    slab.full = true;
    this.#reuse(slab);
  }

  /** `chunk` is part of a body and somebody's until {@link giveBack}. */
  hand(chunk: Uint8Array): void {
    const slab = this.#byMemory.get(chunk.buffer);
    if (slab) slab.handed += chunk.length;
  }

  /** Nobody looks at `chunk` any more. To be called at most once for a byte; what never comes back is merely collected. */
  giveBack(chunk: Uint8Array): void {
    const slab = this.#byMemory.get(chunk.buffer);
    if (!slab) return;
    slab.returned += chunk.length;
    this.#reuse(slab);
  }

  /** A slab with bytes that were no body (a head, framing) is left to the collector: the parser may still look at them. */
  #reuse(slab: Slab): void {
    const done = slab.full && slab.handed === slab.filled && slab.returned === slab.filled;
    if (!done || slab.memory.length !== SLAB_BYTES || this.#free.length >= MAX_FREE) return;
    slab.filled = slab.handed = slab.returned = 0;
    slab.full = false;
    this.#free.push(slab);
  }
}

/** The slabs of one socket, one after the other; they grow as long as the socket fills them. */
export class SlabReader {
  #slab: Slab;
  /** Where in the slab what is gathered begins. */
  #from = 0;

  constructor(private readonly pool: SlabPool) {
    this.#slab = pool.take(FIRST_BYTES);
  }

  /** Bytes read since the last {@link cut}. */
  get gathered(): number {
    return this.#slab.filled - this.#from;
  }

  /** The next read still goes to the same slab. */
  get roomy(): boolean {
    const { memory, filled } = this.#slab;
    return memory.length - filled >= Math.min(MIN_ROOM_BYTES, memory.length);
  }

  /** Where the next read may go; nothing may be gathered unless it is {@link roomy}. */
  room(): Buffer {
    if (!this.roomy) {
      this.pool.retire(this.#slab);
      this.#slab = this.pool.take(Math.min(this.#slab.memory.length * 4, SLAB_BYTES));
      this.#from = 0;
    }
    return this.#slab.memory.subarray(this.#slab.filled);
  }

  /** A read has put `bytes` into {@link room}. */
  fill(bytes: number): void {
    this.#slab.filled += bytes;
  }

  /** What was gathered, as one piece. */
  cut(): Buffer {
    const piece = this.#slab.memory.subarray(this.#from, this.#slab.filled);
    this.#from = this.#slab.filled;
    return piece;
  }
}
