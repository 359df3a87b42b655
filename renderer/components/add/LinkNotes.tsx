import { CircleAlert, Info, Terminal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { looksLikeCurl } from '../../../shared/links/curl.ts';
import { MAX_LINKS } from '../../../shared/links/batch.ts';
import { useApp, useWords } from '../context.tsx';
import { Button } from '../ui/Button.tsx';
import type { CheckedDraft } from './draft.ts';

const SHOWN = 3;

/** What was made of the text: patterns, a cURL command, files that gave no link. */
export function LinkNotes({ checked, literal }: { readonly checked: CheckedDraft; readonly literal: boolean }) {
  const { adding } = useApp();
  const { t } = useWords();
  const { text, curl, problems, files } = useStore(adding.store);
  return (
    <div className="flex flex-col gap-1.5 empty:hidden" aria-live="polite">
      {looksLikeCurl(text) && (
        <Note icon="terminal" testId="curl-offer">
          <span className="flex-1">{t('curl.offer')}</span>
          <Button
            small
            data-testid="curl-use"
            onClick={() => {
              adding.store.setState({ text: '', curl: null });
              adding.offer(text);
            }}
          >
            {t('curl.use')}
          </Button>
        </Note>
      )}
      {curl?.kind === 'taken' && (
        <Note icon="terminal" testId="curl-note">
          {t('curl.taken')}
          {curl.ignored.length > 0 && ` ${t('curl.ignored', { names: curl.ignored.join(', ') })}`}
        </Note>
      )}
      {curl?.kind === 'refused' && (
        <Note icon="alert" testId="curl-note">
          {t(`curl.refused.${curl.reason}`, { method: curl.method })}
        </Note>
      )}
      <Patterns checked={checked} literal={literal} />
      {files.length > 0 && (
        <Note icon="info" testId="add-files">
          <span className="flex-1">{t('files.described', { count: files.length })}</span>
          <Button
            small
            onClick={() => {
              adding.store.setState({ files: [] });
            }}
          >
            {t('files.leave')}
          </Button>
        </Note>
      )}
      {problems.slice(0, SHOWN).map(({ name, problem }) => (
        <Note key={name} icon="alert" testId="file-problem">
          <bdi className="font-semibold">{name}</bdi> {t(`files.${problem}`)}
        </Note>
      ))}
    </div>
  );
}

function Patterns({ checked, literal }: { readonly checked: CheckedDraft; readonly literal: boolean }) {
  const { adding } = useApp();
  const { t, integer } = useWords();
  const { batches, count } = checked.expanded;
  const hasBrackets = batches.length > 0 || literal;
  if (!hasBrackets) return null;
  return (
    <Note icon={checked.tooMany ? 'alert' : 'info'} testId="batch-note">
      <div className="min-w-0 flex-1">
        {literal && <p>{t('batch.literal')}</p>}
        {checked.tooMany && <p>{t('batch.tooMany', { total: integer(count), most: integer(MAX_LINKS) })}</p>}
        {!literal &&
          batches.slice(0, SHOWN).map((batch) => (
            <p key={batch.pattern} className="wrap-anywhere">
              {t('batch.stands', {
                first: batch.first,
                last: batch.last,
                count: batch.count,
                total: integer(batch.count),
              })}
            </p>
          ))}
      </div>
      <Button
        small
        data-testid="batch-literal"
        onClick={() => {
          adding.change({ literal: !literal });
        }}
      >
        {literal ? t('batch.expand') : t('batch.asIs')}
      </Button>
    </Note>
  );
}

const ICONS = { alert: CircleAlert, info: Info, terminal: Terminal } as const;

function Note({
  icon,
  testId,
  children,
}: {
  readonly icon: keyof typeof ICONS;
  readonly testId: string;
  readonly children: ReactNode;
}) {
  const Icon = ICONS[icon];
  return (
    <div
      className={`flex items-start gap-2 rounded-lg bg-field px-3 py-2 text-xs ${icon === 'alert' ? 'text-fail' : ''}`}
      data-testid={testId}
    >
      <Icon aria-hidden size={14} className="mt-px flex-none" />
      <div className="flex min-w-0 flex-1 items-start gap-2">{children}</div>
    </div>
  );
}
