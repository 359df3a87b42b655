import type { DownloadSnapshot } from '../../../shared/download.ts';
import { isRunning } from '../../../shared/status.ts';
import { failureText } from '../../cli/failure-text.ts';
import { describeState, nameOf } from '../../cli/progress/describe.ts';
import { printable } from '../../cli/printable.ts';
import { formatBytes } from '../../cli/units.ts';
import type { Engine, EngineEvent } from '../../engine/index.ts';
import type { Clock } from '../clock.ts';

export interface TerminalOptions {
  readonly engine: Pick<Engine, 'get' | 'path'>;
  readonly clock: Clock;
  /** ms since 1970. */
  readonly wallNow: () => number;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** A line at most this often for each download, in ms. */
const LINE_INTERVAL_MS = 1_000;

/** `--print-progress`: plain lines for each download, in the words of the command line. */
export function createTerminal({ engine, clock, wallNow, out, err }: TerminalOptions): (event: EngineEvent) => void {
  const lastLine = new Map<string, number>();
  const line = (download: DownloadSnapshot, text: string): void => {
    lastLine.set(download.id, clock.now());
    out(`${nameOf(download)}: ${text}\n`);
  };

  function outcome(download: DownloadSnapshot): void {
    if (download.status === 'finished') {
      const path = printable(engine.path(download.id) ?? download.fileName);
      line(download, `finished, ${formatBytes(download.receivedBytes)}, saved as ${path}`);
    } else if (download.status === 'failed') {
      line(download, 'failed');
      if (download.failure) err(failureText(download.failure, download.url));
    } else if (download.status === 'paused') line(download, 'paused');
  }

  return (event) => {
    const download = event.type === 'removed' ? undefined : engine.get(event.id);
    if (!download) {
      lastLine.delete(event.id);
      return;
    }
    if (event.type === 'changed') outcome(download);
    else if (event.type === 'progress' && isRunning(download.status)) {
      if (clock.now() - (lastLine.get(event.id) ?? -Infinity) < LINE_INTERVAL_MS) return;
      line(download, describeState(download, wallNow()).join(', '));
    }
  };
}
