// @ts-check
import { ratio } from '../cells.mjs';
import { aria2c, sluice } from '../commands.mjs';
import { ifThere, oneFile } from '../workload.mjs';

const CAP_MIB = 8;

/** The server gives each connection 8 MB/s: `auto` has to find out that more of them pay. @type {import('../workload.mjs').Workload} */
export const cap = {
  name: 'cap',
  tools: ['nginx', 'time', 'cmp'],
  peers: ['aria2c'],
  bytes: (sizeBytes) => sizeBytes,
  async open(setting) {
    const sizeBytes = Math.ceil(setting.options.sizeBytes / 2);
    const { sluice: program } = setting.options;
    const contestants = await oneFile(setting, {
      sizeBytes,
      nginx: { server: `limit_rate ${CAP_MIB}m;` },
      commands: {
        ...ifThere('aria2c', { 'aria2c -x16': aria2c(16) }),
        'sluice -x16': sluice(program, ['-x', '16']),
        'sluice auto': sluice(program),
      },
    });
    return {
      what: `each connection ${CAP_MIB} MiB/s`,
      sizeBytes,
      contestants,
      targets: [ratio('wall', 'sluice auto', 'sluice -x16', 1.1)],
    };
  },
};
