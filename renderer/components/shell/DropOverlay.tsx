import { useCallback } from 'react';
import type { Dropped } from '../../links/drop.ts';
import { useApp, useUi, useWords } from '../context.tsx';
import { useOwnFiles } from '../list/use-row-drag.ts';
import { useDrop } from '../use-drop.ts';

/** Links and texts dropped anywhere on the window go to the add sheet. */
export function DropOverlay() {
  const { ui, actions } = useApp();
  const { t } = useWords();
  const ownFiles = useOwnFiles();
  const isOwn = useUi((state) => state.draggedOut.length > 0);
  const take = useCallback(
    ({ text, files }: Dropped, data: DataTransfer): void => {
      // What was downloaded is no list of links, just because it is let go over the window again.
      if (ownFiles(data).length > 0) return;
      if (text !== '') ui.openAdd(text);
      if (files.length > 0) {
        void actions.readLinkFiles(files).then((found) => {
          if (found) ui.openAdd('', found);
        });
      }
    },
    [ui, actions, ownFiles],
  );
  const isOver = useDrop(take);
  if (!isOver || isOwn) return null;
  return (
    <div className="drop" data-testid="drop-overlay">
      <div className="drop-card">
        <p className="text-lg font-semibold">{t('drop.title')}</p>
        <p className="text-muted">{t('drop.text')}</p>
      </div>
    </div>
  );
}
