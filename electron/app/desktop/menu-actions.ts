import type { PageCommand } from '../../../shared/ipc/desktop.ts';
import type { SettingsPatch, WhenDone } from '../../../shared/settings.ts';

/** What menus and tray can ask for. */
export interface MenuActions {
  show(): void;
  add(): void;
  addFromClipboard(): void;
  pauseAll(): void;
  resumeAll(): void;
  closeWindow(): void;
  quit(): void;
  /** What the window does. */
  run(command: PageCommand): void;
  /** Shows a download in the window. */
  reveal(id: string): void;
  change(patch: SettingsPatch): void;
  chooseWhenDone(action: WhenDone): void;
}
