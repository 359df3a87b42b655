import type { DescribedFile } from '../../../shared/ipc/add.ts';
import type { KnownItem } from './use-items.ts';

/** What is done with the files of the sheet, by the choices made about those that seem to be there already. */
export interface AddPlan {
  /** Plain links, and files of which more is to be said. */
  readonly urls: string[];
  readonly files: DescribedFile[];
  /** Of both together. */
  readonly count: number;
  /** Downloads that make way first. */
  readonly replaced: readonly string[];
  /** Downloads that are shown instead. */
  readonly shown: readonly string[];
}

type Chosen = Pick<KnownItem, 'item' | 'duplicate' | 'choice'>;

export function planOf(items: readonly Chosen[]): AddPlan {
  const urls: string[] = [];
  const files: DescribedFile[] = [];
  const replaced = new Set<string>();
  const shown: string[] = [];
  for (const { item, duplicate, choice } of items) {
    if (!duplicate) {
      if (Object.keys(item).length === 1) urls.push(item.url);
      else files.push(item);
    } else if (choice === 'existing') {
      if (duplicate.id !== null) shown.push(duplicate.id);
    } else {
      files.push({ ...item, conflictPolicy: choice === 'replace' ? 'overwrite' : 'number' });
      if (choice === 'replace' && duplicate.id !== null) replaced.add(duplicate.id);
    }
  }
  return { urls, files, count: urls.length + files.length, replaced: [...replaced], shown };
}
