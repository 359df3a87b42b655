import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBridge } from '../bridge.ts';
import type { DownloadSnapshot } from '../../shared/download.ts';
import { AppProvider } from '../components/context.tsx';
import { createApp, type App } from '../store/app.ts';
import { fakeMain, settle, type FakeMain } from './fakes.ts';

/** What jsdom lacks: layout, modal dialogs, popovers, observers, media queries. */
function completeJsdom(): void {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  Object.defineProperties(HTMLElement.prototype, {
    clientHeight: { configurable: true, get: () => 720 },
    clientWidth: { configurable: true, get: () => 800 },
  });
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
  HTMLCanvasElement.prototype.getContext = () => null;
  globalThis.ResizeObserver = class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
  window.matchMedia = (query) =>
    ({ matches: false, media: query, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList;
  Element.prototype.scrollTo = () => undefined;
}

export interface Rendered {
  readonly app: App;
  readonly main: FakeMain;
  readonly container: HTMLElement;
  /** The element with this test id; throws when there is none. */
  get(testId: string): HTMLElement;
  all(testId: string): HTMLElement[];
  /** Lets the main process say something. */
  emit(name: string, payload: unknown): Promise<void>;
  /** Does something and lets React and the main process follow. */
  does(something: () => void): Promise<void>;
  unmount(): void;
}

/** Renders into the document with an app around it that talks to a fake main process. */
export async function render(
  node: ReactNode,
  downloads: readonly DownloadSnapshot[] = [],
  handlers: Parameters<typeof fakeMain>[1] = {},
): Promise<Rendered> {
  completeJsdom();
  const main = fakeMain(downloads, handlers);
  const app = createApp(createBridge(main.api), { wall: () => Date.now(), steady: () => performance.now() }, ['en']);
  const stop = app.start();
  const container = document.body.appendChild(document.createElement('div'));
  const root = createRoot(container);
  const does = (something: () => void): Promise<void> =>
    act(async () => {
      something();
      await settle();
    });
  await does(() => {
    root.render(<AppProvider app={app}>{node}</AppProvider>);
  });
  const all = (testId: string): HTMLElement[] => [
    ...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`),
  ];
  return {
    app,
    main,
    container,
    all,
    get(testId) {
      const [first] = all(testId);
      if (!first) throw new Error(`There is no element with the test id ${testId}.`);
      return first;
    },
    does,
    emit: (name, payload) =>
      does(() => {
        main.emit(name, payload);
      }),
    unmount() {
      act(() => {
        root.unmount();
      });
      stop();
      container.remove();
    },
  };
}

/** Types into a field the way React notices. */
export function type(field: HTMLElement, text: string): void {
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  const set = Object.getOwnPropertyDescriptor(prototype, 'value')?.set;
  set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

export function press(target: HTMLElement, key: string, modifiers: KeyboardEventInit = {}): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers }));
}
