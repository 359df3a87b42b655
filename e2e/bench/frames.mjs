// @ts-check
/* global window, requestAnimationFrame */

/**
 * Counts the window's frames by requestAnimationFrame.
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<() => Promise<{ fps: number, worst: number }>>} ends it: frames per second, and the longest frame in ms
 */
export async function countFrames(page) {
  await page.evaluate(() => {
    /** @type {number[]} */
    const times = [];
    const watch = { times, on: true };
    Object.assign(window, { benchFrames: watch });
    const step = (/** @type {number} */ now) => {
      times.push(now);
      if (watch.on) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  return async () => {
    const times = await page.evaluate(() => {
      const watch = /** @type {{ times: number[], on: boolean }} */ (/** @type {any} */ (window).benchFrames);
      watch.on = false;
      return watch.times;
    });
    const [first = NaN] = times;
    const last = times.at(-1) ?? NaN;
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
    return { fps: (1000 * gaps.length) / (last - first), worst: Math.max(...gaps) };
  };
}
