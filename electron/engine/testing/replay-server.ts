import { createServer, type AddressInfo, type Socket } from 'node:net';

/** One recorded reply. */
export interface RecordedReply {
  /** Sent as it is, one character a byte. `%HOSTIP` and `%HTTPPORT` become this server's. */
  readonly bytesLatin1: string;
  readonly closeAfter: boolean;
  /** The next request, whatever it asks for, gets the part after this one. */
  readonly bounceToNextPart: boolean;
}

export interface ReplayScript {
  /** By part: `data` for the first, `data2` for what the number 20002 in a path asks for. */
  readonly replies: Readonly<Record<string, RecordedReply>>;
  /** Commands to the server, as `idle`, `stream` and `writedelay: MS`. */
  readonly servercmd: string | null;
  /** As `wait S`: stays open for so long after a reply. */
  readonly postcmd: string | null;
}

export interface ReplayedRequest {
  /** As in its Host header. */
  readonly host: string;
  readonly target: string;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
}

/** Sends recorded replies byte for byte, on loopback; as a proxy it answers in the place of every host. */
export interface ReplayServer {
  readonly port: number;
  readonly requests: readonly ReplayedRequest[];
  close(): Promise<void>;
}

/** @param crlf turns bare line feeds in the heads into CRLF; the bodies stay as they are */
export async function startReplayServer(script: ReplayScript, crlf: boolean): Promise<ReplayServer> {
  const requests: ReplayedRequest[] = [];
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  let port = 0;
  let bounceTo: number | null = null;

  /** How curl's test server chooses: the number after the last slash names the part in its last four digits. */
  const choose = (target: string): RecordedReply | undefined => {
    const number = Number(/\/(\d+)[^/]*$/.exec(target)?.[1] ?? 0);
    const part: number = bounceTo ?? (number > 10_000 ? number % 10_000 : 0);
    const reply = script.replies[part === 0 ? 'data' : `data${String(part)}`];
    bounceTo = reply?.bounceToNextPart ? part + 1 : null;
    return reply;
  };

  const answer = (socket: Socket, reply: RecordedReply): void => {
    const text = reply.bytesLatin1.replaceAll('%HOSTIP', '127.0.0.1').replaceAll('%HTTPPORT', String(port));
    socket.write(Buffer.from(crlf ? withCrlfHeads(text) : text, 'latin1'));
    const waitMs = 1000 * Number(/wait\s+(\d+)/.exec(script.postcmd ?? '')?.[1] ?? 0);
    const close = reply.closeAfter || /^swsclose/m.test(script.servercmd ?? '') || /^connection:\s*close/im.test(text);
    if (!close && waitMs === 0) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      socket.end();
    }, waitMs);
    timers.add(timer);
  };

  const serve = (socket: Socket, head: string): void => {
    const [requestLine = '', ...lines] = head.split('\r\n');
    const [method, target = ''] = requestLine.split(' ');
    if (method === 'CONNECT') {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n');
      return;
    }
    const headers = new Map(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    requests.push({ host: headers.get('host') ?? '', target, headers });
    if (/^idle/m.test(script.servercmd ?? '')) return;
    const reply = choose(target);
    if (reply) answer(socket, reply);
    else socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const head = text.slice(0, end);
        text = text.slice(end + 4);
        serve(socket, head);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
  return {
    port,
    requests,
    async close() {
      for (const timer of timers) clearTimeout(timer);
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function withCrlfHeads(text: string): string {
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) return text.replace(/\r?\n/g, '\r\n');
  const rest = text.slice(end.index + end[0].length);
  // An interim reply before the final one.
  const body = /^HTTP\/1\.[01] \d/.test(rest) ? withCrlfHeads(rest) : rest;
  return `${text.slice(0, end.index).replace(/\r?\n/g, '\r\n')}\r\n\r\n${body}`;
}
