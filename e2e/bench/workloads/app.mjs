// @ts-check
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { figure } from '../cells.mjs';
import { writeSeededFile } from '../content.mjs';
import { launchApp, requireElectron } from '../electron-app.mjs';
import { countFrames } from '../frames.mjs';
import { verify } from '../measure.mjs';
import { startNginx } from '../nginx.mjs';

const IDLE_MS = 1_000;
const SETTLE_MS = 1_500;
/** 60 less what rounding to whole frames costs at the ends of a short run. */
const SMOOTH_FPS = 58;

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** One file at full speed inside the real app: whether its main process and its window stay quick meanwhile. @type {import('../workload.mjs').Workload} */
export const app = {
  name: 'app',
  tools: ['nginx', 'cmp'],
  peers: [],
  bytes: (sizeBytes) => 2 * sizeBytes,
  async open({ options, scratch, onEnd }) {
    requireElectron();
    const root = join(scratch, 'www');
    const source = join(root, 'source.bin');
    mkdirSync(root);
    writeSeededFile(source, options.sizeBytes, 'app');
    const server = await startNginx({ prefix: join(scratch, 'nginx'), root });
    onEnd(server.stop);
    const folders = { userData: join(scratch, 'user-data'), downloads: join(scratch, 'downloads') };

    const run = async () => {
      const sluice = await launchApp(folders);
      try {
        // What starting leaves to do is no matter of this workload.
        await pause(SETTLE_MS);
        const idle = await countFrames(sluice.page);
        await pause(IDLE_MS);
        const { fps: idleFps } = await idle();
        await sluice.watchMain();
        const frames = await countFrames(sluice.page);
        const began = performance.now();
        await sluice.command('downloads:add', { urls: [`${server.origin}/source.bin`] });
        await sluice.untilFinished(options.timeoutMs, 50);
        const wall = (performance.now() - began) / 1000;
        const { fps, worst } = await frames();
        const { lagP99, lagMax, peak, cpu } = await sluice.readMain();
        verify('the app', join(folders.downloads, 'source.bin'), source);
        const figures = {
          'lag p99 ms': lagP99,
          'lag max ms': lagMax,
          fps,
          'idle fps': idleFps,
          'worst frame ms': worst,
        };
        return { wall, cpu, peak, figures };
      } finally {
        await sluice.close();
        for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      }
    };
    return {
      what: 'one file at full speed in the real app; CPU and peak of its main process',
      sizeBytes: options.sizeBytes,
      contestants: [{ name: 'app', run }],
      targets: [
        figure('app', 'lag p99 ms', 20, { label: 'event-loop lag p99', unit: ' ms', digits: 1 }),
        figure('app', 'fps', SMOOTH_FPS, { label: 'frames per second', digits: 1, atLeast: true }),
      ],
    };
  },
};
