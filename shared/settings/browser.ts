import { z } from 'zod';

/** What other programs may ask of it. */
export const BROWSER_SETTINGS = {
  /** The browser extension's helper is installed, and the app listens for it. */
  browserIntegration: z.boolean().default(false),
} as const;
