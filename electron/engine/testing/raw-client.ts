import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** What came over one connection, taken apart no further than at the first empty line. */
export interface RawAnswer {
  readonly status: number;
  /** In order, names in lower case, latin1. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Everything after the empty line. */
  readonly body: Buffer;
  /** How it came to an end; `open` when the caller had enough first. */
  readonly ending: 'fin' | 'reset' | 'open';
}

interface Asking {
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends once so many body bytes have come; default: Content-Length of them, else at the end of the connection. */
  readonly until?: number;
  /** Ask on this connection, left open by an earlier answer, instead of on a new one. */
  readonly socket?: Socket;
}

export const openSocket = (url: string): Socket => {
  const { hostname, port } = new URL(url);
  return connect({ host: hostname, port: Number(port) });
};

/** A client that takes whatever comes, for testing the server itself. */
export async function ask(url: string, { headers = {}, until, socket }: Asking = {}): Promise<RawAnswer> {
  const connection = socket ?? openSocket(url);
  const target = url.slice(new URL(url).origin.length);
  const lines = Object.entries({ Host: new URL(url).host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  connection.write(`GET ${target} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const answer = await new Promise<RawAnswer>((resolve) => {
    const chunks: Buffer[] = [];
    const finish = (ending: RawAnswer['ending']): void => resolve({ ...takeApart(Buffer.concat(chunks)), ending });
    connection.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      const all = Buffer.concat(chunks);
      if (!all.includes('\r\n\r\n')) return;
      const { headers: received, body } = takeApart(all);
      const length = received.find(([name]) => name === 'content-length')?.[1];
      const enough = until ?? (length === undefined ? Infinity : Number(length));
      if (body.length >= enough) finish('open');
    });
    connection.once('end', () => finish('fin'));
    connection.once('error', () => finish('reset'));
    connection.once('close', () => finish('fin'));
  });
  connection.removeAllListeners();
  connection.on('error', () => undefined);
  if (!socket) connection.destroy();
  return answer;
}

function takeApart(all: Buffer): Omit<RawAnswer, 'ending'> {
  const end = all.indexOf('\r\n\r\n');
  if (end < 0) return { status: 0, headers: [], body: all };
  const [statusLine = '', ...lines] = all.toString('latin1', 0, end).split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { status: Number(statusLine.split(' ')[1]), headers, body: all.subarray(end + 4) };
}

/** The values of a header, in order. */
export const valuesOf = (answer: RawAnswer, name: string): string[] =>
  answer.headers.filter(([key]) => key === name).map(([, value]) => value);
