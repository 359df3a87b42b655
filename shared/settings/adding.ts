import { z } from 'zod';

/** How links come in. */
export const ADDING_SETTINGS = {
  /** Servers are asked about links while they are being added. Off, for links that work only once. */
  previewLinks: z.boolean().default(true),
} as const;
