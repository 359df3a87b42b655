import type { WebContents } from 'electron';
import type { Clock } from '../clock.ts';

/** The part of Electron's `WebContents` that tells what becomes of a page. */
export type PageEvents = Pick<WebContents, 'on' | 'off'>;

/** A page that takes longer is not waited for, ms. */
const PATIENCE_MS = 3_000;
const EVENTS = ['dom-ready', 'did-fail-load', 'render-process-gone', 'destroyed'] as const;

/**
 * Does `work` when the page's document stands, or will not: what the first frame can do without must not take the main process'
 * time while the page is read through it.
 * @returns calls it off
 */
export function afterDocument(contents: PageEvents, clock: Clock, work: () => void): () => void {
  const leave = (): void => {
    for (const event of EVENTS) contents.off(event as 'dom-ready', go);
    callOff();
  };
  function go(): void {
    leave();
    work();
  }
  const callOff = clock.after(PATIENCE_MS, go);
  for (const event of EVENTS) contents.on(event as 'dom-ready', go);
  return leave;
}
