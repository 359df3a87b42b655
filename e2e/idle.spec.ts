import { expect, test } from './support/test.ts';

const MIB = 2 ** 20;

/** Before the page's own scripts: counts timers and frames that are asked for, and keeps those that are still to come. */
function watchTimers(): void {
  const watch = { asked: 0, pending: new Set<unknown>() };
  Object.assign(window, { timerWatch: watch });
  const { setTimeout: later, clearTimeout: forget, setInterval: repeat, clearInterval: end } = window;
  const frame = window.requestAnimationFrame.bind(window);
  const noFrame = window.cancelAnimationFrame.bind(window);
  const keep = <Handle>(handle: Handle): Handle => {
    watch.asked += 1;
    watch.pending.add(handle);
    return handle;
  };
  const drop = (handle: unknown): void => void watch.pending.delete(handle);
  Object.assign(window, {
    setTimeout(work: () => void, ms?: number) {
      const handle = later(() => {
        drop(handle);
        work();
      }, ms);
      return keep(handle);
    },
    setInterval: (work: () => void, ms?: number) => keep(repeat(work, ms)),
    clearTimeout(handle?: number) {
      drop(handle);
      forget(handle);
    },
    clearInterval(handle?: number) {
      drop(handle);
      end(handle);
    },
    requestAnimationFrame(work: FrameRequestCallback) {
      const handle = frame((now) => {
        drop(`frame ${String(handle)}`);
        work(now);
      });
      keep(`frame ${String(handle)}`);
      return handle;
    },
    cancelAnimationFrame(handle: number) {
      drop(`frame ${String(handle)}`);
      noFrame(handle);
    },
  });
}

test('nothing wakes up while nothing runs, nor the window while it is hidden', async ({ sluice, server }) => {
  const { page, electron } = sluice;
  const inPage = (): Promise<{ asked: number; pending: number }> =>
    page.evaluate(() => {
      const { asked, pending } = (window as unknown as { timerWatch: { asked: number; pending: Set<unknown> } })
        .timerWatch;
      return { asked, pending: pending.size };
    });
  const inMain = (): Promise<readonly string[]> =>
    electron.evaluate(() =>
      process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout' || kind === 'Immediate'),
    );
  const received = async (): Promise<number> => (await sluice.list())[0]?.receivedBytes ?? 0;

  await page.addInitScript(watchTimers);
  await page.reload();
  await expect(page.getByTestId('empty')).toBeVisible();
  await expect.poll(async () => (await inPage()).pending).toBe(0);
  await expect.poll(inMain).toEqual([]);

  // One that flows, and one that is tried again and again and counts down to it.
  const url = server.serve('/flows.iso', { size: 64 * MIB, seed: 1, bytesPerSecond: MIB / 8 });
  await sluice.command('downloads:add', { urls: [url], connections: 2 });
  await sluice.command('downloads:add', { urls: ['http://127.0.0.1:9/refused.iso'] });
  await page.getByTestId('download-row').filter({ hasText: 'flows' }).click();
  await expect.poll(received).toBeGreaterThan(0);
  await expect.poll(async () => (await inPage()).asked).toBeGreaterThan(5);
  await sluice.hideWindow();
  await expect.poll(async () => (await inPage()).pending).toBe(0);
  const { asked } = await inPage();
  const before = await received();
  await expect.poll(received).toBeGreaterThan(before + MIB / 2);
  expect(await inPage()).toEqual({ asked, pending: 0 });

  await sluice.command('downloads:pause-all');
  await expect.poll(async () => (await sluice.list()).map(({ status }) => status)).not.toContain('downloading');
  await expect.poll(inMain).toEqual([]);
});
