import { useEffect, useRef, useState } from 'react';
import { readDrop, takesDrop } from '../../links/drop.ts';
import { useApp, useWords } from '../context.tsx';

/** Links and texts dropped anywhere on the window go to the add sheet. */
export function DropOverlay() {
  const { ui, actions } = useApp();
  const { t } = useWords();
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
      const { text, files } = readDrop(event.dataTransfer);
      if (text !== '') ui.openAdd(text);
      if (files.length > 0) {
        void actions.readLinkFiles(files).then((found) => {
          if (found) ui.openAdd('', found);
        });
      }
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
  }, [ui, actions]);
  if (!over) return null;
  return (
    <div className="drop" data-testid="drop-overlay">
      <div className="drop-card">
        <p className="text-lg font-semibold">{t('drop.title')}</p>
        <p className="text-muted">{t('drop.text')}</p>
      </div>
    </div>
  );
}
