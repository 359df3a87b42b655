import { nativeImage, nativeTheme, type NativeImage } from 'electron';
import { join } from 'node:path';
import { trayFile, type TrayState } from './tray-file.ts';

/**
 * The tray's icon for a state, and again whenever the system's theme changes.
 * @returns called when the state is another one
 */
export function followTrayImage(assets: string, show: (image: NativeImage) => void): (state: TrayState) => void {
  let state: TrayState = 'idle';
  let isThemeDark = nativeTheme.shouldUseDarkColors;
  const draw = (): void => {
    // A theme chosen for the window says nothing about the panel.
    if (nativeTheme.themeSource === 'system') isThemeDark = nativeTheme.shouldUseDarkColors;
    const file = trayFile(process.platform, process.env['XDG_CURRENT_DESKTOP'] ?? '', isThemeDark, state);
    show(nativeImage.createFromPath(join(assets, 'tray', file)));
  };
  draw();
  nativeTheme.on('updated', draw);
  return (next) => {
    if (next === state) return;
    state = next;
    draw();
  };
}
