import { z } from 'zod';

/** What the program is on the desktop. */
export const DESKTOP_SETTINGS = {
  /** Keep running in the tray when the window is closed and a download is active. */
  closeToTray: z.boolean().default(true),
  /** The first time the window is closed to the tray, the user is told so. */
  closeToTrayExplained: z.boolean().default(false),
} as const;
