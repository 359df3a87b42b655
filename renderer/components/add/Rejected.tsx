import { CircleAlert } from 'lucide-react';
import type { AddResult } from '../../../shared/ipc/add.ts';
import type { Failure } from '../../../shared/failures.ts';
import { useWords } from '../context.tsx';

/** What became of the last try: how many were added, and each link that was not, with its reason. */
export function Rejected({ result }: { readonly result: AddResult }) {
  const { t } = useWords();
  const { added, rejected } = result;
  return (
    <div role="alert" className="rounded-lg bg-field px-3 py-2.5 text-xs" data-testid="add-rejected">
      {added.length > 0 && <p className="mb-1 text-done">{t('add.addedSome', { count: added.length })}</p>}
      <p className="font-semibold">{t('add.rejected', { count: rejected.length })}</p>
      <ul className="mt-1 flex max-h-40 flex-col gap-2 overflow-y-auto">
        {rejected.map(({ url, failure }) => (
          <li key={url}>
            <span className="selectable block truncate">{url}</span>
            <span className="text-fail">{t(`failures.${failure.code}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The whole request failed: nothing was added. */
export function Refused({ failure }: { readonly failure: Failure }) {
  const { t } = useWords();
  return (
    <div
      role="alert"
      className="flex gap-2 rounded-lg bg-field px-3 py-2.5 text-xs text-fail"
      data-testid="add-refused"
    >
      <CircleAlert aria-hidden size={14} className="mt-px flex-none" />
      <div>
        <p>{t(`failures.${failure.code}`)}</p>
        {failure.detail !== '' && <p className="font-mono text-2xs wrap-anywhere text-muted">{failure.detail}</p>}
      </div>
    </div>
  );
}
