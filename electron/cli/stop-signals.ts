import { EXIT_CODES } from '../../shared/failures.ts';

/** SIGHUP: the terminal was closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Aborted by the first signal. A second one does not wait for the checkpoint; the last one on disk counts then. */
export function stopSignals(process: NodeJS.Process): AbortSignal {
  const controller = new AbortController();
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(EXIT_CODES.interrupted);
      controller.abort();
    });
  }
  return controller.signal;
}

/** The user stopped a command that has nothing to keep. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** @throws {Interrupted} as soon as `stop` is aborted, whatever becomes of `work` */
export async function orStopped<T>(work: Promise<T>, stop: AbortSignal): Promise<T> {
  if (stop.aborted) throw new Interrupted();
  const interrupted = new Promise<never>((_resolve, reject) => {
    stop.addEventListener(
      'abort',
      () => {
        reject(new Interrupted());
      },
      { once: true },
    );
  });
  return Promise.race([work, interrupted]);
}
