import { isIP, Socket } from 'node:net';
import { Writable } from 'node:stream';
import type { Client } from 'basic-ftp';
import { SluiceError } from '../../../shared/failures.ts';
import { dialOf, tlsOf, type Way } from '../http/network-options.ts';
import type { Exchange, ExchangeHandlers, Transport, TransportRequest } from '../http/transport.ts';
import { ftpAddress, ftpSignIn, type FtpAddress } from './address.ts';
import { ftpFailure } from './errors.ts';
import { ftpReply, modifiedAt, rangeAsked, sizeIn, type FtpFacts } from './reply.ts';

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
    this.#client?.close();
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
    const client = new Client(this.request.headTimeoutMs, { allowSeparateTransferHost: false });
    this.#client = client;
    this.#dial(client);
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

  /** Sockets leave from where, and look names up as, the others do. */
  #dial(client: Client): void {
    const dial = dialOf(this.options);
    client.ftp._newSocket = () => {
      const socket = new Socket();
      const connect = socket.connect.bind(socket) as (options: object, listener?: () => void) => Socket;
      socket.connect = (...given: unknown[]) =>
        connect({ ...(given[0] as object), ...dial }, given[1] as (() => void) | undefined);
      return socket;
    };
  }

  async #connect(client: Client, { host, port, tls }: FtpAddress): Promise<void> {
    if (tls === 'none') {
      await client.connect(host, port);
      return;
    }
    // The name that the certificate is for; an address is no server name (RFC 6066 section 3).
    const secure = {
      ...this.tls(),
      ...dialOf(this.options),
      host,
      ...(isIP(host) === 0 && { servername: host }),
    };
    if (tls === 'implicit') await client.connectImplicitTLS(host, port, secure);
    else {
      await client.connect(host, port);
      await client.useTLS(secure);
    }
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
