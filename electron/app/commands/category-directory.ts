import { isAbsolute } from 'node:path';
import { createCategorise, type Categorised, type Category } from '../../../shared/categories.ts';

/**
 * Where a link's download goes by its category, the one of that id or else the one that the rules say; `null` when that has no
 * folder of its own.
 */
export type CategoryDirectory = (link: Categorised, chosen?: string) => string | null;

export function categoryDirectory(categories: readonly Category[]): CategoryDirectory {
  const directories = new Map(
    categories.filter(({ directory }) => isAbsolute(directory)).map(({ id, directory }) => [id, directory]),
  );
  if (directories.size === 0) return () => null;
  const categorise = createCategorise(categories);
  const known = new Set(categories.map(({ id }) => id));
  return (link, chosen = '') => directories.get(known.has(chosen) ? chosen : categorise(link)) ?? null;
}
