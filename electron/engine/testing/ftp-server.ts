import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { makeCertificate } from './certificate.ts';
import { seededBytes } from './seeded.ts';

export interface FtpServerOptions {
  readonly size: number;
  readonly seed: number;
  /** What the file holds instead of the seed's bytes; `size` long. */
  readonly content?: Buffer;
  /** The only path there is; default `f.bin`. */
  readonly path?: string;
  readonly user?: string;
  readonly password?: string;
  readonly tls?: 'explicit' | 'implicit';
  /** Control connections at a time; further ones are told 421. */
  readonly connections?: number;
  /** Commands that it does not know. */
  readonly without?: readonly string[];
  /** Of each data connection; default: as fast as it goes. */
  readonly bytesPerSecond?: number;
  /** The first data connections end after so many bytes, with 426. */
  readonly breaks?: number[];
}

/** An FTP server (RFC 959, 2428, 3659, 4217) on loopback with one file, and what was said to it. */
export interface FtpServer {
  readonly port: number;
  /** PEM, `null` without TLS. */
  readonly certificate: string | null;
  /** As they came; of PASS only the word. */
  readonly commands: readonly string[];
  /** Most data connections at a time. */
  readonly mostTransfers: number;
  readonly openConnections: number;
  change(changes: { readonly seed?: number; readonly modified?: string }): void;
  close(): Promise<void>;
}

export async function startFtpServer(options: FtpServerOptions): Promise<FtpServer> {
  const { user = 'anonymous', password = null, tls, without = [], breaks = [] } = options;
  const path = options.path ?? 'f.bin';
  const identity = tls ? makeCertificate() : null;
  const context = identity && createSecureContext({ cert: identity.certificate, key: identity.key });
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  let { seed } = options;
  let modified = '20200102030405';
  let controls = 0;
  let transfers = 0;
  let mostTransfers = 0;

  const kept = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    return socket;
  };
  const secured = (socket: Socket): Socket =>
    context ? kept(new TLSSocket(socket, { isServer: true, secureContext: context })) : socket;

  async function converse(raw: Socket): Promise<void> {
    let control = tls === 'implicit' ? secured(raw) : raw;
    let passive: Server | null = null;
    /** The client connects before it says what for. */
    let arriving: Promise<Socket> | null = null;
    let offset = 0;
    let signedIn = false;
    let name = '';
    const say = (line: string): void => void control.write(`${line}\r\n`);
    controls += 1;
    raw.once('close', () => {
      controls -= 1;
      passive?.close();
    });
    if (controls > (options.connections ?? Infinity)) {
      say('421 Too many connections from this address');
      control.end();
      return;
    }
    say('220 Ready');

    async function send(): Promise<void> {
      if (!arriving) {
        say('425 No data connection');
        return;
      }
      const socket = await arriving;
      arriving = null;
      passive?.close();
      say('150 Here it comes');
      const data = tls ? secured(socket) : socket;
      transfers += 1;
      mostTransfers = Math.max(mostTransfers, transfers);
      const stop = breaks.length > 0 ? offset + (breaks.shift() ?? 0) : options.size;
      let sent = offset;
      const rate = options.bytesPerSecond ?? Infinity;
      const piece = rate === Infinity ? 65_536 : Math.max(1, Math.round(rate / 50));
      const closed = new Promise((resolve) => data.once('close', resolve));
      try {
        while (sent < stop && !data.destroyed) {
          const end = Math.min(stop, sent + piece);
          if (!data.write(options.content?.subarray(sent, end) ?? seededBytes(seed, sent, end))) {
            await Promise.race([new Promise((resolve) => data.once('drain', resolve)), closed]);
          }
          sent = end;
          if (rate !== Infinity) await new Promise((resolve) => setTimeout(resolve, 20));
        }
      } finally {
        transfers -= 1;
      }
      const whole = sent === options.size;
      data.end(() => {
        say(whole ? '226 Done' : '426 Broken off');
      });
    }

    async function passiveMode(): Promise<number> {
      passive?.close();
      passive = createServer();
      arriving = once(passive, 'connection').then(([socket]: Socket[]) => kept(socket as Socket));
      await once(passive.listen(0, '127.0.0.1'), 'listening');
      return (passive.address() as AddressInfo).port;
    }

    async function answer(line: string): Promise<void> {
      const [, verb = '', argument = ''] = /^(\S+) ?(.*)$/s.exec(line) ?? [];
      const command = verb.toUpperCase();
      commands.push(command === 'PASS' ? 'PASS' : line);
      if (without.includes(command)) {
        say('502 Not implemented');
        return;
      }
      const restart = offset;
      offset = 0;
      if (['SIZE', 'MDTM', 'REST', 'EPSV', 'PASV', 'RETR'].includes(command) && !signedIn) {
        say('530 Sign in first');
        return;
      }
      switch (command) {
        case 'AUTH':
          if (tls !== 'explicit') say('502 No TLS');
          else {
            control.removeAllListeners('data');
            say('234 Go on');
            control = secured(raw);
            listen();
          }
          return;
        case 'USER':
          name = argument;
          say('331 Password, please');
          return;
        case 'PASS':
          signedIn = name === user && (password === null || argument === password);
          say(signedIn ? '230 Welcome' : '530 Login incorrect');
          return;
        case 'SIZE':
          say(argument === path ? `213 ${options.size}` : '550 No such file');
          return;
        case 'MDTM':
          say(argument === path ? `213 ${modified}` : '550 No such file');
          return;
        case 'REST':
          offset = Number(argument);
          say('350 From there');
          return;
        case 'EPSV':
          offset = restart;
          say(`229 Entering (|||${await passiveMode()}|)`);
          return;
        case 'PASV': {
          offset = restart;
          const port = await passiveMode();
          say(`227 Entering (127,0,0,1,${port >> 8},${port & 255})`);
          return;
        }
        case 'RETR':
          offset = restart;
          if (argument === path) await send();
          else say('550 No such file');
          return;
        default:
          say('200 As you like');
      }
    }

    function listen(): void {
      let text = '';
      let turn = Promise.resolve();
      control.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
          const line = text.slice(0, end);
          text = text.slice(end + 2);
          turn = turn.then(() => answer(line)).catch(() => undefined);
        }
      });
    }
    listen();
  }

  const server = createServer((socket) => void converse(kept(socket)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    certificate: identity?.certificate ?? null,
    commands,
    get mostTransfers() {
      return mostTransfers;
    },
    get openConnections() {
      return controls;
    },
    change(changes) {
      seed = changes.seed ?? seed;
      modified = changes.modified ?? modified;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
