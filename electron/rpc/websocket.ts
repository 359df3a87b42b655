import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';

export interface Peer {
  readonly address: string;
  send(text: string): void;
}

export interface WebSockets {
  /** Takes over a connection that asks for it. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

export interface WebSocketOptions {
  readonly maxMessageBytes: number;
  readonly onOpen: (peer: Peer) => void;
  readonly onMessage: (peer: Peer, text: string) => void;
  readonly onClose: (peer: Peer) => void;
}

/** A client that does not read its notifications is let go before they fill the memory. */
const MAX_UNREAD_BYTES = 16 * 2 ** 20;

export function createWebSockets(options: WebSocketOptions): WebSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: options.maxMessageBytes, perMessageDeflate: false });
  server.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const peer: Peer = {
      address: request.socket.remoteAddress ?? '',
      send(text) {
        if (socket.readyState !== WebSocket.OPEN) return;
        if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate();
        else socket.send(text);
      },
    };
    options.onOpen(peer);
    socket.on('message', (data: Buffer) => {
      options.onMessage(peer, data.toString('utf8'));
    });
    // A frame that is none, or too long: `ws` closes the connection with the code for it.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      options.onClose(peer);
    });
  });
  return {
    accept(request, socket, head) {
      server.handleUpgrade(request, socket, head, (accepted) => {
        server.emit('connection', accepted, request);
      });
    },
    close() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}
