// @ts-check
/* eslint-disable @typescript-eslint/no-require-imports -- Only CommonJS can be loaded before an app. */
/**
 * Loaded into a main process before its app: tells on stdout when the window's page has painted text for the first time, in
 * ms since 1970, and ends the app.
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

app.on('browser-window-created', (_event, window) => {
  window.webContents.once('dom-ready', () => {
    window.webContents.executeJavaScript(FIRST_PAINT).then(
      (at) => {
        process.stdout.write(`first paint at ${String(at)}\n`, () => app.exit(0));
      },
      () => app.exit(1),
    );
  });
});
