import { z } from 'zod';
import { scheduleSchema } from '../schedule.ts';

/** What to do when the last download has ended. All but `nothing` and `notify` can be called off for a while. */
export const WHEN_DONE = ['nothing', 'notify', 'quit', 'sleep', 'shut-down'] as const;
export const whenDoneSchema = z.enum(WHEN_DONE);
export type WhenDone = z.infer<typeof whenDoneSchema>;

/** What the program is on the desktop: tray, start, notifications, power. */
export const DESKTOP_SETTINGS = {
  /** Keep running in the tray when the window is closed and a download is active. */
  closeToTray: z.boolean().default(true),
  /** The first time the window is closed to the tray, the user is told so. */
  closeToTrayExplained: z.boolean().default(false),
  /** A small window above all others takes links and shows total progress. */
  dropBasket: z.boolean().default(false),
  /** Start when the user logs in, hidden in the tray. */
  startWithSystem: z.boolean().default(false),
  /** Be the program that `sluice:` links open. */
  openLinks: z.boolean().default(false),

  /** Endings that are told while the window is not seen. */
  notifications: z.enum(['all', 'failed', 'none']).default('all'),
  /** When neither notifications nor sounds are wanted; `null`: never. */
  quietHours: scheduleSchema.nullable().default(null),
  sounds: z.boolean().default(false),

  /** Keep the machine from falling asleep by itself while bytes move. */
  keepAwake: z.boolean().default(true),
  /** Downloads wait while the machine runs on battery. */
  pauseOnBattery: z.boolean().default(false),
  /** Downloads wait while the system says that the network is metered. */
  pauseOnMetered: z.boolean().default(false),
  /** Each time the last download has ended. */
  whenDone: whenDoneSchema.default('nothing'),
} as const;
