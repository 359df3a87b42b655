import { parseSettings, type Settings, type SettingsPatch } from '../../shared/settings.ts';
import type { KeyValues } from './key-values.ts';

export interface SettingsStore {
  get(): Settings;
  /** Stores the given settings and returns all of them. Listeners are told when one really changed. */
  update(patch: SettingsPatch): Settings;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (settings: Settings) => void): () => void;
}

/** Of values that are stored as JSON. */
const equal = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

export function createSettingsStore(values: KeyValues): SettingsStore {
  let current = parseSettings(values.all());
  const listeners = new Set<(settings: Settings) => void>();
  return {
    get: () => current,
    update(patch) {
      const changed = Object.entries(patch).filter(
        ([key, value]) => value !== undefined && !equal(value, current[key as keyof Settings]),
      );
      if (changed.length === 0) return current;
      values.set(Object.fromEntries(changed));
      current = parseSettings({ ...current, ...Object.fromEntries(changed) });
      for (const listener of listeners) listener(current);
      return current;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
