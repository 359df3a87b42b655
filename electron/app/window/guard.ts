import type { App, Session, WebContents } from 'electron';

/** Takes from every page and every session what the window has no use for. */
export interface GuardOptions {
  readonly app: App;
  /** Origins whose pages may be shown: the app's own, in development also the dev server's. */
  readonly trustedOrigins: readonly string[];
}

export function guardPages({ app, trustedOrigins }: GuardOptions): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, trustedOrigins));
}

function guardContents(contents: WebContents, trustedOrigins: readonly string[]): void {
  const stay = (event: { url: string; preventDefault(): void }): void => {
    // The page is one document: it never goes anywhere. Reloading it is allowed.
    if (!isTrusted(event.url, trustedOrigins) || event.url !== contents.getURL()) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** By prefix with the slash: `new URL(…).origin` is `null` for schemes of one's own. */
const isTrusted = (url: string, origins: readonly string[]): boolean =>
  origins.some((origin) => url.startsWith(`${origin}/`));

/** The network as the page may use it: not at all. What it shows comes from its own files and over the bridge. */
const NETWORK = { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'] };

export function guardSession(session: Session, trustedOrigins: readonly string[]): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // Downloads are the engine's; Chromium's own would go round every check it makes.
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(NETWORK, ({ url }, answer) => {
    const allowed = trustedOrigins.some((origin) => {
      const socket = origin.replace(/^http/, 'ws');
      return url.startsWith(`${origin}/`) || url.startsWith(`${socket}/`);
    });
    answer({ cancel: !allowed });
  });
}
