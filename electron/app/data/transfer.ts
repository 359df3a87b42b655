import { OTHER_CATEGORY_ID, type Category } from '../../../shared/categories.ts';
import type { Exported, Imported } from '../../../shared/ipc/data.ts';
import { DEFAULT_QUEUE_ID } from '../../../shared/queue.ts';
import { isActive } from '../../../shared/status.ts';
import { CEILING_LIFE_MS, type DownloadRecord, type Engine } from '../../engine/index.ts';
import type { Library } from '../../library/index.ts';
import { addressOf } from '../launch/unfinished.ts';
import { readData, writeData } from './data-file.ts';

export interface DataOptions {
  readonly engine: Pick<Engine, 'list' | 'get' | 'record' | 'putBack' | 'queues'>;
  readonly library: Pick<Library, 'settings' | 'hosts'>;
  /** ms since 1970. */
  readonly wallNow: () => number;
}

/** Between downloads that are added to the end of the list: room to move others in between. */
const STEP = 2 ** 20;

/** Everything there is as the text of one file. */
export function exportData({ engine, library, wallNow }: DataOptions): { text: string } & Omit<Exported, 'path'> {
  const downloads = engine.list().flatMap(({ id }) => engine.record(id) ?? []);
  const data = {
    settings: library.settings.get(),
    queues: engine.queues.list(),
    downloads,
    hosts: library.hosts.since(wallNow() - CEILING_LIFE_MS),
  };
  const { text, withoutSecrets } = writeData(data, new Date(wallNow()));
  return { text, downloads: downloads.length, withoutSecrets };
}

/**
 * Adds what such a file holds to what there is: nothing that is there is lost or changed, but for settings, which become those
 * of the file. What was running there comes paused: its part files may not be here.
 * @throws {SluiceError} `bad-data-file`, before anything was changed
 */
export function importData({ engine, library, wallNow }: DataOptions, text: string): Imported {
  const data = readData(text);
  const before = library.settings.get();
  const { categories, ...settings } = data.settings;
  library.settings.update({
    ...settings,
    ...(categories && { categories: mergeCategories(before.categories, categories) }),
  });

  const queueIds = new Map<string, string>();
  let queues = 0;
  for (const { id, name, maxActive, schedule } of data.queues) {
    const own = engine.queues.list().find((queue) => queue.id === id || (name !== '' && queue.name === name));
    if (own) queueIds.set(id, own.id);
    else if (name !== '') {
      queueIds.set(id, engine.queues.create({ name, maxActive, schedule }));
      queues += 1;
    }
  }

  const listed = new Set(engine.list().map(({ url, directory }) => placeOf(url, directory)));
  let position = engine.list().reduce((last, { id }) => Math.max(last, engine.record(id)?.position ?? 0), 0);
  const fresh: DownloadRecord[] = [];
  for (const record of [...data.downloads].sort((a, b) => a.position - b.position)) {
    const place = placeOf(record.request.url, record.request.directory);
    if (engine.get(record.id) || listed.has(place)) continue;
    listed.add(place);
    position += STEP;
    fresh.push({
      ...record,
      position,
      queueId: queueIds.get(record.queueId) ?? DEFAULT_QUEUE_ID,
      status: isActive(record.status) ? 'paused' : record.status,
    });
  }
  const added = engine.putBack(fresh).length;
  for (const [host, learnt] of data.hosts) {
    // What the clock of another computer says of the future is no fact.
    if (learnt.learntAt <= wallNow()) library.hosts.save(host, learnt);
  }
  return {
    downloads: added,
    known: data.downloads.length - fresh.length,
    unusable: data.unusable + fresh.length - added,
    queues,
    settings: Object.keys(data.settings).length,
    settingsLeft: data.settingsLeft,
  };
}

const placeOf = (link: string, directory: string): string => `${directory}\n${addressOf(link) ?? link}`;

/** One that both have becomes the file's; the one for all else stays the last. */
function mergeCategories(own: readonly Category[], others: readonly Category[]): Category[] {
  const theirs = new Map(others.map((category) => [category.id, category]));
  const known = new Set(own.map(({ id }) => id));
  const merged = [
    ...own.map((category) => theirs.get(category.id) ?? category),
    ...others.filter(({ id }) => !known.has(id)),
  ];
  const isLast = ({ id }: Category): boolean => id === OTHER_CATEGORY_ID;
  return [...merged.filter((category) => !isLast(category)).slice(0, 99), ...merged.filter(isLast)];
}
