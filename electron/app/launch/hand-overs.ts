import type { App, Event } from 'electron';

/** The part of Electron's `App` that is listened to. */
type Source = Pick<App, 'on'>;

/** Keeps what comes until there is one that takes it. */
class Inbox<Given> {
  readonly #early: Given[] = [];
  #taker: ((given: Given) => void) | null = null;

  put(given: Given): void {
    if (this.#taker === null) this.#early.push(given);
    else this.#taker(given);
  }

  /** Sends what has come, and what comes from then on. */
  take(taker: (given: Given) => void): void {
    this.#taker = taker;
    for (const given of this.#early.splice(0)) taker(given);
  }
}

export interface HandOvers {
  /** Links, or absolute paths, of macOS. */
  given(take: (text: string) => void): void;
  /** What second starts sent along: anything. */
  starts(take: (handedOver: unknown) => void): void;
}

/**
 * What the system hands over, also before there is anything that can take it: links and files on macOS, which hands those
 * that it starts the program with over before it is ready, and second starts. Call before the app is ready.
 */
export function catchHandOvers(app: Source): HandOvers {
  const given = new Inbox<string>();
  const starts = new Inbox<unknown>();
  const note = (event: Pick<Event, 'preventDefault'>, text: string): void => {
    event.preventDefault();
    given.put(text);
  };
  app.on('open-url', note);
  app.on('open-file', note);
  app.on('second-instance', (_event, _argv, _cwd, handedOver) => starts.put(handedOver));
  return {
    given: (take) => {
      given.take(take);
    },
    starts: (take) => {
      starts.take(take);
    },
  };
}
