import { z } from 'zod';

/** Whether anyone is asked for newer versions. */
export const UPDATE_SETTINGS = {
  /** Once a day, at the address that this copy was built or started with. Off: only when a person asks. */
  lookForUpdates: z.boolean().default(false),
} as const;
