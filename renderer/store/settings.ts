import { createStore, type StoreApi } from 'zustand/vanilla';
import { settingsSchema, type Settings, type SettingsPatch } from '../../shared/settings.ts';
import type { Bridge } from '../bridge.ts';

export interface SettingsState {
  readonly settings: Settings;
  /** `false` while the defaults stand in for what has not been read yet. */
  readonly known: boolean;
}

export interface SettingsHolder {
  readonly store: StoreApi<SettingsState>;
  start(): () => void;
  /** Shown at once, taken back when the main process refuses. @throws {SluiceError} */
  update(patch: SettingsPatch): Promise<void>;
}

export function createSettings(bridge: Bridge): SettingsHolder {
  const store = createStore<SettingsState>(() => ({ settings: settingsSchema.parse({}), known: false }));
  // What is as it was stays the same object: each answer is parsed anew, and much is computed from parts of it.
  const take = (settings: Settings): void => {
    const before: Record<string, unknown> = store.getState().settings;
    const kept = Object.entries(settings).filter(
      ([key, value]) => JSON.stringify(before[key]) === JSON.stringify(value),
    );
    const same = Object.fromEntries(kept.map(([key]) => [key, before[key]]));
    store.setState({ settings: { ...settings, ...same }, known: true });
  };
  return {
    store,
    start() {
      const stop = bridge.on('settings:changed', take);
      // Without an answer the defaults stay: the feed is what tells that the main process is silent.
      bridge.command('settings:get').then(take, () => undefined);
      return stop;
    },
    async update(patch) {
      const { settings: before, known } = store.getState();
      const defined = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      store.setState({ settings: { ...before, ...defined } });
      try {
        take(await bridge.command('settings:update', patch));
      } catch (thrown) {
        store.setState({ settings: before, known });
        throw thrown;
      }
    },
  };
}
