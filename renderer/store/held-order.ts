import type { Ui } from './ui.ts';

/**
 * Rows that are about to be hit keep their places: while the pointer is over the list, while its rows are dragged, and from the
 * first key that is pressed in it until the focus leaves it. A click alone does not hold them once the pointer has left.
 */
export function createHeldOrder({ store }: Pick<Ui, 'store'>) {
  const by = { pointer: false, keys: false };
  function look(): void {
    const { dragged, holdsOrder } = store.getState();
    const holds = by.pointer || by.keys || dragged.length > 0;
    if (holds !== holdsOrder) store.setState({ holdsOrder: holds });
  }
  return {
    note(change: { readonly pointer?: boolean; readonly keys?: boolean }): void {
      Object.assign(by, change);
      look();
    },
    /** Returns the function that lets go. */
    start(): () => void {
      const stop = store.subscribe(look);
      return () => {
        stop();
        store.setState({ holdsOrder: false });
      };
    },
  };
}
