/** Desktops whose panel is dark whatever the theme of their windows. */
const DARK_PANELS = /GNOME|Unity|Pantheon/i;

/** The name of the tray icon's file; `@2x` beside it is found by itself. */
export function trayFile(platform: NodeJS.Platform, desktop: string, isThemeDark: boolean): string {
  // macOS colours a template image by itself.
  if (platform === 'darwin') return 'trayTemplate.png';
  const isPanelDark = isThemeDark || (platform === 'linux' && DARK_PANELS.test(desktop));
  const ground = isPanelDark ? 'on-dark' : 'on-light';
  // 22 px is what panels on Linux ask for.
  return platform === 'win32' ? `${ground}.ico` : `${ground}-22.png`;
}
