import type { DownloadSnapshot } from '../../../shared/download.ts';
import { printable } from '../printable.ts';
import type { Done } from '../reporter.ts';
import { formatBytes, formatDuration, formatEta, formatPercent, formatRate } from '../units.ts';

/** The name as it may be shown. */
export const nameOf = (download: DownloadSnapshot): string => printable(download.fileName);

/**
 * What a download is doing, as short parts in a fixed order.
 * @param wallNowMs ms since 1970, for the time until the next attempt
 */
export function describeState(download: DownloadSnapshot, wallNowMs: number): string[] {
  const { status, receivedBytes, sizeBytes, verifiedBytes, retryAt } = download;
  switch (status) {
    case 'queued':
      return ['queued'];
    case 'probing':
      return ['asking the server', ...retry(retryAt, wallNowMs)];
    case 'verifying':
      return compact(['verifying', formatPercent(verifiedBytes, sizeBytes)]);
    case 'paused':
      return compact(['stopped', formatPercent(receivedBytes, sizeBytes), `${amount(download)} kept`]);
    case 'finished':
    case 'failed':
      return [status];
    case 'downloading':
      return compact([
        formatPercent(receivedBytes, sizeBytes),
        amount(download),
        ...(retryAt === null
          ? [
              formatRate(download.bytesPerSecond),
              download.etaSeconds === null ? null : `${formatEta(download.etaSeconds)} left`,
              connections(download.activeConnections),
            ]
          : retry(retryAt, wallNowMs)),
      ]);
  }
}

const compact = (parts: readonly (string | null)[]): string[] => parts.filter((part) => part !== null);

const amount = ({ receivedBytes, sizeBytes }: DownloadSnapshot): string =>
  sizeBytes === null ? formatBytes(receivedBytes) : `${formatBytes(receivedBytes)} of ${formatBytes(sizeBytes)}`;

const connections = (count: number): string => `${count} ${count === 1 ? 'connection' : 'connections'}`;

function retry(retryAt: number | null, wallNowMs: number): string[] {
  if (retryAt === null) return [];
  return [`trying again in ${formatEta(Math.max(0, Math.ceil((retryAt - wallNowMs) / 1000)))}`];
}

/** `2.00 GiB in 2.1 s (975 MiB/s)`, and what else there is to say of a finished download. */
export function describeDone({ download, path, skipped, seconds, fetchedBytes }: Done): string {
  if (skipped) return `skipped, because it is there already: ${printable(path)}`;
  const whole = formatBytes(download.receivedBytes);
  const amount = fetchedBytes < download.receivedBytes ? `${formatBytes(fetchedBytes)} of ${whole}` : whole;
  const rate = seconds > 0 ? ` (${formatRate(fetchedBytes / seconds)})` : '';
  const checksum = download.checksum ? `, ${download.checksum.algorithm} matches` : '';
  return `${amount} in ${formatDuration(seconds)}${rate}${checksum}, saved as ${printable(path)}`;
}
