import type { BrowserWindow } from 'electron';
import type { LinksFound } from '../../../shared/ipc/add.ts';
import type { EventName, EventPayload } from '../../../shared/ipc/contract.ts';
import type { PageCommand } from '../../../shared/ipc/desktop.ts';
import { sendEvent } from '../../ipc/serve.ts';
import { bringToFront } from './window.ts';

/** The window's page, as the main process talks to it. */
export class Page {
  readonly #window: BrowserWindow;
  #isListening = false;
  #pendingAdd: EventPayload<'add:open'> | null = null;

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
  readonly openAdd = (text: string, found?: LinksFound): void => {
    bringToFront(this.#window);
    if (this.#isListening) this.tell('add:open', { text, found });
    else this.#pendingAdd = { text, found };
  };

  /** Brings the window up to do something of its own. */
  readonly run = (command: PageCommand): void => {
    bringToFront(this.#window);
    this.tell('page:run', { command });
  };

  readonly reveal = (id: string): void => {
    bringToFront(this.#window);
    this.tell('download:reveal', { id });
  };

  /** The page has asked for its first snapshot, which it does after it has begun to listen. */
  noteListening(): void {
    this.#isListening = true;
    if (this.#pendingAdd === null) return;
    this.tell('add:open', this.#pendingAdd);
    this.#pendingAdd = null;
  }
}
