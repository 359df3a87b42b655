import type { App, Event } from 'electron';

/** The part of Electron's `App` by which macOS hands over links and files. */
type Source = Pick<App, 'on'>;

/**
 * macOS hands links and files over by events, and those that it starts the program with come before anything can take
 * them. Call before the app is ready.
 * @returns sends what has come, and what comes from then on, to the one that takes it: links, or absolute paths
 */
export function catchHandOvers(app: Source): (take: (given: string) => void) => void {
  const early: string[] = [];
  let taker: ((given: string) => void) | null = null;
  const note = (event: Pick<Event, 'preventDefault'>, given: string): void => {
    event.preventDefault();
    if (taker === null) early.push(given);
    else taker(given);
  };
  app.on('open-url', note);
  app.on('open-file', note);
  return (take) => {
    taker = take;
    for (const given of early.splice(0)) take(given);
  };
}
