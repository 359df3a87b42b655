/** What the page is asked to do. While it loads this is kept, in order, until it says that it listens. */
export class Outbox {
  #isOpen = false;
  #waiting: (() => void)[] = [];

  put(send: () => void): void {
    if (this.#isOpen) send();
    else this.#waiting.push(send);
  }

  open(): void {
    this.#isOpen = true;
    for (const send of this.#waiting.splice(0)) send();
  }

  close(): void {
    this.#isOpen = false;
  }
}
