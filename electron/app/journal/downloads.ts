import type { Engine } from '../../engine/index.ts';
import type { Journal } from './journal.ts';

/** Writes what becomes of downloads into the log: beginnings, endings, and what was noticed on the way. */
export function journalDownloads(engine: Engine, journal: Journal): void {
  engine.subscribe((event) => {
    if (event.type !== 'changed' && event.type !== 'notice') return;
    const download = engine.get(event.id);
    if (!download) return;
    const name = download.fileName || download.host;
    if (event.type === 'notice') journal.write(`${name}: ${event.code}: ${event.detail}`);
    else if (event.to === 'failed') {
      journal.write(
        `${name}: failed: ${download.failure?.code ?? ''}: ${download.failure?.detail ?? ''} (${download.url})`,
      );
    } else if (
      event.to !== event.from &&
      (event.to === 'finished' || event.to === 'probing' || event.to === 'paused')
    ) {
      journal.write(`${name}: ${event.to === 'probing' ? `asking ${download.url}` : event.to}`);
    }
  });
}
