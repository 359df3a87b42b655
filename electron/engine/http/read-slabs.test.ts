import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SlabPool, SlabReader } from './read-slabs.ts';

const KIB = 1024;

/** Free slabs are kept only while there are sockets. */
function inUse(): SlabPool {
  const pool = new SlabPool();
  pool.count(1);
  return pool;
}

/** What a socket and its receiver may do, in any order: read, take what was gathered, give a piece back. */
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('read' as const), bytes: fc.integer({ min: 1, max: 1024 * KIB }) }),
    fc.record({ kind: fc.constant('give' as const), which: fc.nat() }),
  ),
  { minLength: 20, maxLength: 120 },
);

test('no byte is written over before its piece was given back', () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      const pool = inUse();
      const readers = [new SlabReader(pool), new SlabReader(pool)];
      const out: { piece: Buffer; mark: number }[] = [];
      sequence.forEach((step, index) => {
        if (step.kind === 'give') {
          const [given] = out.splice(step.which % (out.length || 1), 1);
          if (given) pool.giveBack(given.piece);
        } else {
          const reader = readers[index % 2] as SlabReader;
          const room = reader.room();
          const bytes = Math.min(step.bytes, room.length);
          const mark = index % 251;
          room.fill(mark, 0, bytes);
          reader.fill(bytes);
          const piece = reader.cut();
          pool.hand(piece);
          out.push({ piece, mark });
        }
        for (const { piece, mark } of out) {
          expect(piece[0]).toBe(mark);
          expect(piece[piece.length - 1]).toBe(mark);
        }
      });
    }),
    { numRuns: 50 },
  );
});

test('a slab is used again once everything in it was a body and came back, and not before', () => {
  const pool = inUse();
  const slab = pool.take(1024 * KIB);
  slab.filled = 30;
  const [a, b] = [slab.memory.subarray(0, 10), slab.memory.subarray(10, 30)];
  pool.hand(a);
  pool.hand(b);
  pool.giveBack(b);
  pool.retire(slab);
  expect(pool.take(1024 * KIB) === slab).toBe(false);
  pool.giveBack(a);
  expect(pool.take(1024 * KIB) === slab).toBe(true);
});

test('a head does not keep its slab from being used again once a body has followed it', () => {
  const pool = inUse();
  const slab = pool.take(1024 * KIB);
  slab.filled = 30;
  const body = slab.memory.subarray(10, 30);
  pool.hand(body);
  pool.retire(slab);
  pool.giveBack(body);
  expect(pool.take(1024 * KIB) === slab).toBe(true);
});

test('a slab that ends with a head is never used again: the parser may still look at it', () => {
  const pool = inUse();
  const slab = pool.take(1024 * KIB);
  slab.filled = 30;
  const body = slab.memory.subarray(0, 20);
  pool.hand(body);
  pool.retire(slab);
  pool.giveBack(body);
  expect(pool.take(1024 * KIB) === slab).toBe(false);
});

test('slabs follow the speed of a connection, and the number of connections', () => {
  const pool = new SlabPool();
  pool.count(1);
  const reader = new SlabReader(pool);
  const turn = (most: number): number => {
    const room = reader.room();
    reader.fill(Math.min(most, room.length));
    return reader.cut().buffer.byteLength;
  };
  const sizes = (turns: number, most: number): number[] => Array.from({ length: turns }, () => turn(most) / KIB);
  expect(new Set(sizes(20, 2 * KIB))).toEqual(new Set([16]));
  expect(Math.max(...sizes(20, 1024 * KIB))).toBe(1024);
  expect(sizes(2000, 2 * KIB).at(-1)).toBe(16);
  for (let socket = 1; socket < 1600; socket += 1) pool.count(1);
  expect(Math.max(...sizes(20, 1024 * KIB))).toBe(16);
});

test('free slabs of a size that is not wanted any more make room for others', () => {
  const pool = inUse();
  const free = (bytes: number) => {
    const slab = pool.take(bytes);
    pool.retire(slab);
    return slab;
  };
  const large = Array.from({ length: 64 }, () => pool.take(1024 * KIB));
  for (const slab of large) pool.retire(slab);
  const small = free(32 * KIB);
  expect(pool.take(32 * KIB) === small).toBe(true);
});

test('nothing is kept for sockets that are gone, nor what comes back after the last of them', () => {
  const pool = inUse();
  const [early, late] = [pool.take(32 * KIB), pool.take(32 * KIB)];
  pool.retire(early);
  pool.count(-1);
  pool.retire(late);
  pool.count(1);
  for (let taken = 0; taken < 2; taken += 1) {
    const slab = pool.take(32 * KIB);
    expect(slab === early || slab === late).toBe(false);
  }
});

test('memory that is not of a slab may be given back too', () => {
  const pool = new SlabPool();
  pool.giveBack(Buffer.alloc(10));
  expect(pool.take(1024 * KIB).filled).toBe(0);
});
