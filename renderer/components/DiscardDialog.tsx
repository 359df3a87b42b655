import { useState } from 'react';
import type { DownloadSnapshot } from '../../shared/download.ts';
import { useApp, useWords } from './context.tsx';
import { Button } from './ui/Button.tsx';
import { Sheet } from './ui/Sheet.tsx';

type Kind = 'cancel' | 'failed' | 'remove' | 'mixed';

function kindOf(rows: readonly DownloadSnapshot[]): Kind {
  if (rows.every((row) => row.status === 'finished')) return 'remove';
  if (rows.every((row) => row.status === 'failed')) return 'failed';
  return rows.some((row) => row.status === 'finished' || row.status === 'failed') ? 'mixed' : 'cancel';
}

const LABELS = {
  cancel: { keep: 'discard.keepPart', drop: 'discard.deletePart', text: 'discard.cancelText' },
  failed: { keep: 'discard.keepPartFailed', drop: 'discard.deletePartFailed', text: 'discard.cancelText' },
  remove: { keep: 'discard.listOnly', drop: 'discard.trash', text: 'discard.removeText' },
  mixed: { keep: 'discard.keepAll', drop: 'discard.deleteAll', text: 'discard.mixedText' },
} as const;

const SHOWN = 4;

/** Before downloads leave the list: what becomes of their files. */
export function DiscardDialog({ ids }: { readonly ids: readonly string[] }) {
  const { ui, actions } = useApp();
  const words = useWords();
  const { t } = words;
  // As they were when asked: the question does not change under the reader's eyes.
  const [rows] = useState(() => actions.rowsOf(ids));
  const kind = kindOf(rows);
  const count = rows.length;
  const cancels = kind === 'cancel';
  const title =
    count === 1
      ? t(cancels ? 'discard.cancelOne' : 'discard.removeOne')
      : t(cancels ? 'discard.cancelMany' : 'discard.removeMany', { count });
  const finish = (files: 'keep' | 'delete') => (): void => {
    ui.closeSheet();
    void actions.discard(rows, files);
  };
  return (
    <Sheet title={title} testId="discard-dialog" width={480} onClose={ui.closeSheet}>
      <div className="px-5 py-4">
        <ul className="flex flex-col gap-1">
          {rows.slice(0, SHOWN).map((row) => (
            <li key={row.id} className="flex items-baseline justify-between gap-4">
              <span className="truncate font-semibold">{row.fileName}</span>
              <span className="flex-none text-xs text-muted tabular-nums">
                {row.status === 'finished'
                  ? words.bytes(row.sizeBytes ?? row.receivedBytes)
                  : t('discard.received', { amount: words.bytes(row.receivedBytes) })}
              </span>
            </li>
          ))}
          {count > SHOWN && <li className="text-xs text-muted">{t('discard.more', { count: count - SHOWN })}</li>}
        </ul>
        <p className="mt-3 text-sm text-muted">{t(LABELS[kind].text)}</p>
      </div>
      <footer className="flex flex-none flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
        <Button kind="ghost" data-testid="discard-back" onClick={ui.closeSheet}>
          {t('discard.back')}
        </Button>
        <div className="flex-1" />
        <Button kind="danger" data-testid="discard-delete" onClick={finish('delete')}>
          {t(LABELS[kind].drop)}
        </Button>
        <Button data-autofocus data-testid="discard-keep" onClick={finish('keep')}>
          {t(LABELS[kind].keep)}
        </Button>
      </footer>
    </Sheet>
  );
}
