import { join } from 'node:path';
import type { DownloadSnapshot } from '../../shared/download.ts';
import { EXIT_CODES, type Failure, type FailureCode } from '../../shared/failures.ts';
import type { Status } from '../../shared/status.ts';
import type { Engine, EngineEvent } from '../engine/index.ts';
import type { Hooks } from '../hooks/index.ts';
import type { Clock } from './clock.ts';
import { exitCodeOfAll, type ExitCode } from './exit-code.ts';
import { failureText } from './failure-text.ts';
import type { GetCommand } from './options.ts';
import type { Reporter } from './reporter.ts';
import { formatBytes } from './units.ts';

export interface GetPorts {
  readonly engine: Engine;
  readonly reporter: Reporter;
  readonly hooks: Hooks;
  readonly clock: Clock;
  /** To stderr. */
  readonly complain: (text: string) => void;
  /** Aborted when the user wants to stop. */
  readonly stop: AbortSignal;
}

/** What one download has come to. */
interface Entry {
  readonly keepsExisting: boolean;
  startedAt: number;
  /** In the part file from an earlier run. */
  resumedFrom: number;
  /** `null` while it runs. */
  end: { readonly failure: FailureCode | null } | null;
}

/**
 * Downloads everything the command names, side by side, and reports.
 * @throws {SluiceError} `bad-url` or `bad-option` from the engine, before any byte moves
 */
export async function get(command: GetCommand, ports: GetPorts): Promise<ExitCode> {
  const { engine, stop } = ports;
  const run = new Run(command, ports);
  const unsubscribe = engine.subscribe((event) => {
    run.take(event);
  });
  const stopped = new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', () => {
      resolve();
    });
  });
  try {
    for (const request of command.requests) {
      const keepsExisting = request.conflictPolicy === 'skip';
      run.follow(engine.add(request), keepsExisting);
    }
    await Promise.race([run.ended, stopped]);
  } finally {
    // What follows is the shutdown's own doing.
    unsubscribe();
    await engine.shutdown();
  }
  return run.close();
}

/** Whether anybody is told of it: making the snapshot costs more than the event. */
const tells = (event: EngineEvent): boolean =>
  event.type === 'progress' || event.type === 'notice' || (event.type === 'changed' && event.from !== event.to);

class Run {
  readonly ended: Promise<void>;
  readonly #entries = new Map<string, Entry>();
  #ended = 0;
  #resolve: () => void = () => undefined;

  constructor(
    private readonly command: GetCommand,
    private readonly ports: GetPorts,
  ) {
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  follow(id: string, keepsExisting: boolean): void {
    const entry: Entry = { keepsExisting, startedAt: this.ports.clock.now(), resumedFrom: 0, end: null };
    this.#entries.set(id, entry);
    const download = this.ports.engine.get(id);
    if (!download) return;
    this.ports.reporter.added(download);
    // Whatever came of it before `add` returned.
    this.#moved(download, entry, 'queued', download.status);
  }

  take(event: EngineEvent): void {
    const entry = this.#entries.get(event.id);
    // The outcome is the last word on a download, whatever the engine still tidies up.
    if (!entry || entry.end || !tells(event)) return;
    const download = this.ports.engine.get(event.id);
    if (!download) return;
    switch (event.type) {
      case 'progress':
        this.ports.reporter.progress(download);
        break;
      case 'notice':
        this.ports.reporter.notice(download, event.code, event.detail);
        break;
      case 'changed':
        this.#moved(download, entry, event.from, event.to);
        break;
      case 'added':
      case 'timeline':
      case 'arranged':
      case 'discarded':
      case 'removed':
        break;
    }
  }

  #moved(download: DownloadSnapshot, entry: Entry, from: Status, to: Status): void {
    switch (to) {
      case 'probing':
        if (from === 'queued') entry.startedAt = this.ports.clock.now();
        break;
      case 'downloading':
        if (from === 'probing') {
          entry.resumedFrom = download.receivedBytes;
          this.ports.reporter.started(download);
          this.ports.hooks.note('start', download, this.ports.engine.path(download.id));
        }
        break;
      case 'verifying':
        this.ports.reporter.progress(download);
        break;
      case 'finished':
        this.#done(download, entry, false);
        break;
      case 'failed':
        this.#failed(download, entry);
        break;
      case 'queued':
      case 'paused':
        break;
    }
  }

  #failed(download: DownloadSnapshot, entry: Entry): void {
    const failure: Failure = download.failure ?? { code: 'internal', detail: 'No reason was given.' };
    if (failure.code === 'name-taken' && entry.keepsExisting) {
      this.#done(download, entry, true);
      return;
    }
    this.ports.reporter.failed(download, failure);
    this.ports.hooks.note('fail', download, this.ports.engine.path(download.id));
    this.ports.complain(failureText(failure, this.command.requests.length > 1 ? download.url : null));
    this.#end(entry, failure.code);
  }

  #done(download: DownloadSnapshot, entry: Entry, skipped: boolean): void {
    const { engine, clock, reporter, hooks } = this.ports;
    const path = (skipped ? null : engine.path(download.id)) ?? join(download.directory, download.fileName);
    reporter.done({
      download,
      path,
      skipped,
      seconds: (clock.now() - entry.startedAt) / 1000,
      fetchedBytes: skipped ? 0 : download.receivedBytes - entry.resumedFrom,
    });
    // One that was left alone was not downloaded.
    if (!skipped) hooks.note('finish', download, path);
    this.#end(entry, null);
  }

  #end(entry: Entry, failure: FailureCode | null): void {
    entry.end = { failure };
    this.#ended += 1;
    if (this.#ended === this.command.requests.length) this.#resolve();
  }

  /** Says what was left undone. */
  close(): ExitCode {
    const { engine, reporter, complain } = this.ports;
    const undone = [...this.#entries].filter(([, { end }]) => !end).map(([id]) => engine.get(id));
    for (const download of undone) if (download) reporter.stopped(download);
    reporter.close();
    if (undone.length === 0) return exitCodeOfAll([...this.#entries.values()].map(({ end }) => end?.failure ?? null));
    complain(stoppedText(undone.flatMap((download) => download ?? [])));
    return EXIT_CODES.interrupted;
  }
}

function stoppedText(undone: readonly DownloadSnapshot[]): string {
  const kept = undone.reduce((sum, download) => sum + download.receivedBytes, 0);
  if (kept === 0) return 'sluice: stopped before anything was fetched. Run the same command to start again.\n';
  const total = undone.every(({ sizeBytes }) => sizeBytes !== null)
    ? ` of ${formatBytes(undone.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0))}`
    : '';
  return `sluice: stopped. ${formatBytes(kept)}${total} kept: run the same command again to go on.\n`;
}
