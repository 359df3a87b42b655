import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { useApp, useRow, useTotals, useUi, useWords } from '../context.tsx';
import { IconButton } from '../ui/Button.tsx';
import { DownloadDetail } from './DownloadDetail.tsx';
import { ManyDetail, Overview } from './Overview.tsx';

/** Beside the list in a wide window (unless put away), over it in a narrow one (when asked for). */
export function DetailPanel() {
  const { ui, selection } = useApp();
  const { t } = useWords();
  const beside = useUi((state) => state.details);
  const over = useUi((state) => state.detailsOver);
  const empty = useTotals((totals) => totals.counts.all === 0);
  const count = useStore(selection, (state) => state.selected.size);
  const only = useStore(selection, ({ selected }) => (selected.size === 1 ? [...selected][0] : undefined));
  if (empty || (!beside && !over)) return null;
  const shown = `${beside ? '' : 'wide:hidden'} ${over ? '' : 'max-wide:hidden'}`;
  return (
    <aside className={`detail ${shown}`} aria-label={t('detail.label')} data-testid="detail">
      <IconButton
        small
        kind="ghost"
        icon={X}
        label={t('list.hideDetails')}
        className="absolute! end-3 top-3 text-muted wide:hidden!"
        onClick={() => {
          ui.store.setState({ detailsOver: false });
        }}
      />
      {only === undefined ? count > 1 ? <ManyDetail /> : <Overview /> : <SingleDetail key={only} id={only} />}
    </aside>
  );
}

function SingleDetail({ id }: { readonly id: string }) {
  const download = useRow(id);
  return download ? <DownloadDetail download={download} /> : <Overview />;
}
