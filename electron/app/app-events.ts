import type { App, BrowserWindow } from 'electron';
import { launchSchema, NOTHING_GIVEN, type Launch } from './launch/arguments.ts';
import type { catchHandOvers } from './launch/hand-overs.ts';
import type { Quit } from './quit.ts';
import { bringToFront } from './window/window.ts';

export interface AppEventOptions {
  readonly app: App;
  readonly window: BrowserWindow;
  readonly quit: Quit;
  readonly takeOver: (launch: Launch) => void;
  /** Links and files of macOS, from before the app was ready too. */
  readonly handOvers: ReturnType<typeof catchHandOvers>;
}

/** What the system tells the program: a second start, a click on the dock, the end. */
export function followAppEvents({ app, window, quit, takeOver, handOvers }: AppEventOptions): void {
  app.on('second-instance', (_event, _argv, _cwd, handedOver) => {
    // Chromium reorders a second start's arguments; what it parsed itself comes along. Another user's program on this
    // lock could have sent anything.
    const parsed = launchSchema.safeParse(handedOver);
    if (!(parsed.success && parsed.data.hidden)) bringToFront(window);
    if (parsed.success) takeOver(parsed.data);
  });
  handOvers((given) => takeOver({ ...NOTHING_GIVEN, urls: [given] }));
  app.on('activate', () => bringToFront(window));
  // Every quit (menu, dock, session's end, SIGTERM) comes through here and waits for the checkpoints.
  app.on('before-quit', (event) => {
    event.preventDefault();
    quit.begin();
  });
}
