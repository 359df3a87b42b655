import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp, useTotals, useUi, useView, useWords } from '../context.tsx';
import { Button } from '../ui/Button.tsx';

/** Why the list shows nothing. */
export function Empty() {
  const { t } = useWords();
  const { view } = useApp();
  const { filter, group, query } = useView((state) => state);
  const nothingAtAll = useTotals((totals) => totals.counts.all === 0);
  if (nothingAtAll) return <FirstRun />;
  if (query.trim() !== '') {
    return (
      <Quiet text={t('empty.search', { query: query.trim() })}>
        <Button
          onClick={() => {
            view.setState({ query: '' });
          }}
        >
          {t('top.clearSearch')}
        </Button>
      </Quiet>
    );
  }
  if (group !== null) return <Quiet text={group.kind === 'queue' ? t('queue.empty') : t('category.empty')} />;
  return <Quiet text={filter === 'all' ? '' : t(`empty.${filter}`)} />;
}

function Quiet({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <div
      className="flex flex-1 flex-col items-center justify-center gap-4 p-8 text-center text-muted"
      data-testid="empty"
    >
      <p>{text}</p>
      {children}
    </div>
  );
}

function FirstRun() {
  const { t } = useWords();
  const { ui } = useApp();
  const mac = useUi((state) => state.info?.platform === 'darwin');
  return (
    <div className="flex flex-1 flex-col items-center justify-center p-8 pb-20 text-center" data-testid="empty">
      <GateDrawing />
      <h2 className="mt-6 text-lg font-semibold">{t('empty.title')}</h2>
      <p className="mt-2 max-w-100 text-muted">{t('empty.text', { shortcut: mac ? '⌘V' : 'Ctrl+V' })}</p>
      <Button
        kind="primary"
        icon={Plus}
        className="mt-6"
        onClick={() => {
          ui.openAdd();
        }}
      >
        {t('empty.add')}
      </Button>
    </div>
  );
}

/** The mark, drawn large: a gate over parallel channels, each let through as far as it has come. */
function GateDrawing() {
  const channels = [34, 62, 20, 48, 70];
  return (
    <svg aria-hidden width="176" height="112" viewBox="0 0 176 112" fill="none">
      <rect x="24" y="8" width="128" height="6" rx="3" fill="var(--ink-faint)" opacity="0.5" />
      {channels.map((filled, index) => {
        const x = 36 + index * 22;
        return (
          <g key={x}>
            <rect x={x} y="22" width="14" height="82" rx="3" fill="var(--seg-track)" />
            <rect x={x} y="22" width="14" height={filled} rx="3" fill="var(--seg-done)" />
            <rect x={x} y={22 + filled - 6} width="14" height="6" rx="2" fill="var(--seg-head)" />
          </g>
        );
      })}
    </svg>
  );
}
