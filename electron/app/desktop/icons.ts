import { nativeImage, nativeTheme, type NativeImage } from 'electron';
import { join } from 'node:path';
import { trayFile } from './tray-file.ts';

/** The tray's icon for now, and again whenever the system's theme changes. */
export function followTrayImage(assets: string, show: (image: NativeImage) => void): void {
  let isThemeDark = nativeTheme.shouldUseDarkColors;
  const draw = (): void => {
    // A theme chosen for the window says nothing about the panel.
    if (nativeTheme.themeSource === 'system') isThemeDark = nativeTheme.shouldUseDarkColors;
    const file = trayFile(process.platform, process.env['XDG_CURRENT_DESKTOP'] ?? '', isThemeDark);
    show(nativeImage.createFromPath(join(assets, 'tray', file)));
  };
  draw();
  nativeTheme.on('updated', draw);
}
