import type { i18n as I18n } from 'i18next';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BasketState } from '../../shared/ipc/basket.ts';
import { settingsSchema, type Settings } from '../../shared/settings.ts';
import type { Bridge } from '../bridge.ts';
import { chooseLanguage, createI18n } from '../i18n/index.ts';
import type { Dropped } from '../links/drop.ts';
import { readLinkFiles } from './read-link-files.ts';

export interface BasketView {
  readonly totals: BasketState;
  readonly theme: Settings['theme'];
  /** What the system prefers, for numbers (BCP 47). */
  readonly languages: readonly string[];
  /** The last drop came to nothing: it could not be handed over. */
  readonly failed: boolean;
}

/** Everything behind the page of the drop basket, without React. */
export interface BasketSide {
  readonly store: StoreApi<BasketView>;
  readonly i18n: I18n;
  open(): void;
  putAway(): void;
  /** Hands it to the window's add sheet. */
  drop(dropped: Dropped): Promise<void>;
  /** Subscribes to the main process. Returns the function that ends it. */
  start(): () => void;
}

const IDLE: BasketState = { active: 0, failed: 0, bytesPerSecond: 0, fraction: null };

export function createBasket(bridge: Bridge, systemLanguages: readonly string[]): BasketSide {
  const i18n = createI18n(chooseLanguage('system', systemLanguages));
  const store = createStore<BasketView>(() => ({
    totals: IDLE,
    theme: settingsSchema.parse({}).theme,
    languages: systemLanguages,
    failed: false,
  }));
  const takeTotals = (totals: BasketState): void => {
    store.setState({ totals });
  };
  function takeSettings({ theme, language }: Settings): void {
    store.setState({ theme });
    const chosen = chooseLanguage(language, store.getState().languages);
    if (chosen !== i18n.language) void i18n.changeLanguage(chosen);
  }
  // Nobody is told when it fails: the window that would say so did not come up.
  const ask = (name: 'basket:open' | 'basket:put-away'): void => void bridge.command(name).catch(() => undefined);

  return {
    store,
    i18n,
    open: () => {
      ask('basket:open');
    },
    putAway: () => {
      ask('basket:put-away');
    },
    async drop({ text, files }) {
      try {
        const found = files.length > 0 ? await readLinkFiles(bridge, files) : undefined;
        if (text !== '' || found) await bridge.command('basket:drop', { text, found });
        store.setState({ failed: false });
      } catch {
        store.setState({ failed: true });
      }
    },
    start() {
      const stops = [bridge.on('basket:changed', takeTotals), bridge.on('settings:changed', takeSettings)];
      bridge.command('basket:state').then(takeTotals, () => undefined);
      void bridge
        .command('app:info')
        .then(({ languages }) => {
          store.setState({ languages });
        })
        .catch(() => undefined)
        .then(() => bridge.command('settings:get'))
        .then(takeSettings, () => undefined);
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
