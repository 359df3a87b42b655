import type { Totals } from './activity.ts';

/** Desktops whose panel is dark whatever the theme of their windows. */
const DARK_PANELS = /GNOME|Unity|Pantheon/i;

/** What the tray's icon says. `failed`: since the window was last looked at. */
export type TrayState = 'idle' | 'active' | 'paused' | 'failed';

export function trayState(totals: Pick<Totals, 'running' | 'paused'>, hasUnseenFailure: boolean): TrayState {
  if (totals.running > 0) return 'active';
  if (hasUnseenFailure) return 'failed';
  return totals.paused > 0 ? 'paused' : 'idle';
}

/** The name of the tray icon's file; `@2x` beside it is found by itself. */
export function trayFile(
  platform: NodeJS.Platform,
  desktop: string,
  isThemeDark: boolean,
  state: TrayState = 'idle',
): string {
  const sign = state === 'idle' ? '' : `-${state}`;
  // macOS colours a template image by itself.
  if (platform === 'darwin') return `tray${sign}Template.png`;
  const isPanelDark = isThemeDark || (platform === 'linux' && DARK_PANELS.test(desktop));
  const ground = isPanelDark ? 'on-dark' : 'on-light';
  // 22 px is what panels on Linux ask for.
  return platform === 'win32' ? `${ground}${sign}.ico` : `${ground}-22${sign}.png`;
}
