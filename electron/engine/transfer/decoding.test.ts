import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { CookieShelf } from '../http/cookies/cookie-shelf.ts';
import type { ExchangeHandlers, Transport } from '../http/transport.ts';
import { Attempt, type AttemptGoal } from './attempt.ts';

const CHUNK_BYTES = 64 * 1024;
/** Random bytes: as many coded as decoded. */
const FILE = randomBytes(4 * 2 ** 20);
const CODED = gzipSync(FILE, { level: 1 });

/** A server that sends for as long as nobody says that it is enough. */
class Sender implements Transport {
  #handlers: ExchangeHandlers | null = null;
  #paused = false;
  sent = 0;
  /** The most that was sent between two pauses. */
  most = 0;

  open(_request: unknown, handlers: ExchangeHandlers) {
    this.#handlers = handlers;
    return {
      pause: () => {
        this.#paused = true;
      },
      resume: () => {
        this.#paused = false;
        this.send();
      },
      abort: () => undefined,
    };
  }

  send(): void {
    const from = this.sent;
    while (!this.#paused && this.sent < CODED.length) {
      const chunk = CODED.subarray(this.sent, this.sent + CHUNK_BYTES);
      this.sent += chunk.length;
      this.#handlers?.onData(chunk);
    }
    this.most = Math.max(this.most, this.sent - from);
    if (!this.#paused && this.sent === CODED.length) this.#handlers?.onEnd();
  }

  begin(): void {
    this.#handlers?.onHead({ status: 200, headers: { 'content-encoding': 'gzip' } });
    this.send();
  }

  recycle(): void {
    // Nothing is kept.
  }

  close(): void {
    // Nothing is open.
  }
}

function attemptAt(sender: Sender) {
  const url = new URL('http://files.example/a');
  const goal: AttemptGoal = {
    url,
    headers: {},
    follow: { credentialOrigin: url.origin, signIn: null, cookies: new CookieShelf([]), allowDowngrade: false },
    end: null,
    expected: { start: null, sizeBytes: null, validator: null, etag: null, lastModified: null, mediaType: null },
    headTimeoutMs: 1_000,
    now: () => 0,
    wallNow: () => 0,
  };
  const got: Buffer[] = [];
  let attempt: Attempt | null = null;
  const ended = new Promise<Buffer>((resolve, reject) => {
    attempt = new Attempt(sender, goal, {
      judged: () => undefined,
      data: (chunk) => got.push(chunk),
      ended: () => {
        resolve(Buffer.concat(got));
      },
      failed: reject,
    });
  });
  return { attempt: attempt as unknown as Attempt, ended, got };
}

test('a server is held back while what it sent is being decoded, and nothing is lost', async () => {
  const sender = new Sender();
  const { ended } = attemptAt(sender);
  sender.begin();
  expect(sender.sent).toBeLessThan(2 ** 20);
  expect((await ended).equals(FILE)).toBe(true);
  expect(sender.most).toBeLessThan(2 ** 20);
});

test('paused for the disk as well, it goes on when both are ready', async () => {
  const sender = new Sender();
  const { attempt, ended, got } = attemptAt(sender);
  sender.begin();
  attempt.pause('backlog');
  expect(attempt.pausedFor('decoder')).toBe(true);
  const [sent, before] = [sender.sent, got.length];
  await new Promise(setImmediate);
  expect([sender.sent, got.length]).toEqual([sent, before]);
  attempt.resume('backlog');
  expect((await ended).equals(FILE)).toBe(true);
});
