import type { KeyValues } from '../../library/index.ts';
import type { Clock } from '../clock.ts';
import { isGraspable, placeWindow, type Rectangle, type WindowMemory } from './bounds.ts';
import { placeFor, rememberPlace, screensKey } from './places.ts';

/** The window as it is moved about. */
export interface MovableWindow {
  isGone(): boolean;
  /** Where it stands when it is neither maximized nor full; `null` while that cannot be told. */
  place(): WindowMemory | null;
  put(bounds: Rectangle): void;
}

export interface ScreensOptions {
  readonly window: MovableWindow;
  readonly memory: KeyValues;
  readonly clock: Clock;
  /** Of all screens, the primary one first. */
  readonly screens: () => readonly { readonly bounds: Rectangle; readonly workArea: Rectangle }[];
}

/** After the last of a row of moves, or of changes of screens, in ms. */
const REST_MS = 500;

export interface ScreensWatch {
  /** The window was moved, by people or by the system. */
  moved(): void;
  /** A screen came, went or changed. */
  changed(): void;
  close(): void;
}

/**
 * Keeps the window's place for each set of screens, and puts it there when that set is back; a window that no screen shows any
 * more comes to one.
 */
export function watchScreens({ window, memory, clock, screens }: ScreensOptions): ScreensWatch {
  const keyNow = (): string => screensKey(screens().map(({ bounds }) => bounds));
  let key = keyNow();
  let callOffMove: (() => void) | null = null;
  let callOffChange: (() => void) | null = null;

  function remember(): void {
    callOffMove = null;
    const place = window.isGone() ? null : window.place();
    // While screens change the system moves windows; where it puts them is nobody's wish.
    if (place !== null && keyNow() === key) rememberPlace(memory, key, place);
  }
  function settle(): void {
    callOffChange = null;
    if (window.isGone()) return;
    const now = keyNow();
    const isSame = now === key;
    key = now;
    const known = isSame ? null : placeFor(memory, now);
    const place = known ?? window.place();
    if (place === null) return;
    const areas = screens().map(({ workArea }) => workArea);
    if (known === null && areas.some((area) => isGraspable(place, area))) return;
    const [primary] = areas;
    const put = placeWindow(place, areas);
    window.put({ x: primary?.x ?? 0, y: primary?.y ?? 0, ...put });
  }
  return {
    moved() {
      callOffMove?.();
      callOffMove = clock.after(REST_MS, remember);
    },
    changed() {
      callOffChange?.();
      callOffChange = clock.after(REST_MS, settle);
    },
    close() {
      callOffMove?.();
      callOffChange?.();
    },
  };
}
