import type { DownloadSnapshot } from '../../shared/download.ts';
import { FAILURES } from '../../shared/failures.ts';
import type { Clock } from './clock.ts';
import type { EVENTS } from './events.ts';
import type { Reporter } from './reporter.ts';
import type { z } from 'zod';

/** At most two progress lines a second for each download. */
const PROGRESS_INTERVAL_MS = 500;

type Fields<Name extends keyof typeof EVENTS> = Omit<z.input<(typeof EVENTS)[Name]>, 'event'>;

/** `--json`: one object a line. The fields are a contract, written down in README.md and events.ts. */
export function jsonReporter(write: (text: string) => void, clock: Clock, quiet: boolean): Reporter {
  const lastProgress = new Map<string, number>();
  const put = <Name extends keyof typeof EVENTS>(event: Name, fields: Fields<Name>): void => {
    write(`${JSON.stringify({ event, ...fields })}\n`);
  };
  const say: typeof put = quiet ? () => undefined : put;

  return {
    added({ id, url, directory }) {
      say('added', { id, url, directory });
    },
    started(download) {
      const { id, url, host, directory, fileName, mediaType, sizeBytes, receivedBytes, segmentable } = download;
      say('started', {
        id,
        url,
        host,
        directory,
        fileName,
        mediaType,
        size: sizeBytes,
        received: receivedBytes,
        segmentable,
      });
      lastProgress.set(id, clock.now());
    },
    progress(download) {
      const now = clock.now();
      if (now - (lastProgress.get(download.id) ?? -Infinity) < PROGRESS_INTERVAL_MS) return;
      lastProgress.set(download.id, now);
      say('progress', progressFields(download));
    },
    notice({ id }, code, detail) {
      say('notice', { id, code, detail });
    },
    done({ download, path, skipped, seconds, fetchedBytes }) {
      const { id, url, fileName, sizeBytes, checksum } = download;
      put('done', {
        id,
        url,
        path,
        fileName,
        size: sizeBytes,
        fetched: fetchedBytes,
        seconds: Math.round(seconds * 1000) / 1000,
        skipped,
        checksum: checksum && !skipped ? `${checksum.algorithm}=${checksum.hex}` : null,
      });
    },
    failed({ id, url }, { code, detail }) {
      put('failed', { id, url, code, message: FAILURES[code].message, detail });
    },
    stopped({ id, url, receivedBytes, sizeBytes }) {
      put('stopped', { id, url, received: receivedBytes, size: sizeBytes });
    },
    close: () => undefined,
  };
}

function progressFields(download: DownloadSnapshot): Fields<'progress'> {
  const { id, status, receivedBytes, sizeBytes, bytesPerSecond, etaSeconds, activeConnections } = download;
  return {
    id,
    status,
    received: receivedBytes,
    size: sizeBytes,
    verified: download.verifiedBytes,
    bytesPerSecond: Math.round(bytesPerSecond),
    etaSeconds,
    connections: activeConnections,
    segments: download.segments.map(({ start, end, position, state }) => ({ start, end, position, state })),
  };
}
