import { isIP, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { Client } from 'basic-ftp';
import { SluiceError } from '../../../shared/failures.ts';
import { connectTimeoutOf, tlsOf, type Way } from '../http/network-options.ts';
import type { Exchange, ExchangeHandlers, Transport, TransportRequest } from '../http/transport.ts';
import { ftpAddress, ftpSignIn, type FtpAddress } from './address.ts';
import { ftpFailure } from './errors.ts';
import { passively } from './passive.ts';
import { ftpReply, modifiedAt, rangeAsked, sizeIn, type FtpFacts } from './reply.ts';
import { socketsBy, type Sockets } from './sockets.ts';

/**
 * FTP and FTPS behind the port of HTTP: a range is a control connection of its own, REST, and an end after its last byte. So
 * all that is decided about replies, limits and what is on disk holds for it as it is.
 */
export class FtpTransport implements Transport {
  #tls: ReturnType<typeof tlsOf> | null = null;

  constructor(private readonly options: Way) {}

  open(request: TransportRequest, handlers: ExchangeHandlers): Exchange {
    return new FtpExchange(request, handlers, this.options, () => (this.#tls ??= tlsOf(this.options)));
  }

  recycle(): void {
    // Its memory comes from the sockets' own buffers.
  }

  close(): void {
    // No connection is kept.
  }
}

class FtpExchange implements Exchange {
  #client: Client | null = null;
  #sockets: Sockets | null = null;
  #over = false;
  #paused = false;
  /** Takes the next piece from the data connection. */
  #next: (() => void) | null = null;
  /** Bytes of the body that are still to come; `null`: nobody knows. */
  #left: number | null = null;

  constructor(
    private readonly request: TransportRequest,
    private readonly handlers: ExchangeHandlers,
    private readonly options: Way,
    /** May read every certificate that the system trusts. */
    private readonly tls: () => ReturnType<typeof tlsOf>,
  ) {
    this.#run().then(
      () => {
        this.#end(null);
      },
      (error: unknown) => {
        this.#end(ftpFailure(error));
      },
    );
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    const next = this.#next;
    this.#next = null;
    next?.();
  }

  abort(): void {
    this.#over = true;
    // Says goodbye first.
    this.#client?.close();
    this.#sockets?.abort();
  }

  #end(error: SluiceError | null): void {
    if (this.#over) return;
    this.abort();
    if (error) this.handlers.onError(error);
    else this.handlers.onEnd();
  }

  async #run(): Promise<void> {
    const address = ftpAddress(this.request.url);
    const signIn = ftpSignIn(this.request.headers['authorization']);
    // Loaded when there is a link to such a server: the command line starts faster without.
    const { Client } = await import('basic-ftp');
    if (this.#over) return;
    const client = new Client(this.request.headTimeoutMs);
    this.#client = client;
    await this.#connect(client, address);
    await client.login(signIn.user, signIn.password);
    await client.send('TYPE I');
    if (address.tls !== 'none') {
      await client.send('PBSZ 0');
      await client.send('PROT P');
    }
    if (/[^\x20-\x7e]/.test(address.path)) await client.sendIgnoringError('OPTS UTF8 ON');
    const path = await client.protectWhitespace(address.path);
    await this.#transfer(client, path, await this.#look(client, path));
  }

  /** By the way of all other connections, whichever of them it is. */
  async #connect(client: Client, { host, port, tls }: FtpAddress): Promise<void> {
    const sockets = socketsBy(this.options);
    this.#sockets = sockets;
    // The name that the certificate is for; an address is no server name (RFC 6066 section 3).
    const secure = tls === 'none' ? {} : { ...this.tls(), host, ...(isIP(host) === 0 && { servername: host }) };
    const raw = await sockets.open(host, port);
    const control = tls === 'implicit' ? await handshake(raw, secure, connectTimeoutOf(this.options)) : raw;
    client.ftp.socket = control;
    if (tls === 'implicit') client.ftp.tlsOptions = secure;
    await welcome(client);
    if (tls === 'explicit') await client.useTLS(secure);
    // Of several machines behind a name the data comes from the one that is spoken to; which one that is a proxy does not tell.
    const same = sockets.proxied ? host : (control.remoteAddress ?? host);
    client.prepareTransfer = passively(client, (at) => sockets.open(same, at), tls !== 'none');
  }

  async #look(client: Client, path: string): Promise<FtpFacts> {
    const size = sizeIn((await client.sendIgnoringError(`SIZE ${path}`)).message);
    const modified = modifiedAt((await client.sendIgnoringError(`MDTM ${path}`)).message);
    const asked = rangeAsked(this.request.headers['range']);
    const restarts = asked !== null && (await client.sendIgnoringError('REST 0')).code === 350;
    return { size, modified, restarts };
  }

  async #transfer(client: Client, path: string, facts: FtpFacts): Promise<void> {
    const { head, start, length } = ftpReply(this.request.headers, facts, new Date());
    let told = false;
    const tell = (): void => {
      if (told || this.#over) return;
      told = true;
      this.handlers.onHead(head);
    };
    if (length === 0) {
      tell();
      return;
    }
    this.#left = length;
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        tell();
        this.#take(chunk, done);
      },
    });
    // Once the server has said that it sends the file.
    sink.once('pipe', tell);
    await client.downloadTo(sink, path, start);
    tell();
    if (this.#left !== null && this.#left > 0) {
      throw new SluiceError('connection-lost', `The server ended ${String(this.#left)} bytes early`);
    }
  }

  #take(chunk: Buffer, done: () => void): void {
    if (this.#over) return;
    if (this.#paused) {
      this.#next = () => {
        this.#take(chunk, done);
      };
      return;
    }
    const wanted = this.#left === null ? chunk : chunk.subarray(0, this.#left);
    if (this.#left !== null) this.#left -= wanted.length;
    this.handlers.onData(wanted);
    // The server would go on to the end of the file.
    if (this.#left === 0) this.#end(null);
    else if (this.#paused) this.#next = done;
    else done();
  }
}

function handshake(socket: Socket, secure: object, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const control = connectTls({ ...secure, socket });
    const timer = setTimeout(() => {
      control.destroy(new SluiceError('connect-timeout', `No TLS handshake within ${String(timeoutMs)} ms`));
    }, timeoutMs);
    control.once('error', reject).once('secureConnect', () => {
      clearTimeout(timer);
      control.removeListener('error', reject);
      resolve(control);
    });
    // The server may also just end it.
    control.once('close', () => {
      clearTimeout(timer);
      reject(new SluiceError('connection-lost', 'The server closed the connection during the TLS handshake'));
    });
  });
}

/** The server's first reply (RFC 959 section 5.4). */
function welcome({ ftp }: Client): Promise<void> {
  const told = ftp.handle(undefined, (reply, task) => {
    if (reply instanceof Error) task.reject(reply);
    else if (reply.code >= 200 && reply.code < 300) task.resolve(reply);
    else task.reject(new SluiceError('server-busy', `FTP ${reply.message}`));
  });
  // What came through a tunnel has waited.
  ftp.socket.resume();
  return told as Promise<void>;
}
