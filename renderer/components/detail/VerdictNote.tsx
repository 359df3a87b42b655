import { Gauge } from 'lucide-react';
import { useStore } from 'zustand';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import { spokenVerdict } from '../../i18n/verdict.ts';
import { useApp, useWords } from '../context.tsx';
import { useSteady } from '../steady.ts';

/** What holds a running download back. */
export function VerdictNote({ download }: { readonly download: DownloadSnapshot }) {
  const words = useWords();
  const settings = useStore(useApp().settings.store, (state) => state.settings);
  const verdict = spokenVerdict(useSteady(download, 1000), settings, words);
  if (verdict === null) return null;
  return (
    <div className="mt-4 flex gap-2.5 rounded-lg bg-field px-3 py-2.5 text-xs" data-testid="verdict">
      <Gauge aria-hidden size={15} strokeWidth={1.75} className="mt-px flex-none text-accent-text" />
      <p>
        <b className="font-semibold">{verdict.what}</b> <span className="text-muted">{verdict.why}</span>
      </p>
    </div>
  );
}
