import { CircleAlert, Info } from 'lucide-react';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import { useApp, useWords } from '../context.tsx';
import { ACTION_ICONS, actionsOf, perform } from '../list/row-actions.ts';
import { Button, IconButton } from '../ui/Button.tsx';

/** What there is to say about a download beyond its figures: why it failed and what can be done, or what happened. */
export function Notes({ download }: { readonly download: DownloadSnapshot }) {
  const { t } = useWords();
  if (download.status === 'failed') return <FailureNote download={download} />;
  const single = download.segmentable !== null && download.segmentable !== true ? download.segmentable : null;
  const lines = [
    download.notice && t(`notice.${download.notice}`),
    single &&
      download.status !== 'finished' &&
      single !== 'too-small' &&
      `${t('detail.single')}. ${t(`single.${single}`)}`,
  ].filter((line): line is string => Boolean(line));
  if (lines.length === 0) return null;
  return (
    <div className="mt-4 flex gap-2.5 rounded-lg bg-field px-3 py-2.5 text-xs" data-testid="notice">
      <Info aria-hidden size={15} strokeWidth={1.75} className="mt-px flex-none text-accent-text" />
      <div className="flex flex-col gap-1">
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </div>
  );
}

function FailureNote({ download }: { readonly download: DownloadSnapshot }) {
  const app = useApp();
  const { t } = useWords();
  const { failure, id } = download;
  return (
    <div className="mt-4 rounded-lg bg-field px-3 py-2.5 text-xs" role="group" data-testid="failure">
      <div className="flex gap-2.5">
        <CircleAlert aria-hidden size={15} strokeWidth={1.75} className="mt-px flex-none text-fail" />
        <div className="min-w-0">
          <p className="selectable">{failure ? t(`failures.${failure.code}`) : t('status.failed')}</p>
          {failure && failure.detail !== '' && (
            <p className="selectable mt-1 font-mono text-2xs wrap-anywhere text-muted">{failure.detail}</p>
          )}
        </div>
      </div>
      <div className="mt-3 flex flex-wrap gap-1.5">
        {actionsOf(download)
          .filter((action) => action !== 'show')
          .map((action) => (
            <Button
              key={action}
              small
              icon={ACTION_ICONS[action]}
              onClick={() => {
                perform(app, action, [id]);
              }}
            >
              {t(`action.${action}`)}
            </Button>
          ))}
        <IconButton
          small
          icon={ACTION_ICONS.show}
          label={t('action.show')}
          onClick={() => {
            perform(app, 'show', [id]);
          }}
        />
      </div>
    </div>
  );
}
