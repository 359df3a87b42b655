/**
 * The index of a notification's button that was clicked. Electron 33 passes an event and then the index; later ones put
 * `actionIndex` on the event, and pass the index behind it too while that is deprecated.
 */
export function chosenAction(event: unknown, index: unknown): number {
  if (typeof event === 'object' && event !== null && 'actionIndex' in event && typeof event.actionIndex === 'number') {
    return event.actionIndex;
  }
  return typeof index === 'number' ? index : 0;
}
