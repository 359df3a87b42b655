import type { Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Client, FTPContext, FTPResponse } from 'basic-ftp';
import { SluiceError } from '../../../shared/failures.ts';

/**
 * Opens data connections in passive mode: by EPSV (RFC 2428), where that is not to be had by PASV (RFC 959). Of PASV's answer
 * the port alone counts: another host than the server's own would be one that a server may choose to have spoken to.
 * @param open a socket to a port of the server
 * @param secure whether TLS is spoken with the server; that the control connection is one of TLS may be a proxy's doing
 */
export function passively(client: Client, open: (port: number) => Promise<Socket>, secure: boolean) {
  const ready = (ftp: FTPContext, socket: Socket): Socket => (secure ? secured(ftp, socket) : socket);
  return async (ftp: FTPContext): Promise<FTPResponse> => {
    const extended = await client.sendIgnoringError('EPSV');
    const port = extended.code === 229 ? portOfEpsv(extended.message) : null;
    // Firewalls know PASV that have not heard of EPSV.
    const socket = port === null ? null : await open(port).catch(() => null);
    if (socket) {
      ftp.dataSocket = ready(ftp, socket);
      return extended;
    }
    const reply = await client.send('PASV');
    ftp.dataSocket = ready(ftp, await open(portOfPasv(reply.message)));
    return reply;
  };
}

/** With the session of the control connection: by it servers know that both are the same client's. */
function secured(ftp: FTPContext, socket: Socket): Socket {
  const session = ftp.tlsSessionStore ?? (ftp.socket as TLSSocket).getSession();
  const data = connectTls({ ...ftp.tlsOptions, socket, ...(session && { session }) });
  data.on('session', (fresh: Buffer) => {
    ftp.tlsSessionStore = fresh;
  });
  return data;
}

/** `null` when there is none. IBM's servers write `!` for `|`. */
export function portOfEpsv(message: string): number | null {
  const [, , digits] = /\(([!-~])\1\1(\d{1,5})\1\)/.exec(message) ?? [];
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? port : null;
}

/** @throws {SluiceError} `bad-reply` */
export function portOfPasv(message: string): number {
  const [, high, low] = /(?<!\d)\d{1,3},\d{1,3},\d{1,3},\d{1,3},(\d{1,3}),(\d{1,3})(?!\d)/.exec(message) ?? [];
  const port = Number(high) * 256 + Number(low);
  if (port >= 1 && port <= 65_535) return port;
  throw new SluiceError('bad-reply', `No port in the reply to PASV: ${message}`);
}
