import { STATUS_CODES } from 'node:http';
import type { Connection } from './connection.ts';
import type { Gate } from './gate.ts';
import type { Pace } from './pace.ts';
import type { Reply } from './reply.ts';
import type { RecordedRequest, RequestLog } from './request-log.ts';

const SLICE_BYTES = 1 << 18;
/** A throttled reply moves at least this often, so that its rate is even. */
const THROTTLED_SLICE_MS = 20;

/** What sending needs besides the reply itself. */
export interface Sending {
  readonly connection: Connection;
  readonly request: RecordedRequest;
  readonly log: RequestLog;
  readonly gates: () => readonly Gate[];
  /** Asked before every slice, so that a test may change it while a reply runs. `null`: no limit. */
  readonly bytesPerSecond: () => number | null;
  readonly pace: Pace;
  /** A limit that all connections share. */
  readonly link: { readonly pace: Pace; readonly bytesPerSecond: () => number | null };
}

/** Carries a reply out. @returns whether the connection may be asked again. */
export async function transmit(reply: Reply, sending: Sending): Promise<boolean> {
  const { connection, request, log } = sending;
  for (const gate of sending.gates()) {
    if (gate.holdsHead(request) && !(await pass(gate, sending))) return gone(sending);
  }
  const chunked = reply.chunked !== undefined && request.method !== 'HEAD';
  if (reply.sendHead) {
    request.status = reply.status;
    log.notify();
    if (!(await connection.write(headOf(reply, request)))) return gone(sending);
    if (request.method !== 'HEAD' && !(await sendBody(reply, sending))) return gone(sending);
    if (reply.junk && !(await connection.write(reply.junk))) return gone(sending);
  }
  if (reply.stopAt === null && chunked && !(await connection.write(Buffer.from('0\r\n\r\n')))) return gone(sending);
  return end(reply, sending);
}

async function sendBody(reply: Reply, sending: Sending): Promise<boolean> {
  const { connection, request, log } = sending;
  const { body } = reply;
  const end = reply.stopAt ?? body.length;
  const passed = new Set<Gate>();
  for (let at = 0; ;) {
    let next = Math.min(end, at + SLICE_BYTES);
    for (const gate of sending.gates()) {
      const position = passed.has(gate) ? null : gate.positionIn(body, request);
      if (position === null || position < at) continue;
      if (position > at) {
        next = Math.min(next, position);
        continue;
      }
      passed.add(gate);
      if (!(await pass(gate, sending))) return false;
    }
    if (at >= end) return true;
    if (reply.chunked) next = Math.min(next, at + reply.chunked.bytes);
    if (reply.drip && at < reply.drip.after) next = Math.min(next, reply.drip.after);
    next = await paced(at, next, reply, sending);
    if (next <= at) return false;
    if (!(await connection.write(framed(body.slice(at, next), reply)))) return false;
    log.count(request, next - at);
    at = next;
  }
}

/** Waits for the slowest limit. @returns the end of the slice that may go now, `at` when the client is gone. */
async function paced(at: number, next: number, reply: Reply, sending: Sending): Promise<number> {
  const drip = reply.drip && at >= reply.drip.after ? reply.drip.bytesPerSecond : Infinity;
  const own = Math.min(drip, sending.bytesPerSecond() ?? Infinity);
  const shared = sending.link.bytesPerSecond() ?? Infinity;
  const rate = Math.min(own, shared);
  if (rate === Infinity) return next;
  const slice = Math.min(next, at + Math.max(1, Math.floor((rate * THROTTLED_SLICE_MS) / 1000)));
  const now = performance.now();
  const wait = Math.max(
    own === Infinity ? 0 : sending.pace.book(slice - at, own, now),
    shared === Infinity ? 0 : sending.link.pace.book(slice - at, shared, now),
  );
  return wait <= 0 || (await sending.connection.wait(wait)) ? slice : at;
}

const pass = (gate: Gate, { connection, request, log }: Sending): Promise<boolean> =>
  connection.unlessClosed((done) => {
    const leave = gate.wait(request, done);
    log.notify();
    return leave;
  });

function gone({ log, request }: Sending): false {
  log.end(request, 'aborted');
  return false;
}

async function end(reply: Reply, { connection, request, log }: Sending): Promise<boolean> {
  const cut = !reply.sendHead || reply.stopAt !== null;
  switch (reply.ending) {
    case 'keep-alive':
      log.end(request, 'complete');
      if (request.headers['connection']?.toLowerCase() !== 'close') return true;
      connection.finish();
      return false;
    case 'fin':
      log.end(request, cut ? 'cut' : 'complete');
      connection.finish();
      return false;
    case 'reset':
      log.end(request, 'cut');
      await connection.reset();
      return false;
    case 'silence':
      await connection.closed;
      log.end(request, 'aborted');
      return false;
  }
}

function framed(bytes: Buffer, reply: Reply): Buffer {
  if (!reply.chunked) return bytes;
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

function headOf(reply: Reply, request: RecordedRequest): Buffer {
  const close = reply.ending === 'fin' || request.headers['connection']?.toLowerCase() === 'close';
  const lines = [
    `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? 'Unknown'}`,
    `Date: ${new Date().toUTCString()}`,
    `Connection: ${close ? 'close' : 'keep-alive'}`,
    ...reply.headers.map(([name, value]) => `${name}: ${value}`),
  ];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1');
  return Buffer.concat([head, reply.rawHeaderLines ?? Buffer.alloc(0), Buffer.from('\r\n')]);
}
