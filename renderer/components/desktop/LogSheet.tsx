import { Copy, RotateCw } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { LogEntry } from '../../../shared/ipc/desktop.ts';
import { useApp, useWords } from '../context.tsx';
import { copyText } from '../copy.ts';
import { Button } from '../ui/Button.tsx';
import { Sheet } from '../ui/Sheet.tsx';

/** What happened in this run, without secrets, to read and to pass on. */
export function LogSheet() {
  const { ui, desktop } = useApp();
  const { t, clock } = useWords();
  const [entries, setEntries] = useState<readonly LogEntry[] | null>([]);
  const [copied, setCopied] = useState(false);
  const read = useCallback(() => {
    void desktop.readLog().then(setEntries);
  }, [desktop]);
  useEffect(read, [read]);
  const text = (entries ?? []).map(({ at, text: what }) => `${new Date(at).toISOString()} ${what}`).join('\n');
  return (
    <Sheet title={t('log.title')} testId="log-sheet" width={760} onClose={ui.closeSheet} closesOutside>
      <div className="min-h-40 flex-1 overflow-y-auto px-5 py-3" tabIndex={0} aria-label={t('log.title')} role="region">
        {entries === null && <p className="text-fail">{t('log.unreadable')}</p>}
        {entries?.length === 0 && <p className="py-8 text-center text-muted">{t('log.empty')}</p>}
        <ol className="selectable font-mono text-2xs leading-5">
          {entries?.map((entry, index) => (
            <li key={index} className="flex gap-3">
              <time className="flex-none text-muted" dateTime={new Date(entry.at).toISOString()}>
                {clock(entry.at)}
              </time>
              <span className="min-w-0 whitespace-pre-wrap wrap-anywhere">{entry.text}</span>
            </li>
          ))}
        </ol>
      </div>
      <footer className="flex flex-none items-center justify-between gap-3 border-t border-line px-5 py-3">
        <span className="text-xs text-muted">{t('log.note')}</span>
        <span className="flex gap-2">
          <Button icon={RotateCw} onClick={read}>
            {t('log.again')}
          </Button>
          <Button
            icon={Copy}
            kind="primary"
            data-testid="log-copy"
            disabled={text === ''}
            onClick={() => {
              void copyText(text).then(() => {
                setCopied(true);
              });
            }}
          >
            {copied ? t('action.copied') : t('log.copy')}
          </Button>
        </span>
      </footer>
    </Sheet>
  );
}
