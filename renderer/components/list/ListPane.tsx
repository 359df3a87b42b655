import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useApp, useIds, useTotals } from '../context.tsx';
import { DownloadList } from './DownloadList.tsx';
import { Empty } from './Empty.tsx';
import { ListHeader } from './ListHeader.tsx';
import { LoadState, StaleBanner } from './LoadState.tsx';
import { StandingNotices } from './StandingNotices.tsx';
import { UpdateNotice } from '../update/UpdateNotice.tsx';

/** `children`: the edges by which its width is changed. */
export function ListPane({ children }: { readonly children?: ReactNode }) {
  const { feed } = useApp();
  const phase = useStore(feed.store, (state) => state.phase);
  const failure = useStore(feed.store, (state) => state.failure);
  const known = useStore(feed.store, (state) => state.phase === 'ready' || state.downloads.length > 0);
  const empty = useIds().length === 0;
  const nothing = useTotals((totals) => totals.counts.all === 0);
  return (
    <main className="pane relative flex min-h-0 min-w-0 flex-col bg-surface">
      {known ? (
        <>
          {!nothing && <ListHeader />}
          {phase === 'failed' && <StaleBanner />}
          <StandingNotices />
          <UpdateNotice />
          {empty ? <Empty /> : <DownloadList />}
        </>
      ) : (
        <LoadState phase={phase} failure={failure} />
      )}
      {children}
    </main>
  );
}
