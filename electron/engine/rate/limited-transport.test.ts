import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { SluiceError } from '../../../shared/failures.ts';
import type { Exchange, ExchangeHandlers, Transport } from '../http/transport.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { limitTransport } from './limited-transport.ts';
import { RateLimiter } from './limiter.ts';

const REQUEST = { url: new URL('http://h/'), headers: {}, headTimeoutMs: 1 };
const CHUNK = 64 * 1024;
const FULL = Buffer.alloc(CHUNK);

/** A connection whose server sends as fast as it is read: one chunk at a time, each a turn later than asked for. */
class Source {
  reading = true;
  aborted = false;
  constructor(readonly handlers: ExchangeHandlers) {}

  /** Sends what one look at the socket brings. */
  turn(chunk = FULL): void {
    if (this.reading && !this.aborted) this.handlers.onData(chunk);
  }
}

let clock: ManualClock;
let sources: Source[];
let transport: Transport;
beforeEach(() => {
  clock = new ManualClock();
  sources = [];
  transport = {
    open(_request, handlers): Exchange {
      const source = new Source(handlers);
      sources.push(source);
      return {
        pause: () => (source.reading = false),
        resume: () => (source.reading = true),
        abort: () => (source.aborted = true),
      };
    },
    recycle: () => undefined,
    close: () => undefined,
  };
});

function open(limiters: readonly RateLimiter[]) {
  const seen = { bytes: 0, largest: 0, text: '', ended: false, error: null as SluiceError | null };
  const exchange = limitTransport(transport, limiters).open(REQUEST, {
    onHead: () => undefined,
    onData(chunk) {
      seen.bytes += chunk.length;
      seen.largest = Math.max(seen.largest, chunk.length);
      if (chunk.length < 100) seen.text += chunk.toString('latin1');
    },
    onEnd: () => (seen.ended = true),
    onError: (error) => (seen.error = error),
  });
  const source = sources.at(-1);
  if (!source) throw new Error('Nothing was opened');
  return { exchange, source, seen };
}

/** Servers send and time passes, ms by ms. */
function run(ms: number): void {
  for (let passed = 0; passed < ms; passed += 1) {
    for (const source of sources) for (let reads = 0; reads < 4; reads += 1) source.turn();
    clock.advance(1);
  }
}

describe.each([100_000, 1_000_000, 100_000_000])('a global limit of %i bytes per second', (rate) => {
  test('over 8 connections of two downloads, one of them limited to a tenth: each keeps to its own', () => {
    const global = new RateLimiter(clock, rate);
    const own = new RateLimiter(clock, rate / 10);
    const free = new RateLimiter(clock, null);
    const limited = Array.from({ length: 4 }, () => open([own, global]));
    const others = Array.from({ length: 4 }, () => open([free, global]));
    run(5_000);
    const sum = (list: typeof limited): number => list.reduce((bytes, { seen }) => bytes + seen.bytes, 0);
    expect((sum(limited) + sum(others)) / (5 * rate)).toBeGreaterThan(0.95);
    expect((sum(limited) + sum(others)) / (5 * rate)).toBeLessThan(1.05);
    expect(sum(limited) / (0.5 * rate)).toBeGreaterThan(0.95);
    expect(sum(limited) / (0.5 * rate)).toBeLessThan(1.05);
  });
});

test('a whole buffer is no burst: the socket is left alone until all of it was granted', () => {
  const { source, seen, exchange } = open([new RateLimiter(clock, 100_000)]);
  source.turn();
  expect(source.reading).toBe(false);
  expect(exchange.held).toBe(true);
  clock.advance(327);
  expect(seen.bytes).toBeGreaterThan(25_000);
  expect(seen.bytes).toBeLessThan(36_000);
  expect(seen.largest).toBeLessThanOrEqual(2_500);
  expect(source.reading).toBe(false);
  clock.advance(400);
  expect(seen.bytes).toBe(CHUNK);
  expect(source.reading).toBe(true);
  expect(exchange.held).toBe(false);
});

test('an empty chunk asks for nothing', () => {
  const { source, seen } = open([new RateLimiter(clock, 1_000)]);
  source.turn();
  const { source: other } = open([new RateLimiter(clock, 1_000)]);
  other.turn(Buffer.alloc(0));
  source.handlers.onData(Buffer.alloc(0));
  clock.advance(80_000);
  expect(seen.bytes).toBe(CHUNK);
  expect(clock.pending).toBe(0);
});

