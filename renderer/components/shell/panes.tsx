import { useState, type CSSProperties } from 'react';
import { DETAIL_WIDTH, SIDEBAR_WIDTH } from '../../../shared/settings/view.ts';
import { useApp, useSetting, useTotals, useUi, useWords } from '../context.tsx';
import { Splitter } from './Splitter.tsx';

const PANES = {
  sidebar: { setting: 'sidebarWidth', limits: SIDEBAR_WIDTH, side: 'start' },
  detail: { setting: 'detailWidth', limits: DETAIL_WIDTH, side: 'end' },
} as const;
type Pane = keyof typeof PANES;

/** The widths of the panes beside the list, as properties of the window, and the edges by which they are changed. */
export function usePanes() {
  const { actions } = useApp();
  const { t } = useWords();
  const kept = { sidebar: useSetting('sidebarWidth'), detail: useSetting('detailWidth') };
  const [shown, setShown] = useState<Partial<Record<Pane, number>>>({});
  const beside = useUi((state) => state.details);
  const empty = useTotals((totals) => totals.counts.all === 0);
  const widths = { ...kept, ...shown };
  const style = { '--sidebar': `${String(widths.sidebar)}px`, '--detail': `${String(widths.detail)}px` };
  const splitter = (pane: Pane) => {
    const { setting, limits, side } = PANES[pane];
    return (
      <Splitter
        label={t(`panes.${pane}`)}
        width={widths[pane]}
        limits={limits}
        side={side}
        testId={`splitter-${pane}`}
        onPreview={(width) => {
          setShown({ [pane]: width });
        }}
        onKeep={(width) => {
          void actions.changeSettings({ [setting]: width });
          setShown({});
        }}
      />
    );
  };
  return {
    style: style as CSSProperties,
    sidebar: splitter('sidebar'),
    detail: beside && !empty && splitter('detail'),
  };
}
