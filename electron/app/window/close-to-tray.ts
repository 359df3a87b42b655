import type { Settings } from '../../../shared/settings.ts';

export type Closing = 'hide' | 'explain' | 'quit';

/**
 * What closing the window means. `explain` is `hide` the first time: a program that seems to end and does not must
 * say so once.
 */
export function closingOf(
  settings: Pick<Settings, 'closeToTray' | 'closeToTrayExplained'>,
  isActive: boolean,
  platform: NodeJS.Platform,
): Closing {
  // On macOS a program without windows is the custom; Cmd-Q ends it.
  if (platform === 'darwin') return 'hide';
  if (!isActive || !settings.closeToTray) return 'quit';
  return settings.closeToTrayExplained ? 'hide' : 'explain';
}
