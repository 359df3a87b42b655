import { SluiceError } from '../../../shared/failures.ts';
import { readMetalink, type MetalinkRequest } from '../metalink/requests.ts';
import type { DownloadRequest } from '../types.ts';
import { goalOf } from './goal.ts';
import { NOTHING } from './holding.ts';
import { factsOf, openFirst, type Opening } from './opening.ts';
import { checkRequest } from './options.ts';
import { transportPool } from '../http/transport-pool.ts';
import type { SystemProxy } from '../http/proxies.ts';
import { systemPorts, type Clock } from './ports.ts';

/** RFC 5854 section 7.2, and that of version 3. */
const METALINK = /^application\/metalink4?\+xml$/;
/** Said by servers of what they know no type for. */
const UNKNOWN = new Set([null, 'application/octet-stream', 'application/xml', 'text/xml', 'text/plain']);
/** The file lists of whole distributions stay below a tenth of it. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Fetches a Metalink and gives what it describes, as {@link readMetalink} does. Call it for a URL that should be one:
 * by what it was taken from, or by its extension. One attempt; writes nothing.
 * @param request its headers and credentials are for this URL's origin, not for those that the Metalink names
 * @returns `null` when the reply's media type says that it is something else; no byte of it is taken then
 * @throws {SluiceError} what the connection or the server failed with; `bad-metalink`, also above 16 MiB
 */
export async function fetchMetalink(
  request: Omit<DownloadRequest, 'directory'>,
  systemProxy?: SystemProxy,
): Promise<MetalinkRequest[] | null> {
  const options = checkRequest({ ...request, directory: '/' });
  const transports = transportPool(systemProxy);
  const ports = systemPorts(transports.get);
  const { clock } = ports;
  const goal = goalOf({ options, ports }, { start: null, end: null, identity: NOTHING });
  try {
    const opening = await openFirst(
      ports.transport(options.transport),
      goal,
      new AbortController().signal,
      clock.after,
    );
    try {
      const { verdict } = opening;
      if (verdict.kind === 'refused') throw verdict.error;
      if (verdict.kind !== 'whole') throw new SluiceError('bad-reply', verdict.kind);
      const { mediaType } = factsOf(opening);
      if (!UNKNOWN.has(mediaType) && !METALINK.test(mediaType ?? '')) return null;
      return readMetalink((await bodyOf(opening, clock, goal.headTimeoutMs)).toString('utf8'));
    } finally {
      opening.attempt.abort();
    }
  } finally {
    transports.close();
  }
}

/** The body of a reply on hold. @throws {SluiceError} `stalled` after `idleTimeoutMs` of silence */
function bodyOf({ attempt }: Opening, clock: Clock, idleTimeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const wait = (): (() => void) =>
      clock.after(idleTimeoutMs, () => {
        reject(new SluiceError('stalled', `Silent for ${String(idleTimeoutMs)} ms`));
      });
    let callOff = wait();
    const end = (): void => {
      callOff();
      resolve(Buffer.concat(chunks));
    };
    attempt.adopt({
      judged() {
        // It was, before the body.
      },
      data(chunk) {
        callOff();
        chunks.push(chunk);
        if (attempt.receivedBytes > MAX_BYTES) reject(new SluiceError('bad-metalink', 'Larger than 16 MiB'));
        else callOff = wait();
      },
      ended: end,
      failed(error) {
        callOff();
        reject(error);
      },
    });
    if (attempt.ended) end();
    else attempt.resume('hold');
  });
}
