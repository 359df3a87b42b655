import type { DownloadSnapshot } from '../../../shared/download.ts';
import type { Clock } from '../clock.ts';
import { noticeText } from '../notice-text.ts';
import type { Reporter } from '../reporter.ts';
import { formatBytes } from '../units.ts';
import { describeDone, describeState, nameOf } from './describe.ts';

/** A line at most this often for each download. */
const LINE_INTERVAL_MS = 5_000;

/** For pipes, logs and terminals that cannot redraw: start, a line now and then, outcome. */
export function plainReporter(write: (text: string) => void, clock: Clock, wallNow: () => number): Reporter {
  const lastLine = new Map<string, number>();
  const line = (download: DownloadSnapshot, text: string): void => {
    lastLine.set(download.id, clock.now());
    write(`${nameOf(download)}: ${text}\n`);
  };

  return {
    added: () => undefined,
    started(download) {
      const size = download.sizeBytes === null ? 'unknown size' : formatBytes(download.sizeBytes);
      const had = download.receivedBytes > 0 ? `, going on from ${formatBytes(download.receivedBytes)}` : '';
      line(download, `${size} from ${download.host}${had}`);
    },
    progress(download) {
      const last = lastLine.get(download.id);
      if (last === undefined) {
        // Nothing to tell before the first answer, but a silent server gets its line after a while.
        lastLine.set(download.id, clock.now());
      } else if (clock.now() - last >= LINE_INTERVAL_MS) {
        line(download, describeState(download, wallNow()).join(', '));
      }
    },
    notice(download, code, detail) {
      line(download, noticeText(code, detail));
    },
    done(done) {
      line(done.download, describeDone(done));
    },
    failed(download) {
      line(download, 'failed');
    },
    stopped(download) {
      line(download, `stopped, ${formatBytes(download.receivedBytes)} kept`);
    },
    close: () => undefined,
  };
}
