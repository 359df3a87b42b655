import { SluiceError } from '../../../shared/failures.ts';
import { segmentable } from '../plan/segmentable.ts';
import { readFacts } from '../probe/facts.ts';
import { isEncoded } from '../transfer/check-reply.ts';
import type { DownloadRequest, ProbeResult } from '../types.ts';
import { goalOf } from './goal.ts';
import { NOTHING } from './holding.ts';
import { nameFor } from './name-for.ts';
import { openFirst } from './opening.ts';
import { checkRequest } from './options.ts';
import { transportPool } from '../http/transport-pool.ts';
import type { SystemProxy } from '../http/proxies.ts';
import { systemPorts, type TaskPorts } from './ports.ts';

/**
 * Asks a server about a file and takes not a byte of it; writes nothing. `directory` of the request is not looked at.
 * @param signal drops the connection at once; what is thrown then means nothing
 * @throws {SluiceError}
 */
export async function probeUrl(
  request: Omit<DownloadRequest, 'directory'>,
  signal: AbortSignal = new AbortController().signal,
  systemProxy?: SystemProxy,
): Promise<ProbeResult> {
  const transports = transportPool(systemProxy);
  try {
    return await probeWith(request, systemPorts(transports.get), signal);
  } finally {
    transports.close();
  }
}

/** The same over transports that are there already. */
export async function probeWith(
  request: Omit<DownloadRequest, 'directory'>,
  ports: TaskPorts,
  signal: AbortSignal = new AbortController().signal,
): Promise<ProbeResult> {
  const options = checkRequest({ ...request, directory: '/' });
  const open = (start: number | null): ReturnType<typeof openFirst> =>
    openFirst(
      ports.transport(options.transport),
      goalOf({ options, ports }, { start, end: null, identity: NOTHING }),
      signal,
      (ms, callback) => ports.clock.after(ms, callback),
    );
  let opening = await open(0);
  opening.attempt.abort();
  const empty = opening.verdict.kind === 'unsatisfiable' && opening.verdict.total === 0;
  if (opening.verdict.kind === 'broken' || (opening.verdict.kind === 'unsatisfiable' && !empty)) {
    opening = await open(null);
    opening.attempt.abort();
  }
  const { verdict, head, url } = opening;
  if (verdict.kind === 'refused') throw verdict.error;
  if (verdict.kind !== 'range' && verdict.kind !== 'whole' && !empty) throw new SluiceError('bad-reply', verdict.kind);
  const size = empty ? 0 : verdict.kind === 'range' ? verdict.total : verdict.kind === 'whole' ? verdict.size : null;
  const partial = verdict.kind === 'range';
  const facts = readFacts({ head, url, sizeBytes: size, partial, encoded: isEncoded(head) });
  return {
    url: options.url.href,
    finalUrl: url.href,
    size: facts.sizeBytes,
    ranges: partial,
    etag: facts.etag,
    lastModified: facts.lastModified,
    fileName: nameFor(options.fileName, options.url, facts),
    mediaType: facts.mediaType,
    segmentable: segmentable(facts),
  };
}
