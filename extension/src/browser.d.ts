/** The part of the WebExtensions API that is used, the same in Chromium and in Firefox. */
declare namespace chrome {
  interface Event<Listener> {
    addListener(listener: Listener): void;
  }
  namespace runtime {
    interface Port {
      postMessage(message: unknown): void;
      disconnect(): void;
      readonly onMessage: Event<(message: unknown) => void>;
      readonly onDisconnect: Event<() => void>;
    }
    interface Sender {
      readonly tab?: { readonly id?: number };
    }
    function connectNative(name: string): Port;
    function sendMessage(message: unknown): Promise<unknown>;
    function openOptionsPage(): Promise<void>;
    const id: string;
    const lastError: { readonly message?: string } | undefined;
    const onInstalled: Event<() => void>;
    const onMessage: Event<(message: unknown, sender: Sender, answer: (value: unknown) => void) => boolean | undefined>;
  }
  namespace downloads {
    interface DownloadItem {
      readonly id: number;
      readonly url: string;
      readonly finalUrl?: string;
      readonly referrer?: string;
      readonly filename: string;
      readonly fileSize: number;
      readonly totalBytes: number;
      readonly incognito: boolean;
      readonly byExtensionId?: string;
      readonly state: 'in_progress' | 'interrupted' | 'complete';
      readonly cookieStoreId?: string;
    }
    const onCreated: Event<(item: DownloadItem) => void>;
    function pause(id: number): Promise<void>;
    function resume(id: number): Promise<void>;
    function cancel(id: number): Promise<void>;
    function erase(query: { id: number }): Promise<number[]>;
  }
  namespace cookies {
    interface Cookie {
      readonly name: string;
      readonly value: string;
      readonly path: string;
    }
    function getAll(details: { url: string; storeId?: string }): Promise<Cookie[]>;
  }
  namespace contextMenus {
    interface Info {
      readonly menuItemId: string | number;
      readonly linkUrl?: string;
      readonly srcUrl?: string;
      readonly pageUrl?: string;
    }
    function create(item: { id: string; title: string; contexts: string[] }): void;
    function removeAll(): Promise<void>;
    const onClicked: Event<(info: Info, tab?: { readonly id?: number; readonly url?: string }) => void>;
  }
  namespace storage {
    const local: {
      get(keys: null): Promise<Record<string, unknown>>;
      set(values: object): Promise<void>;
    };
  }
  namespace action {
    function setBadgeText(details: { text: string }): Promise<void>;
    function setBadgeBackgroundColor(details: { color: string }): Promise<void>;
    function setTitle(details: { title: string }): Promise<void>;
  }
  namespace tabs {
    function query(query: object): Promise<{ readonly id?: number; readonly url?: string }[]>;
  }
  namespace scripting {
    function executeScript<Args extends unknown[], Result>(injection: {
      target: { tabId: number };
      func: (...args: Args) => Result;
      args: Args;
    }): Promise<{ result?: Result }[]>;
  }
  namespace webRequest {
    const onBeforeRequest: {
      addListener(
        listener: (details: { readonly url: string; readonly method: string }) => undefined,
        filter: { urls: string[]; types: string[] },
      ): void;
    };
  }
  namespace i18n {
    function getMessage(name: string, substitutions?: string[]): string;
    function getUILanguage(): string;
  }
}
