import type { BrowserWindow } from 'electron';
import type { Activity } from '../desktop/activity.ts';
import { closingOf } from './close-to-tray.ts';
import { explainTray } from '../dialogs.ts';
import type { SettingsStore } from '../../library/index.ts';
import type { Words } from '../words/index.ts';

export interface ClosingOptions {
  readonly window: BrowserWindow;
  readonly settings: SettingsStore;
  readonly activity: Activity;
  readonly words: () => Words;
  readonly quit: () => void;
}

/** What happens when the user closes the window; see {@link closingOf}. */
export function createClosing({ window, settings, activity, words, quit }: ClosingOptions): () => void {
  let isExplaining = false;

  async function explain(): Promise<void> {
    isExplaining = true;
    const isGoingOn = await explainTray(window, words(), activity.totals().active);
    isExplaining = false;
    settings.update({ closeToTrayExplained: true });
    if (isGoingOn) window.hide();
    else quit();
  }

  return () => {
    // Asked again while the question stands: it is modal on some systems only.
    if (isExplaining) return;
    switch (closingOf(settings.get(), activity.isActive, process.platform)) {
      case 'hide':
        window.hide();
        return;
      case 'explain':
        void explain();
        return;
      case 'quit':
        quit();
    }
  };
}
