import { BrowserWindow, nativeTheme } from 'electron';
import type { EventName, EventPayload } from '../../../shared/ipc/contract.ts';
import type { CommandHandlers } from '../../ipc/dispatcher.ts';
import { sendEvent } from '../../ipc/serve.ts';
import type { KeyValues, SettingsStore } from '../../library/index.ts';
import type { Clock } from '../clock.ts';
import type { Activity, Totals } from '../desktop/activity.ts';
import type { Environment } from '../environment.ts';
import type { Page } from '../window/page.ts';
import { whenDrawn } from '../window/reveal.ts';
import { workAreas } from '../window/settle.ts';
import { pagePreferences, surface, watchCrashes } from '../window/window.ts';
import type { Words } from '../words/index.ts';
import { BASKET_SIZE, basketMemorySchema, placeBasket } from './place.ts';

const MEMORY_KEY = 'basket';
/** After it was moved for the last time, in ms, its place is written down. */
const REST_MS = 500;

export interface BasketOptions {
  readonly environment: Pick<Environment, 'page' | 'preload' | 'isDevelopment'>;
  readonly settings: SettingsStore;
  readonly memory: KeyValues;
  readonly activity: Activity;
  readonly clock: Clock;
  readonly words: () => Words;
  readonly openAdd: Page['openAdd'];
  readonly show: () => void;
  readonly onCrash: (reason: string) => void;
}

type Names = 'basket:state' | 'basket:open' | 'basket:drop' | 'basket:put-away';

export interface Basket {
  /** `null` while it is put away. */
  window(): BrowserWindow | null;
  readonly handlers: Pick<CommandHandlers, Names>;
  close(): void;
}

const stateOf = ({ active, failed, bytesPerSecond, fraction }: Totals) => ({
  active,
  failed,
  bytesPerSecond,
  fraction,
});

/** The drop basket: a small window above all others that takes links and shows total progress, while its setting is on. */
export function createBasket(options: BasketOptions): Basket {
  const { environment, settings, memory, activity, clock, words, openAdd, show, onCrash } = options;
  let window: BrowserWindow | null = null;
  let callOff: (() => void) | null = null;

  function tell<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    if (window !== null) sendEvent(window, name, payload);
  }

  function remember(): void {
    callOff?.();
    callOff = null;
    if (window === null || window.isDestroyed()) return;
    const { x, y } = window.getBounds();
    memory.set({ [MEMORY_KEY]: { x, y } });
  }
  function open(): void {
    const parsed = basketMemorySchema.safeParse(memory.all()[MEMORY_KEY]);
    const basket = new BrowserWindow({
      ...BASKET_SIZE,
      ...placeBasket(parsed.success ? parsed.data : null, workAreas()),
      title: words().basket,
      show: false,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      backgroundColor: surface(),
      webPreferences: pagePreferences(environment),
    });
    window = basket;
    basket.setVisibleOnAllWorkspaces(true);
    // The catalogue's name for it stays; the page has none of its own.
    basket.on('page-title-updated', (event) => event.preventDefault());
    // It never takes the keyboard from what is being done.
    whenDrawn(basket, clock, () => basket.showInactive());
    basket.on('move', () => {
      callOff?.();
      callOff = clock.after(REST_MS, remember);
    });
    basket.on('close', (event) => {
      event.preventDefault();
      settings.update({ dropBasket: false });
    });
    watchCrashes(basket, onCrash);
    void basket.loadURL(new URL('basket.html', environment.page).href);
  }
  function putAway(): void {
    const basket = window;
    if (callOff !== null) remember();
    window = null;
    basket?.destroy();
  }
  function look(): void {
    const { dropBasket } = settings.get();
    if (dropBasket && window === null) open();
    else if (!dropBasket && window !== null) putAway();
  }
  const onTheme = (): void => {
    if (window !== null && !window.isDestroyed()) window.setBackgroundColor(surface());
  };
  nativeTheme.on('updated', onTheme);
  const stops = [
    settings.subscribe((changed) => {
      look();
      window?.setTitle(words().basket);
      tell('settings:changed', changed);
    }),
    activity.subscribe((totals) => tell('basket:changed', stateOf(totals))),
  ];
  look();

  return {
    window: () => window,
    handlers: {
      'basket:state': () => stateOf(activity.totals()),
      'basket:open'() {
        show();
        return undefined;
      },
      'basket:drop'({ text, found }) {
        openAdd(text, found);
        return undefined;
      },
      'basket:put-away'() {
        settings.update({ dropBasket: false });
        return undefined;
      },
    },
    close() {
      nativeTheme.off('updated', onTheme);
      for (const stop of stops) stop();
      putAway();
    },
  };
}
