// @ts-check
import { ratio } from '../cells.mjs';
import { aria2c, sluice } from '../commands.mjs';
import { farAway } from '../network.mjs';
import { ifThere, oneFile } from '../workload.mjs';

/** A server far away, over a path that loses packets. @type {import('../workload.mjs').Workload} */
export const latency = {
  name: 'latency',
  tools: ['nginx', 'time', 'cmp'],
  peers: ['aria2c', 'ip'],
  bytes: (sizeBytes) => sizeBytes / 32,
  async open(setting) {
    const { sluice: program } = setting.options;
    const sizeBytes = Math.ceil(setting.options.sizeBytes / 64);
    const path = await farAway(setting, { delayMs: 100, lossPercent: 0.5 });
    const contestants = await oneFile(setting, {
      sizeBytes,
      nginx: { address: path.serverAddress, within: path.server },
      within: path.client,
      commands: {
        ...ifThere('aria2c', { 'aria2c -x16': aria2c(16) }),
        'sluice auto': sluice(program),
        'sluice -x16': sluice(program, ['-x', '16']),
      },
    });
    return {
      what: `100 ms away, 0.5 % of the packets lost, ${path.how}`,
      sizeBytes,
      contestants,
      targets: ['sluice auto', 'sluice -x16'].map((ours) => ratio('wall', ours, 'aria2c -x16', 1)),
    };
  },
};
