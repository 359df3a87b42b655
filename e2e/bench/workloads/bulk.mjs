// @ts-check
import { figure, ratio } from '../cells.mjs';
import { aria2c, curl, sluice } from '../commands.mjs';
import { ifThere, oneFile } from '../workload.mjs';

const ARIA2C = 'aria2c -x16';

/**
 * One large file as fast as the machine moves it. Nothing limits a connection, so what is measured is the cost of a byte.
 * @param {{ name: string, tls: boolean, targets: import('../cells.mjs').Target[] }} kind
 * @returns {import('../workload.mjs').Workload}
 */
const bulk = ({ name, tls, targets }) => ({
  name,
  tools: ['nginx', 'time', 'cmp', ...(tls ? /** @type {const} */ (['openssl']) : [])],
  peers: ['curl', 'aria2c'],
  bytes: (sizeBytes) => 2 * sizeBytes,
  async open(setting) {
    const { sizeBytes, sluice: program } = setting.options;
    const contestants = await oneFile(setting, {
      sizeBytes,
      nginx: { tls },
      commands: {
        ...ifThere('curl', { curl }),
        ...ifThere('aria2c', { [ARIA2C]: aria2c(16) }),
        'sluice auto': sluice(program),
        'sluice -x16': sluice(program, ['-x', '16']),
        'sluice -x1': sluice(program, ['-x', '1']),
      },
    });
    return { what: `one file over ${tls ? 'https' : 'http'}, no limit`, sizeBytes, contestants, targets };
  },
});

const cpu = ['sluice auto', 'sluice -x16'].map((ours) => ratio('cpu', ours, ARIA2C, 1));

export const bulkHttp = bulk({
  name: 'bulk-http',
  tls: false,
  targets: [
    ratio('wall', 'sluice auto', ARIA2C, 0.75),
    ratio('wall', 'sluice auto', 'curl', 1.15),
    ratio('wall', 'sluice -x16', ARIA2C, 1),
    ...cpu,
    // Where a connection has no limit, more of them must neither be opened nor be missed.
    figure('sluice auto', 'connections', 4, { label: 'connections' }),
    ratio('wall', 'sluice auto', 'sluice -x16', 1),
  ],
});

export const bulkTls = bulk({
  name: 'bulk-tls',
  tls: true,
  targets: [ratio('wall', 'sluice auto', ARIA2C, 0.85), ...cpu],
});
