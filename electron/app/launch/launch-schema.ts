import { z } from 'zod';

/** What the program was started with. Also what a second start hands over to the first. */
export const launchSchema = z.object({
  urls: z.array(z.string()),
  /** Absolute path, or `null` for the download folder. */
  directory: z.string().nullable(),
  exitWhenDone: z.boolean(),
  printProgress: z.boolean(),
  /** What the actions of the desktop entry ask for, beside any links. */
  actions: z.array(z.enum(['add', 'pause-all', 'resume-all'])).max(10),
  /** Without the window, in the tray. */
  hidden: z.boolean(),
});
export type Launch = z.infer<typeof launchSchema>;

export const NOTHING_GIVEN: Launch = {
  urls: [],
  directory: null,
  exitWhenDone: false,
  printProgress: false,
  hidden: false,
  actions: [],
};
