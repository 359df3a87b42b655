import type { DownloadSnapshot, NoticeCode } from '../../../shared/download.ts';
import { isRunning } from '../../../shared/status.ts';
import type { Clock } from '../clock.ts';
import { noticeText } from '../notice-text.ts';
import type { Reporter } from '../reporter.ts';
import { barCells } from './bar.ts';
import { describeDone, describeState, nameOf } from './describe.ts';
import { paintBar, type Look } from './paint.ts';
import { shorten, textWidth } from './text-width.ts';

/** At most five redraws a second. */
const REDRAW_INTERVAL_MS = 200;
/** A countdown moves without any event. */
const COUNTDOWN_INTERVAL_MS = 1_000;
const MAX_COLUMNS = 200;
const MIN_NAME_COLUMNS = 12;

export interface TerminalPorts {
  readonly write: (text: string) => void;
  readonly clock: Clock;
  /** ms since 1970. */
  readonly wallNow: () => number;
  readonly look: Look;
  /** Asked at every redraw: windows change. */
  readonly size: () => { readonly columns: number; readonly rows: number };
}

/** A line and a segment bar for each running download, redrawn in place below what is said for good. */
export class TerminalReporter implements Reporter {
  readonly #downloads = new Map<string, DownloadSnapshot>();
  readonly #ports: TerminalPorts;
  #drawnLines = 0;
  #drawnAt = -Infinity;
  #redraw: { readonly dueAt: number; readonly cancel: () => void } | null = null;

  constructor(ports: TerminalPorts) {
    this.#ports = ports;
  }

  added(download: DownloadSnapshot): void {
    this.#update(download);
  }

  started(download: DownloadSnapshot): void {
    this.#update(download);
  }

  progress(download: DownloadSnapshot): void {
    this.#update(download);
  }

  notice(download: DownloadSnapshot, code: NoticeCode, detail: string): void {
    this.#downloads.set(download.id, download);
    this.#say(`${nameOf(download)}: ${noticeText(code, detail)}`);
  }

  done(done: Parameters<Reporter['done']>[0]): void {
    this.#downloads.delete(done.download.id);
    const mark = this.#ports.look.unicode ? '✓ ' : '';
    this.#say(`${mark}${nameOf(done.download)}: ${describeDone(done)}`);
  }

  failed(download: DownloadSnapshot): void {
    this.#downloads.delete(download.id);
    const mark = this.#ports.look.unicode ? '✗ ' : '';
    // The reason follows on stderr.
    this.#say(`${mark}${nameOf(download)}: failed`);
  }

  stopped(download: DownloadSnapshot): void {
    // The engine leaves its state as it was, to go on from there; nothing moves any more.
    this.#downloads.set(download.id, { ...download, status: 'paused' });
  }

  /** Leaves the last picture standing: after a stop it shows how far it came. */
  close(): void {
    if (this.#downloads.size > 0) this.#draw();
    this.#redraw?.cancel();
    this.#redraw = null;
  }

  #update(download: DownloadSnapshot): void {
    this.#downloads.set(download.id, download);
    this.#redrawIn(this.#drawnAt + REDRAW_INTERVAL_MS - this.#ports.clock.now());
  }

  /** A line that stays, above the picture, which is drawn again with the next event. */
  #say(line: string): void {
    this.#ports.write(`${this.#eraser()}${line}\n`);
    if (this.#downloads.size > 0) this.#redrawIn(REDRAW_INTERVAL_MS);
  }

  #redrawIn(ms: number): void {
    const dueAt = this.#ports.clock.now() + Math.max(0, ms);
    if (this.#redraw && this.#redraw.dueAt <= dueAt) return;
    this.#redraw?.cancel();
    this.#redraw = null;
    if (ms <= 0) {
      this.#draw();
      return;
    }
    const cancel = this.#ports.clock.after(ms, () => {
      this.#redraw = null;
      this.#draw();
    });
    this.#redraw = { dueAt, cancel };
  }

  #draw(): void {
    const lines = this.#picture();
    this.#ports.write(`${this.#eraser()}${lines.map((line) => `${line}\n`).join('')}`);
    this.#drawnLines = lines.length;
    this.#drawnAt = this.#ports.clock.now();
    const counting = [...this.#downloads.values()].some(({ retryAt }) => retryAt !== null);
    if (counting) this.#redrawIn(COUNTDOWN_INTERVAL_MS);
  }

  #eraser(): string {
    const lines = this.#drawnLines;
    this.#drawnLines = 0;
    return lines === 0 ? '' : `\x1b[${lines}A\r\x1b[J`;
  }

  #picture(): string[] {
    const { look, size, wallNow } = this.#ports;
    const { columns, rows } = size();
    // The last column stays free: some terminals wrap when it is written to.
    const width = Math.max(1, Math.min(columns, MAX_COLUMNS) - 1);
    const all = [...this.#downloads.values()];
    const inOrder = [
      ...all.filter(({ status }) => isRunning(status)),
      ...all.filter(({ status }) => !isRunning(status)),
    ];
    const lines: string[] = [];
    for (const [index, download] of inOrder.entries()) {
      const picture = pictureOf(download, width, look, wallNow());
      // Room for itself, for a last line that counts the others, and for the cursor's.
      if (index > 0 && lines.length + picture.length > rows - 2) {
        return [...lines, shorten(`and ${inOrder.length - index} more`, width, '')];
      }
      lines.push(...picture);
    }
    return lines;
  }
}

/** The line and, once the size is known, the bar. */
export function pictureOf(download: DownloadSnapshot, width: number, look: Look, wallNowMs: number): string[] {
  const gap = '  ';
  const ellipsis = look.unicode ? '…' : '...';
  const state = describeState(download, wallNowMs);
  // On a narrow window the last parts go first.
  while (state.length > 1 && textWidth(state.join(gap)) + gap.length + MIN_NAME_COLUMNS > width) state.pop();
  const right = state.join(gap);
  const room = width - textWidth(right) - gap.length;
  const name = shorten(nameOf(download), Math.max(0, room), ellipsis);
  const padding = ' '.repeat(Math.max(0, room - textWidth(name)));
  const line = shorten(`${name}${padding}${gap}${right}`, width, '');
  const { segments, sizeBytes } = download;
  if (!sizeBytes || segments.length === 0) return [line];
  return [line, paintBar(barCells(segments, sizeBytes, width), look)];
}
