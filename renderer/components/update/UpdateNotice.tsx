import { ArrowUpCircle, X } from 'lucide-react';
import { useStore } from 'zustand';
import { useApp, useWords } from '../context.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

/** Over the list: a newer version is there, or ready. What a look came to otherwise is told where it was asked for. */
export function UpdateNotice() {
  const { ui, updates } = useApp();
  const { t } = useWords();
  const update = useStore(updates.store, (state) => state.update);
  const putAway = useStore(updates.store, (state) => state.putAway);
  const isNews = update !== null && (update.phase === 'available' || update.phase === 'ready');
  return (
    <div role="status" className="flex-none">
      {isNews && putAway !== update.version && (
        <Notice icon={ArrowUpCircle} testId="notice-update" tone="news">
          <span className="min-w-0 flex-1">
            {t(update.phase === 'ready' ? 'updates.noticeReady' : 'updates.notice', { version: update.version })}
          </span>
          <Button small data-testid="notice-update-show" onClick={ui.openUpdates}>
            {t('updates.show')}
          </Button>
          <IconButton small kind="ghost" icon={X} label={t('action.dismiss')} onClick={updates.putAway} />
        </Notice>
      )}
    </div>
  );
}
