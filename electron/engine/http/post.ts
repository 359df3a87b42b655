import type { Transport } from './transport.ts';

/**
 * Posts JSON. Redirects are not followed, and what is answered is not read.
 * @param signal its reason is what is thrown when it ends the request
 * @returns the reply's status
 * @throws {SluiceError} what the connection failed with
 */
export function postJson(transport: Transport, url: URL, body: string, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const stop = (): void => {
      exchange.abort();
      reject(signal.reason as Error);
    };
    const over = (): void => {
      signal.removeEventListener('abort', stop);
    };
    const exchange = transport.open(
      {
        url,
        // On a connection of its own: one that was kept may end just then, and nobody would know what has arrived.
        headers: { 'content-type': 'application/json', 'user-agent': 'Sluice', connection: 'close' },
        body,
        headTimeoutMs: 0,
      },
      {
        onHead({ status }) {
          over();
          exchange.abort();
          resolve(status);
        },
        onData: () => undefined,
        onEnd: () => undefined,
        onError(error) {
          over();
          reject(error);
        },
      },
    );
    signal.addEventListener('abort', stop, { once: true });
  });
}
