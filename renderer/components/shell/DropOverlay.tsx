import { useCallback } from 'react';
import type { Dropped } from '../../links/drop.ts';
import { useApp, useWords } from '../context.tsx';
import { useDrop } from '../use-drop.ts';

/** Links and texts dropped anywhere on the window go to the add sheet. */
export function DropOverlay() {
  const { ui, actions } = useApp();
  const { t } = useWords();
  const take = useCallback(
    ({ text, files }: Dropped): void => {
      if (text !== '') ui.openAdd(text);
      if (files.length > 0) {
        void actions.readLinkFiles(files).then((found) => {
          if (found) ui.openAdd('', found);
        });
      }
    },
    [ui, actions],
  );
  if (!useDrop(take)) return null;
  return (
    <div className="drop" data-testid="drop-overlay">
      <div className="drop-card">
        <p className="text-lg font-semibold">{t('drop.title')}</p>
        <p className="text-muted">{t('drop.text')}</p>
      </div>
    </div>
  );
}
