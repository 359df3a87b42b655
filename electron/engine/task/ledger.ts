import type { NoticeCode } from '../../../shared/download.ts';
import type { Failure } from '../../../shared/failures.ts';
import { assertTransition, type Status } from '../../../shared/status.ts';
import { addEntry, type TimelineCode, type TimelineParams } from '../../../shared/timeline.ts';
import type { DownloadRecord, EngineEvent } from '../types.ts';

/** The record of one download, and the telling of every change in it. */
export class Ledger {
  #record: DownloadRecord;

  /** @param wallNow ms since 1970 */
  constructor(
    record: DownloadRecord,
    private readonly emit: (event: EngineEvent) => void,
    private readonly wallNow: () => number,
  ) {
    this.#record = record;
  }

  get record(): DownloadRecord {
    return this.#record;
  }

  /** Changes what is stored; tells nobody. */
  update(change: Partial<DownloadRecord>): void {
    this.#record = { ...this.#record, ...change };
  }

  /** @throws {Error} when the state may not follow the present one: a defect. */
  enter(status: Status): void {
    const from = this.#record.status;
    if (from === status) return;
    assertTransition(from, status);
    this.update({ status });
    this.changed(from);
  }

  fail(failure: Failure): void {
    this.note('failed', { code: failure.code });
    this.update({ failure });
    this.enter('failed');
  }

  /** Tells that the record has changed. */
  changed(from = this.#record.status): void {
    this.emit({ type: 'changed', id: this.#record.id, from, to: this.#record.status });
  }

  /** Bytes or segments, nothing that must be stored at once. */
  progress(): void {
    this.emit({ type: 'progress', id: this.#record.id });
  }

  /** A notice, which is an entry of the timeline too. */
  tell(code: NoticeCode, detail: string, params: TimelineParams = {}): void {
    this.note(code, params);
    this.update({ notice: code });
    this.emit({ type: 'notice', id: this.#record.id, code, detail });
  }

  /** An entry of the timeline. */
  note(code: TimelineCode, params: TimelineParams = {}): void {
    const at = this.wallNow();
    this.update({ timeline: addEntry(this.#record.timeline, { at, code, params }) });
    this.emit({ type: 'timeline', id: this.#record.id });
  }
}
