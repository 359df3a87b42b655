// @ts-check
/* eslint-disable @typescript-eslint/no-require-imports -- Only CommonJS can be loaded before an app. */
/**
 * Loaded into a main process before its app: tells on stdout when the window's page has painted text for the first time, and when
 * its list was there (a page without one: never), in ms since 1970, and ends the app.
 */
const { app } = require('electron');

const FIRST_PAINT = `new Promise((resolve) => {
  new PerformanceObserver((list, observer) => {
    const [entry] = list.getEntriesByName('first-contentful-paint');
    if (!entry) return;
    observer.disconnect();
    resolve(performance.timeOrigin + entry.startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

/** The list, or what stands in its place while it is empty, in the first frame that shows it; `null`: the page has none. */
const LIST = `new Promise((resolve) => {
  if (!document.getElementById('root')) return resolve(null);
  const look = () => {
    if (!document.querySelector('[data-testid=download-list], [data-testid=empty]')) return false;
    requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
    return true;
  };
  if (look()) return;
  new MutationObserver((_changes, observer) => look() && observer.disconnect()).observe(document.body, {
    childList: true,
    subtree: true,
  });
})`;

app.on('browser-window-created', (_event, window) => {
  window.webContents.once('dom-ready', () => {
    window.webContents.executeJavaScript(`Promise.all([${FIRST_PAINT}, ${LIST}])`).then(
      ([paint, list]) => {
        process.stdout.write(`first paint at ${String(paint)}, list at ${String(list)}\n`, () => app.exit(0));
      },
      () => app.exit(1),
    );
  });
});
