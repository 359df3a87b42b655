declare module 'undici/lib/dispatcher/client.js' {
  import { Client } from 'undici';
  export default Client;
}
declare module 'undici/lib/core/socks5-client.js' {
  import type { EventEmitter } from 'node:events';
  import type { Socket } from 'node:net';
  export class Socks5Client extends EventEmitter<{
    authenticated: [];
    connected: [];
    error: [Error];
    close: [];
  }> {
    constructor(socket: Socket, options: { readonly username?: string; readonly password?: string });
    handshake(): void;
    connect(address: string, port: number): void;
  }
}
declare module 'undici/lib/core/connect.js' {
  import { buildConnector } from 'undici';
  export default buildConnector;
}
declare module 'undici/lib/core/symbols.js' {
  const symbols: { readonly kSocket: symbol; readonly kParser: symbol };
  export default symbols;
}
