import type { PageCommand } from './ipc/desktop.ts';

/**
 * The keyboard, in one place: the menus take their accelerators from here, the window its handlers, and the help sheet
 * lists it. Keys are written as Electron's accelerators; `CmdOrCtrl` is Cmd on macOS and Ctrl elsewhere.
 */
export const SHORTCUT_GROUPS = ['app', 'list', 'window'] as const;
export type ShortcutGroup = (typeof SHORTCUT_GROUPS)[number];

interface Shortcut {
  readonly group: ShortcutGroup;
  readonly keys: readonly [string, ...string[]];
  /** Instead of `keys` on macOS. */
  readonly mac?: readonly [string, ...string[]];
  /** What the window does for it wherever the focus is, no sheet being open. */
  readonly page?: PageCommand | 'add';
}

export const SHORTCUTS = {
  add: { group: 'app', keys: ['CmdOrCtrl+N'], page: 'add' },
  addFromClipboard: { group: 'app', keys: ['CmdOrCtrl+Shift+N'] },
  paste: { group: 'app', keys: ['CmdOrCtrl+V'] },
  find: { group: 'app', keys: ['CmdOrCtrl+F', 'CmdOrCtrl+K'], page: 'find' },
  settings: { group: 'app', keys: ['CmdOrCtrl+,'], page: 'settings' },
  help: { group: 'app', keys: ['F1', '?'], page: 'help' },
  log: { group: 'app', keys: ['CmdOrCtrl+Shift+L'], page: 'log' },
  move: { group: 'list', keys: ['Up', 'Down', 'PageUp', 'PageDown', 'Home', 'End'] },
  extend: { group: 'list', keys: ['Shift+Up', 'Shift+Down'] },
  reorder: { group: 'list', keys: ['Alt+Up', 'Alt+Down', 'Alt+Home', 'Alt+End'] },
  columnPlace: { group: 'list', keys: ['Alt+Left', 'Alt+Right'] },
  columnWidth: { group: 'list', keys: ['Shift+Left', 'Shift+Right'] },
  selectAll: { group: 'list', keys: ['CmdOrCtrl+A'] },
  unselect: { group: 'list', keys: ['Escape'] },
  open: { group: 'list', keys: ['Enter'] },
  togglePause: { group: 'list', keys: ['Space'] },
  toggle: { group: 'list', keys: ['CmdOrCtrl+Space'] },
  remove: { group: 'list', keys: ['Delete'], mac: ['Cmd+Backspace', 'Delete'] },
  details: { group: 'window', keys: ['CmdOrCtrl+I'], page: 'details' },
  close: { group: 'window', keys: ['CmdOrCtrl+W'] },
  zoomIn: { group: 'window', keys: ['CmdOrCtrl+Plus'] },
  zoomOut: { group: 'window', keys: ['CmdOrCtrl+-'] },
  actualSize: { group: 'window', keys: ['CmdOrCtrl+0'] },
  fullScreen: { group: 'window', keys: ['F11'], mac: ['Ctrl+Cmd+F'] },
  quit: { group: 'window', keys: ['CmdOrCtrl+Q'] },
} as const satisfies Record<string, Shortcut>;
export type ShortcutName = keyof typeof SHORTCUTS;
export const SHORTCUT_NAMES = Object.keys(SHORTCUTS) as readonly ShortcutName[];

export function keysOf(name: ShortcutName, isMac: boolean): readonly string[] {
  const shortcut: Shortcut = SHORTCUTS[name];
  return (isMac && shortcut.mac) || shortcut.keys;
}

/** What is asked of a key press. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

function matches(accelerator: string, press: KeyPress, isMac: boolean): boolean {
  const parts = accelerator.split('+');
  const key = parts.at(-1) ?? '';
  const wantsCommand = parts.includes('CmdOrCtrl');
  const command = isMac ? press.metaKey : press.ctrlKey;
  const other = isMac ? press.ctrlKey : press.metaKey;
  if (press.altKey || other || command !== wantsCommand) return false;
  // Where a sign like `?` lies, and whether it takes Shift, is the layout's affair.
  const isSign = key.length === 1 && !/[a-z]/i.test(key);
  if (!isSign && press.shiftKey !== parts.includes('Shift')) return false;
  return press.key.toLowerCase() === key.toLowerCase();
}

/** Which of the window's own commands a key press asks for. */
export function pageCommandOf(press: KeyPress, isMac: boolean): PageCommand | 'add' | null {
  for (const name of SHORTCUT_NAMES) {
    const { page }: Shortcut = SHORTCUTS[name];
    if (page !== undefined && keysOf(name, isMac).some((keys) => matches(keys, press, isMac))) return page;
  }
  return null;
}

const MAC_SIGNS: Readonly<Record<string, string>> = {
  CmdOrCtrl: '⌘',
  Cmd: '⌘',
  Ctrl: '⌃',
  Shift: '⇧',
  Alt: '⌥',
  Backspace: '⌫',
};
const SIGNS: Readonly<Record<string, string>> = {
  CmdOrCtrl: 'Ctrl',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
  Plus: '+',
};

/** The keys one by one, as they are printed on a keyboard: `['Ctrl', 'N']`, `['⌘', 'N']`. */
export const printedKeys = (accelerator: string, isMac: boolean): string[] =>
  accelerator.split('+').map((key) => (isMac ? MAC_SIGNS[key] : undefined) ?? SIGNS[key] ?? key);
