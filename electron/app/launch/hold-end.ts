import type { App, BrowserWindow, Event } from 'electron';

/**
 * Who closes the window or quits before there is a program that could answer waits for it: a start that is cut in two would
 * leave what it had opened. Call before the program is made.
 * @returns lets go, and then does what was asked for, by whoever follows it by now
 */
export function holdEnd(app: Pick<App, 'on' | 'off' | 'quit'>, window: BrowserWindow): () => void {
  let asked: 'close' | 'quit' | null = null;
  const close = (event: Pick<Event, 'preventDefault'>): void => {
    event.preventDefault();
    asked ??= 'close';
  };
  const quit = (event: Pick<Event, 'preventDefault'>): void => {
    event.preventDefault();
    asked = 'quit';
  };
  window.on('close', close);
  app.on('before-quit', quit);
  return () => {
    window.off('close', close);
    app.off('before-quit', quit);
    if (asked === 'quit') app.quit();
    else if (asked === 'close') window.close();
  };
}
