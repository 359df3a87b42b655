import { DEFAULT_CATEGORIES, categoriesSchema } from '../categories.ts';

/** How downloads are sorted into groups. */
export const LIST_SETTINGS = {
  /** Which downloads belong together, and where they go. */
  categories: categoriesSchema.default([...DEFAULT_CATEGORIES]),
} as const;
