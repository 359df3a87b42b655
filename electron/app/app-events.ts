import type { App, BrowserWindow } from 'electron';
import { launchSchema, NOTHING_GIVEN, type Launch } from './launch/launch-schema.ts';
import type { HandOvers } from './launch/hand-overs.ts';
import type { Quit } from './quit.ts';
import { bringToFront } from './window/window.ts';

export interface AppEventOptions {
  readonly app: App;
  readonly window: BrowserWindow;
  readonly quit: Quit;
  readonly takeOver: (launch: Launch) => void;
  /** From before there was anything that could take them, too. */
  readonly handOvers: HandOvers;
}

/** What the system tells the program: a second start, a click on the dock, the end. */
export function followAppEvents({ app, window, quit, takeOver, handOvers }: AppEventOptions): void {
  handOvers.starts((handedOver) => {
    // Chromium reorders a second start's arguments; what it parsed itself comes along. Another user's program on this
    // lock could have sent anything.
    const parsed = launchSchema.safeParse(handedOver);
    if (!(parsed.success && parsed.data.hidden)) bringToFront(window);
    if (parsed.success) takeOver(parsed.data);
  });
  handOvers.given((given) => takeOver({ ...NOTHING_GIVEN, urls: [given] }));
  app.on('activate', () => bringToFront(window));
  // Every quit (menu, dock, session's end, SIGTERM) comes through here and waits for the checkpoints.
  app.on('before-quit', (event) => {
    event.preventDefault();
    quit.begin();
  });
}
