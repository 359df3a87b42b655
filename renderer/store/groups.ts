import { createCategorise, type Categorise, type Category } from '../../shared/categories.ts';
import type { DownloadSnapshot } from '../../shared/download.ts';
import type { Feed } from './feed.ts';
import type { SettingsHolder } from './settings.ts';
import type { Group } from './view.ts';

export interface GroupCounts {
  readonly queue: ReadonlyMap<string, number>;
  readonly category: ReadonlyMap<string, number>;
}

export interface Groups {
  /** The categories of now; another array when a rule has changed. */
  categories(): readonly Category[];
  /** The one that was chosen, as long as there is one; else what the rules say. */
  categoryOf(row: DownloadSnapshot): string;
  /** What the rules say, whatever was chosen. */
  sortedInto(row: DownloadSnapshot): string;
  matches(row: DownloadSnapshot, group: Group | null): boolean;
  counts(): GroupCounts;
}

type Source = Pick<DownloadSnapshot, 'queueId' | 'categoryId' | 'status' | 'url' | 'fileName'>;

/** What has finished waits in no queue. */
const waitsInQueue = ({ status }: Pick<Source, 'status'>): boolean => status !== 'finished';

export function createGroups(feed: Pick<Feed, 'store'>, settings: Pick<SettingsHolder, 'store'>): Groups {
  let known: readonly Category[] | null = null;
  let ids: ReadonlySet<string> = new Set();
  let categorise: Categorise = () => '';
  let counted: {
    readonly statuses: number;
    readonly categories: readonly Category[];
    readonly counts: GroupCounts;
  } | null = null;

  const categories = (): readonly Category[] => settings.store.getState().settings.categories;
  function followRules(): void {
    const current = categories();
    if (current === known) return;
    categorise = createCategorise(current);
    ids = new Set(current.map(({ id }) => id));
    known = current;
  }
  function sortedInto(row: Source): string {
    followRules();
    return categorise(row);
  }
  function categoryOf(row: Source): string {
    followRules();
    const { categoryId } = row;
    return categoryId !== null && ids.has(categoryId) ? categoryId : categorise(row);
  }

  return {
    categories,
    categoryOf,
    sortedInto,
    matches(row, group) {
      if (group === null) return true;
      if (group.kind === 'queue') return row.queueId === group.id && waitsInQueue(row);
      return categoryOf(row) === group.id;
    },
    counts() {
      const { statuses, downloads } = feed.store.getState();
      const current = categories();
      if (counted?.statuses === statuses && counted.categories === current) return counted.counts;
      const queue = new Map<string, number>();
      const category = new Map<string, number>();
      const add = (counts: Map<string, number>, id: string): void => void counts.set(id, (counts.get(id) ?? 0) + 1);
      for (const row of downloads) {
        if (waitsInQueue(row)) add(queue, row.queueId);
        add(category, categoryOf(row));
      }
      const counts = { queue, category };
      counted = { statuses, categories: current, counts };
      return counts;
    },
  };
}
