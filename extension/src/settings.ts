/** What the options page sets, and the per-site switches. Kept in the browser's local storage. */
export interface ExtensionSettings {
  /** Take over downloads that the browser begins. */
  readonly takeOver: boolean;
  /** Smaller ones stay with the browser. Bytes. */
  readonly minimumBytes: number;
  /** File name extensions without dots, lower case. Empty: every type. */
  readonly types: readonly string[];
  /** Held while clicking, it leaves the download to the browser. */
  readonly bypassKey: 'alt' | 'shift' | 'control' | 'none';
  /** Hosts whose downloads are left to the browser. */
  readonly sitesOff: readonly string[];
}

export const DEFAULTS: ExtensionSettings = {
  takeOver: true,
  minimumBytes: 2 ** 20,
  types: [],
  bypassKey: 'alt',
  sitesOff: [],
};

const BYPASS_KEYS: readonly unknown[] = ['alt', 'shift', 'control', 'none'];
const strings = (value: unknown): readonly string[] | null =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;

/** Field by field: a damaged value costs itself only. */
export function parseSettings(stored: Readonly<Record<string, unknown>>): ExtensionSettings {
  const { takeOver, minimumBytes, bypassKey } = stored;
  return {
    takeOver: typeof takeOver === 'boolean' ? takeOver : DEFAULTS.takeOver,
    minimumBytes:
      typeof minimumBytes === 'number' && Number.isSafeInteger(minimumBytes) && minimumBytes >= 0
        ? minimumBytes
        : DEFAULTS.minimumBytes,
    types: strings(stored['types']) ?? DEFAULTS.types,
    bypassKey: BYPASS_KEYS.includes(bypassKey) ? (bypassKey as ExtensionSettings['bypassKey']) : DEFAULTS.bypassKey,
    sitesOff: strings(stored['sitesOff']) ?? DEFAULTS.sitesOff,
  };
}

/** `zip, .ISO 7z` → `['zip', 'iso', '7z']`. */
export const parseTypes = (text: string): string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(/[\s,;]+/)
      .map((type) => type.replace(/^\*?\./, ''))
      .filter((type) => /^[a-z0-9]{1,16}$/.test(type)),
  ),
];
