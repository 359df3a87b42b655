import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../bridge.ts';
import { linkKey } from '../links/duplicates.ts';
import type { Feed } from './feed.ts';
import type { SettingsHolder } from './settings.ts';
import type { Ui } from './ui.ts';

interface Parts {
  readonly bridge: Bridge;
  readonly feed: Feed;
  readonly settings: SettingsHolder;
  readonly ui: Ui;
}

/** Links that another program has copied, until they are taken or waved off. */
export interface ClipboardSide {
  readonly store: StoreApi<{ readonly links: readonly string[] }>;
  /** Opens the add sheet with them. */
  take(): void;
  dismiss(): void;
  start(): () => void;
}

export function createClipboard({ bridge, feed, settings, ui }: Parts): ClipboardSide {
  const store = createStore<{ readonly links: readonly string[] }>(() => ({ links: [] }));
  const dismiss = (): void => {
    store.setState({ links: [] });
  };
  return {
    store,
    take() {
      const text = store.getState().links.join('\n');
      dismiss();
      if (text !== '') ui.openAdd(text);
    },
    dismiss,
    start() {
      const stops = [
        bridge.on('clipboard:links', ({ links }) => {
          const listed = new Set(feed.store.getState().downloads.map(({ url }) => linkKey(url)));
          const fresh = links.filter((link) => !listed.has(linkKey(link)));
          if (fresh.length > 0) store.setState({ links: fresh });
        }),
        settings.store.subscribe((state) => {
          if (!state.settings.watchClipboard && store.getState().links.length > 0) dismiss();
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
