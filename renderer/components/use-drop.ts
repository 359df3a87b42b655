import { useEffect, useRef, useState } from 'react';
import { readDrop, takesDrop, type Dropped } from '../links/drop.ts';

/** Takes what is dropped anywhere on the page. @returns whether something that can be taken is over it */
export function useDrop(take: (dropped: Dropped) => void): boolean {
  const [over, setOver] = useState(false);
  // Entering a child comes before leaving its parent, so one is inside as long as more was entered than left.
  const depth = useRef(0);
  useEffect(() => {
    const settle = (): void => {
      depth.current = 0;
      setOver(false);
    };
    const onEnter = (event: DragEvent): void => {
      if (!takesDrop(event.dataTransfer)) return;
      depth.current += 1;
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (!takesDrop(event.dataTransfer)) return;
      depth.current -= 1;
      if (depth.current <= 0) settle();
    };
    const onOver = (event: DragEvent): void => {
      // Rows over a place of their own.
      if (event.defaultPrevented) return;
      // Without this the window would follow a dropped link instead.
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = takesDrop(event.dataTransfer) ? 'copy' : 'none';
    };
    const onDrop = (event: DragEvent): void => {
      settle();
      // Text dragged within a field is the field's own business.
      const inField = event.target instanceof Element && event.target.closest('input, textarea') !== null;
      if (inField || !event.dataTransfer) return;
      event.preventDefault();
      take(readDrop(event.dataTransfer));
    };
    const listeners = [
      ['dragenter', onEnter],
      ['dragleave', onLeave],
      ['dragover', onOver],
      ['drop', onDrop],
    ] as const;
    for (const [name, listener] of listeners) window.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of listeners) window.removeEventListener(name, listener);
    };
  }, [take]);
  return over;
}
