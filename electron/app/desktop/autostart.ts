import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Switch that starts the program without its window. */
export const HIDDEN_SWITCH = '--hidden';

export interface AutostartOptions {
  readonly platform: NodeJS.Platform;
  /** What starts the program: its executable, and in development the app's folder. */
  readonly command: readonly string[];
  /** Folder of the XDG autostart entries. */
  readonly folder: string;
  /** Windows' and macOS' own way. */
  readonly setLoginItem: (open: boolean) => void;
}

/** `~/.config/autostart`, or as XDG_CONFIG_HOME says. */
export const autostartFolder = (variables: NodeJS.ProcessEnv): string =>
  join(variables['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'autostart');

/** An argument of an `Exec` line (Desktop Entry Specification, "The Exec key"). */
const quote = (argument: string): string =>
  `"${argument
    .replace(/[\\"`$]/g, String.raw`\$&`)
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`;

/** Starts the program with the session, hidden in the tray, or no more. @throws when the entry cannot be written */
export function setAutostart(wanted: boolean, { platform, command, folder, setLoginItem }: AutostartOptions): void {
  if (platform !== 'linux') {
    setLoginItem(wanted);
    return;
  }
  const path = join(folder, 'sluice.desktop');
  if (!wanted) {
    rmSync(path, { force: true });
    return;
  }
  mkdirSync(folder, { recursive: true });
  const exec = [...command, HIDDEN_SWITCH].map(quote).join(' ');
  writeFileSync(
    path,
    `[Desktop Entry]\nType=Application\nName=Sluice\nIcon=sluice\nExec=${exec}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n`,
  );
}
