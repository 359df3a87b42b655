import { z } from 'zod';

/** How links come in. */
export const ADDING_SETTINGS = {
  /** Servers are asked about links while they are being added. Off, for links that work only once. */
  previewLinks: z.boolean().default(true),
  /** Links to files of a category are offered when another program copies them. */
  watchClipboard: z.boolean().default(false),
} as const;
