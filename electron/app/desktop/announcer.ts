import type { Status } from '../../../shared/status.ts';
import type { Clock } from '../clock.ts';
import type { Words } from '../words/index.ts';

/** One notification. `id` is the download it is about, `null` when it is about several. */
export interface Announcement {
  readonly title: string;
  readonly body: string;
  readonly id: string | null;
  readonly status: 'finished' | 'failed';
}

export interface AnnouncerOptions {
  readonly clock: Clock;
  readonly words: () => Words;
  readonly fileName: (id: string) => string | null;
  /** Nobody needs to be told what they see. */
  readonly isWindowSeen: () => boolean;
  /** Whether such endings are to be told now. */
  readonly isWanted: (status: 'finished' | 'failed') => boolean;
  readonly show: (announcement: Announcement) => void;
}

/** Endings within this time, in ms, are told together. */
const GATHER_MS = 1_500;
/** So many get a notification each; more are summed up in one, or a thousand small files would flood the desktop. */
const MAX_SINGLE = 3;

/** Tells of downloads that finished or failed while the window was not seen. */
export class Announcer {
  readonly #options: AnnouncerOptions;
  readonly #ended = new Map<string, 'finished' | 'failed'>();
  #callOff: (() => void) | null = null;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  note(id: string, status: Status): void {
    this.#ended.delete(id);
    if (status !== 'finished' && status !== 'failed') return;
    if (this.#options.isWindowSeen() || !this.#options.isWanted(status)) return;
    this.#ended.set(id, status);
    this.#callOff ??= this.#options.clock.after(GATHER_MS, () => this.#tell());
  }

  close(): void {
    this.#callOff?.();
    this.#callOff = null;
  }

  #tell(): void {
    this.#callOff = null;
    const { words, fileName, show } = this.#options;
    for (const status of ['finished', 'failed'] as const) {
      const ids = [...this.#ended].filter(([, ending]) => ending === status).map(([id]) => id);
      const title = status === 'finished' ? words().finishedTitle : words().failedTitle;
      if (ids.length > MAX_SINGLE) {
        const sum = status === 'finished' ? words().manyFinished : words().manyFailed;
        show({ title, body: sum(ids.length), id: null, status });
      } else {
        for (const id of ids) {
          const body = fileName(id);
          if (body !== null) show({ title, body, id, status });
        }
      }
    }
    this.#ended.clear();
  }
}
