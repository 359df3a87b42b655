const KIB = 1024;
/** All that a slow connection ever has. */
const LEAST_BYTES = 16 * KIB;
const MOST_BYTES = 1024 * KIB;
/** Slabs grow only while those of all connections stay within this. */
const TOTAL_BYTES = 16 * 1024 * KIB;
/** Free slabs kept while there are connections. What is dropped instead goes back at once; Node 20 leaves it to the collector. */
const FREE_BYTES = 16 * 1024 * KIB;
const GROWTH = 4;
/** When not even this is there for each, nobody reads more before what came is taken. */
const CROWDED_BYTES = 64 * KIB;
/** Less room than this is not worth a read; of a small slab, a quarter. */
const ROOM_BYTES = 64 * KIB;

/** One buffer. A byte in it is filled by a read, then handed on as part of a body or parsed as a head, then given back. */
export class Slab {
  filled = 0;
  /** Behind the last byte of a body. What lies before it is parsed: a body only follows a head that is complete. */
  parsed = 0;
  /** Bytes that somebody still looks at. */
  out = 0;
  /** No read goes into it any more. */
  full = false;

  constructor(readonly memory: Buffer) {}
}

/**
 * Memory that sockets read into, used again once all of it is on disk. A new buffer for every read costs an eighth of the
 * CPU at loopback speed in garbage collection and page faults, and its 64 KiB bound the size of a read.
 */
export class SlabPool {
  /** By size. */
  readonly #free = new Map<number, Slab[]>();
  #freeBytes = 0;
  readonly #byMemory = new WeakMap<ArrayBufferLike, Slab>();
  #readers = 0;

  /** One more socket, or one less. */
  count(readers: 1 | -1): void {
    this.#readers += readers;
    if (this.#readers === 0) this.#forgetOthers(0);
  }

  /** A size near `bytes` that all sockets could have together. A power of two. */
  fit(bytes: number): number {
    let size = Math.min(Math.max(bytes, LEAST_BYTES), MOST_BYTES);
    while (size > LEAST_BYTES && size * this.#readers > TOTAL_BYTES) size /= 2;
    return size;
  }

  /** So many connections that each may have little at a time. */
  get crowded(): boolean {
    return this.fit(CROWDED_BYTES) < CROWDED_BYTES;
  }

  /** @param bytes from {@link fit} */
  take(bytes: number): Slab {
    const used = this.#free.get(bytes)?.pop();
    if (used) {
      this.#freeBytes -= bytes;
      return used;
    }
    const slab = new Slab(Buffer.allocUnsafeSlow(bytes));
    this.#byMemory.set(slab.memory.buffer, slab);
    return slab;
  }

  /** No read goes into `slab` any more. */
  retire(slab: Slab): void {
    slab.full = true;
    this.#reuse(slab);
  }

  /** `chunk` is part of a body and somebody's until {@link giveBack}. Those of one slab come in order. */
  hand(chunk: Uint8Array): void {
    const slab = this.#byMemory.get(chunk.buffer);
    if (!slab) return;
    slab.parsed = chunk.byteOffset + chunk.length;
    slab.out += chunk.length;
  }

  /** Nobody looks at `chunk` any more. To be called at most once for a byte; what never comes back is merely collected. */
  giveBack(chunk: Uint8Array): void {
    const slab = this.#byMemory.get(chunk.buffer);
    if (!slab) return;
    slab.out -= chunk.length;
    this.#reuse(slab);
  }

  /** A slab that ends with what is no body (half a head, framing) is left to the collector: the parser may look at it. */
  #reuse(slab: Slab): void {
    const size = slab.memory.length;
    if (!slab.full || slab.out > 0 || slab.parsed < slab.filled) return;
    if (this.#freeBytes + size > FREE_BYTES) this.#forgetOthers(size);
    if (this.#readers === 0 || this.#freeBytes + size > FREE_BYTES) {
      release(slab);
      return;
    }
    slab.filled = slab.parsed = 0;
    slab.full = false;
    const free = this.#free.get(size);
    if (free) free.push(slab);
    else this.#free.set(size, [slab]);
    this.#freeBytes += size;
  }

  /** Slabs of sizes that were wanted while there were fewer connections must not keep those in use from coming back. */
  #forgetOthers(size: number): void {
    for (const [other, slabs] of this.#free) {
      if (other === size) continue;
      this.#freeBytes -= other * slabs.length;
      this.#free.delete(other);
      slabs.forEach(release);
    }
  }
}

/** ES2024; Node 20 has no such method. */
type Transferable = ArrayBuffer & { transfer?(bytes: number): ArrayBuffer };

/**
 * Gives the memory back at once. The collector sees only small objects in slabs and takes its time: with 1,600 connections
 * 20 to 80 MB were waiting for it.
 */
function release({ memory }: Slab): void {
  (memory.buffer as Transferable).transfer?.(0);
}

/** The slabs of one socket, one after the other; they follow its speed. */
export class SlabReader {
  #slab: Slab;
  /** Where in the slab what is gathered begins. */
  #from = 0;
  /** The largest piece cut from this slab. */
  #largest = 0;

  constructor(private readonly pool: SlabPool) {
    this.#slab = pool.take(pool.fit(0));
  }

  /** Bytes read since the last {@link cut}. */
  get gathered(): number {
    return this.#slab.filled - this.#from;
  }

  /** The next read still goes to the same slab. */
  get roomy(): boolean {
    const { memory, filled } = this.#slab;
    return memory.length - filled >= Math.min(ROOM_BYTES, memory.length / 4);
  }

  /** Where the next read may go; nothing may be gathered unless it is {@link roomy}. */
  room(): Buffer {
    if (!this.roomy) {
      this.pool.retire(this.#slab);
      this.#slab = this.pool.take(this.#nextBytes());
      this.#from = this.#largest = 0;
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
    this.#largest = Math.max(this.#largest, piece.length);
    return piece;
  }

  /** More while a turn of the loop brings a good part of a slab, less when it never brings a small one. */
  #nextBytes(): number {
    const { length } = this.#slab.memory;
    if (this.#largest * 2 >= length) return this.pool.fit(length * GROWTH);
    return this.pool.fit(this.#largest * 16 < length ? length / GROWTH : length);
  }
}