test('without a limit chunks pass as they are', () => {
  const { source, seen } = open([new RateLimiter(clock, null), new RateLimiter(clock, null)]);
  source.turn();
  expect(seen).toMatchObject({ bytes: CHUNK, largest: CHUNK });
  expect(source.reading).toBe(true);
});

test('from 1 KB/s to no limit: what waits comes at once', () => {
  const limiter = new RateLimiter(clock, 1_000);
  const open16 = Array.from({ length: 16 }, () => open([limiter]));
  for (const { source } of open16) source.turn();
  clock.advance(1_000);
  limiter.setRate(null);
  for (const { seen, source } of open16) {
    expect(seen.bytes).toBe(CHUNK);
    expect(source.reading).toBe(true);
  }
});

test('nothing comes while the owner pauses, what was granted meanwhile comes after, and the end comes last', () => {
  const { exchange, source, seen } = open([new RateLimiter(clock, 1_000)]);
  source.turn(Buffer.from('abc'));
  source.handlers.onEnd();
  exchange.pause();
  clock.advance(1_000);
  expect(seen).toMatchObject({ text: '', ended: false });
  exchange.resume();
  expect(seen).toMatchObject({ text: 'abc', ended: true });
});

test('abort: no handler is called any more, and no timer is left', () => {
  const { exchange, source, seen } = open([new RateLimiter(clock, 1_000)]);
  source.turn();
  exchange.abort();
  source.handlers.onData(Buffer.from('late'));
  clock.advance(100_000);
  expect(source.aborted).toBe(true);
  expect(seen).toMatchObject({ bytes: 0, ended: false });
  expect(clock.pending).toBe(0);
});

test('a failure comes through at once; what was held back is dropped with the connection', () => {
  const { source, seen } = open([new RateLimiter(clock, 1_000)]);
  source.turn();
  source.handlers.onError(new SluiceError('connection-lost', ''));
  clock.advance(100_000);
  expect(seen.error?.code).toBe('connection-lost');
  expect(seen.bytes).toBe(0);
  expect(clock.pending).toBe(0);
});

test('whatever the owner, the server and the limits do, every byte comes once and in order', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('send' as const), size: fc.integer({ min: 0, max: 3_000 }) }),
    fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const), size: fc.constant(0) }),
    fc.record({ do: fc.constant('wait' as const), size: fc.integer({ min: 1, max: 400 }) }),
    fc.record({ do: fc.constantFrom('own' as const, 'global' as const), size: fc.constantFrom(0, 300, 20_000, 5e6) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      clock = new ManualClock();
      const limiters = [new RateLimiter(clock, 2_000), new RateLimiter(clock, 5_000)] as const;
      const received: Buffer[] = [];
      let ended = 0;
      let paused = false;
      const exchange = limitTransport(transport, limiters).open(REQUEST, {
        onHead: () => undefined,
        onData(chunk) {
          expect(paused).toBe(false);
          received.push(chunk);
          // As a full writer does, in the middle of what it is handed.
          if (chunk.length % 7 === 0) {
            paused = true;
            exchange.pause();
          }
        },
        onEnd: () => (ended += 1),
        onError: () => expect.unreachable(),
      });
      const source = sources.at(-1);
      let sent = 0;
      for (const { do: what, size } of steps) {
        if (what === 'send' && source?.reading) {
          source.turn(Buffer.from(Array.from({ length: size }, (_, index) => (sent + index) % 251)));
          sent += size;
        } else if (what === 'wait') clock.advance(size);
        else if (what === 'pause') {
          paused = true;
          exchange.pause();
        } else if (what === 'resume') {
          paused = false;
          exchange.resume();
        } else if (what !== 'send') limiters[what === 'own' ? 0 : 1].setRate(size === 0 ? null : size);
      }
      source?.handlers.onEnd();
      for (let rounds = 0; rounds < 5_000 && ended === 0; rounds += 1) {
        paused = false;
        exchange.resume();
        clock.advance(50);
      }
      const all = Buffer.concat(received);
      expect(all.length).toBe(sent);
      expect(all.every((byte, index) => byte === index % 251)).toBe(true);
      expect(ended).toBe(1);
      expect(clock.pending).toBe(0);
    }),
    { numRuns: 200 },
  );
});
