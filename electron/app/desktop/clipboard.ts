import { clipboard, type BrowserWindow } from 'electron';
import type { SettingsStore } from '../../library/index.ts';
import type { Clock } from '../clock.ts';
import { logProblem } from '../log.ts';
import { watchClipboard, type Attention } from './clipboard-watch.ts';

export interface FollowClipboardOptions {
  readonly window: BrowserWindow;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly offer: (links: readonly string[]) => void;
}

function attentionOf(window: BrowserWindow): Attention {
  if (window.isDestroyed() || !window.isVisible() || window.isMinimized()) return 'away';
  return window.isFocused() ? 'here' : 'seen';
}

/** The system's clipboard and this window for {@link watchClipboard}. @returns what ends it */
export function followClipboard({ window, settings, clock, offer }: FollowClipboardOptions): () => void {
  const watch = watchClipboard({
    clock,
    settings,
    // A value in Electron 33, a promise in 45.
    read: () => clipboard.readText(),
    attention: () => attentionOf(window),
    offer,
    onError: logProblem,
  });
  // By its name for the type checker, which knows each of them apart only.
  const events = ['focus', 'blur', 'show', 'hide', 'minimize', 'restore'] as const;
  for (const event of events) window.on(event as 'focus', watch.note);
  return watch.close;
}
