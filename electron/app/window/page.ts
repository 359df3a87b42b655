import type { BrowserWindow } from 'electron';
import type { LinksFound } from '../../../shared/ipc/add.ts';
import type { EventName, EventPayload } from '../../../shared/ipc/contract.ts';
import type { PageCommand } from '../../../shared/ipc/desktop.ts';
import { sendEvent } from '../../ipc/serve.ts';
import { Outbox } from './outbox.ts';
import { bringToFront } from './window.ts';

/** The window's page, as the main process talks to it. */
export class Page {
  readonly #window: BrowserWindow;
  readonly #outbox = new Outbox();

  constructor(window: BrowserWindow) {
    this.#window = window;
    window.webContents.on('did-start-loading', () => this.#outbox.close());
    window.webContents.on('render-process-gone', () => this.#outbox.close());
  }

  tell<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    sendEvent(this.#window, name, payload);
  }

  /**
   * Opens the add sheet, with a text and with what files of links held.
   * @param raises brings the window up with it
   */
  readonly openAdd = (text: string, found?: LinksFound, raises = true): void => {
    if (raises) bringToFront(this.#window);
    this.#ask('add:open', { text, found });
  };

  /** Brings the window up to do something of its own. */
  readonly run = (command: PageCommand): void => {
    bringToFront(this.#window);
    this.#ask('page:run', { command });
  };

  readonly reveal = (id: string): void => {
    bringToFront(this.#window);
    this.#ask('download:reveal', { id });
  };

  /** The page has asked for its first snapshot, which it does after it has begun to listen. */
  noteListening(): void {
    this.#outbox.open();
  }

  #ask<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    this.#outbox.put(() => this.tell(name, payload));
  }
}
