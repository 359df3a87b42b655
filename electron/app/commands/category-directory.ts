import { isAbsolute } from 'node:path';
import { createCategorise, type Categorised, type Category } from '../../../shared/categories.ts';

/** Where the downloads of each category go, for those that have a folder of their own; `null` for the others. */
export function categoryDirectory(categories: readonly Category[]): (link: Categorised) => string | null {
  const directories = new Map(
    categories.filter(({ directory }) => isAbsolute(directory)).map(({ id, directory }) => [id, directory]),
  );
  if (directories.size === 0) return () => null;
  const categorise = createCategorise(categories);
  return (link) => directories.get(categorise(link)) ?? null;
}
