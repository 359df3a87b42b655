import type { BrowserWindow } from 'electron';
import type { EventName, EventPayload } from '../../../shared/ipc/contract.ts';
import { sendEvent } from '../../ipc/serve.ts';
import { bringToFront } from './window.ts';

/** The window's page, as the main process talks to it. */
export class Page {
  readonly #window: BrowserWindow;
  #isListening = false;
  #pendingAdd: string | null = null;

  constructor(window: BrowserWindow) {
    this.#window = window;
    window.webContents.on('did-start-loading', () => {
      this.#isListening = false;
    });
  }

  tell<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    sendEvent(this.#window, name, payload);
  }

  /** Brings the window up with its add sheet open; a page that is still loading gets it when it listens. */
  readonly openAdd = (text: string): void => {
    bringToFront(this.#window);
    if (this.#isListening) this.tell('add:open', { text });
    else this.#pendingAdd = text;
  };

  /** The page has asked for its first snapshot, which it does after it has begun to listen. */
  noteListening(): void {
    this.#isListening = true;
    if (this.#pendingAdd === null) return;
    this.tell('add:open', { text: this.#pendingAdd });
    this.#pendingAdd = null;
  }
}
