import { CircleAlert, RotateCw } from 'lucide-react';
import type { Failure } from '../../../shared/failures.ts';
import type { FeedState } from '../../store/feed.ts';
import { useApp, useWords } from '../context.tsx';
import { Button } from '../ui/Button.tsx';

interface LoadStateProps {
  readonly phase: FeedState['phase'];
  readonly failure: Failure | null;
}

/** In place of the list until it is known. An answer usually comes before the first word would be read, so that waits. */
export function LoadState({ phase, failure }: LoadStateProps) {
  const { t } = useWords();
  const { feed } = useApp();
  if (phase === 'loading' || phase === 'ready') {
    return (
      <p className="appear-late flex flex-1 items-center justify-center text-muted" role="status" data-testid="loading">
        {t('load.opening')}
      </p>
    );
  }
  return (
    <div
      role="alert"
      className="flex flex-1 flex-col items-center justify-center p-8 pb-20 text-center"
      data-testid="load-failed"
    >
      <CircleAlert aria-hidden size={32} strokeWidth={1.5} className="text-fail" />
      <h2 className="mt-4 text-lg font-semibold">{t('load.failedTitle')}</h2>
      <p className="mt-2 max-w-100 text-muted">
        {phase === 'silent' || !failure ? t('load.silent') : t(`failures.${failure.code}`)}
      </p>
      {failure?.detail && <p className="selectable mt-2 max-w-120 font-mono text-2xs text-faint">{failure.detail}</p>}
      <Button
        icon={RotateCw}
        className="mt-6"
        onClick={() => {
          void feed.reload();
        }}
      >
        {t('load.again')}
      </Button>
    </div>
  );
}

/** Over a list that can no longer be brought up to date. */
export function StaleBanner() {
  const { t } = useWords();
  const { feed } = useApp();
  return (
    <div
      role="alert"
      className="flex flex-none items-center gap-3 border-b border-line bg-field py-2 ps-5 pe-3 text-xs"
      data-testid="stale"
    >
      <CircleAlert aria-hidden size={15} className="flex-none text-fail" />
      <span className="flex-1">{t('load.silent')}</span>
      <Button
        small
        onClick={() => {
          void feed.reload();
        }}
      >
        {t('load.again')}
      </Button>
    </div>
  );
}
