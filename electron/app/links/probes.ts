import type { ProbeReply, ProbeRequest } from '../../../shared/ipc/add.ts';
import type { DownloadRequest, ProbeResult } from '../../engine/index.ts';
import { SINGLE_STREAM_REASONS } from '../../../shared/download.ts';

/** Servers asked at the same time: a list of a thousand links must not look like an attack. */
const AT_ONCE = 4;
/** Silence after which a look is given up, ms: someone waits for it. */
const PATIENCE_MS = 12_000;

type Probe = (request: Omit<DownloadRequest, 'directory'>, signal: AbortSignal) => Promise<ProbeResult>;

interface Look {
  readonly ticket: string;
  readonly control: AbortController;
  begin(): void;
}

export interface Probes {
  /** `null` when it was called off. @throws {SluiceError} */
  ask(request: ProbeRequest): Promise<ProbeReply | null>;
  /** Drops connections at once, and what waits for its turn. */
  callOff(tickets: readonly string[]): void;
}

/**
 * Looks at links before they are added, a few at a time. Only the head of a reply is read and its connection closed, so a
 * preview costs a server one request and no body; a link that works once may still be used up by it, which is why a
 * setting turns previews off.
 */
export function createProbes(probe: Probe): Probes {
  const waiting: Look[] = [];
  const running = new Set<Look>();

  function next(): void {
    const look = running.size < AT_ONCE ? waiting.shift() : undefined;
    if (!look) return;
    running.add(look);
    look.begin();
    next();
  }

  return {
    ask: ({ ticket, ...request }) =>
      new Promise((resolve, reject) => {
        const control = new AbortController();
        const look: Look = {
          ticket,
          control,
          begin() {
            probe({ ...request, idleTimeoutMs: PATIENCE_MS, maxRetries: 0 }, control.signal)
              .then(replyOf)
              .then(resolve, reject)
              .finally(() => {
                running.delete(look);
                next();
              });
          },
        };
        control.signal.addEventListener('abort', () => resolve(null), { once: true });
        waiting.push(look);
        next();
      }),
    callOff(tickets) {
      const off = new Set(tickets);
      const isOff = ({ ticket }: Look): boolean => off.has(ticket);
      for (const look of [...waiting, ...running].filter(isOff)) look.control.abort();
      for (let at = waiting.length - 1; at >= 0; at -= 1) {
        if (waiting[at] && isOff(waiting[at] as Look)) waiting.splice(at, 1);
      }
    },
  };
}

const replyOf = (result: ProbeResult): ProbeReply => ({
  finalUrl: result.finalUrl,
  sizeBytes: result.size,
  resumable: result.ranges,
  segmentable:
    result.segmentable === true
      ? true
      : (SINGLE_STREAM_REASONS.find((reason) => reason === result.segmentable) ?? null),
  fileName: result.fileName,
  mediaType: result.mediaType,
});
