import { z } from 'zod';

/** How the window looks and speaks. */
export const LOOK_SETTINGS = {
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  language: z.enum(['system', 'en', 'zh-CN']).default('system'),
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
} as const;
