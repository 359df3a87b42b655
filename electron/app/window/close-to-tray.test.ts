import { expect, test } from 'vitest';
import { closingOf, type Closing } from './close-to-tray.ts';

test.each<[boolean, boolean, boolean, NodeJS.Platform, Closing]>([
  // closeToTray, explained, active, platform
  [true, false, true, 'linux', 'explain'],
  [true, true, true, 'linux', 'hide'],
  [true, true, true, 'win32', 'hide'],
  [true, true, false, 'linux', 'quit'],
  [true, false, false, 'linux', 'quit'],
  [false, true, true, 'linux', 'quit'],
  [false, false, true, 'win32', 'quit'],
  [false, false, false, 'darwin', 'hide'],
  [true, false, true, 'darwin', 'hide'],
])(
  'setting %s, explained %s, active %s on %s: %s',
  (closeToTray, closeToTrayExplained, isActive, platform, closing) => {
    expect(closingOf({ closeToTray, closeToTrayExplained }, isActive, platform)).toBe(closing);
  },
);
