// @ts-check
import { ratio, toIdeal } from '../cells.mjs';
import { aria2c, sluice } from '../commands.mjs';
import { ifThere, oneFile } from '../workload.mjs';

const MIB = 2 ** 20;
const FAST_MIB = 12;
const SLOW_MIB = 1;
const CONNECTIONS = 16;
/** nginx numbers its connections; those that end in 0 or 5 are the slow fifth. */
const RATES = `map $connection $bench_rate { default ${FAST_MIB}m; ~[05]$ ${SLOW_MIB}m; }`;

/** A fifth of the connections is twelve times slower. @type {import('../workload.mjs').Workload} */
export const uneven = {
  name: 'uneven',
  tools: ['nginx', 'time', 'cmp'],
  peers: ['aria2c'],
  bytes: (sizeBytes) => 2 * sizeBytes,
  async open(setting) {
    const { sizeBytes, sluice: program } = setting.options;
    const ideal = sizeBytes / (CONNECTIONS * (0.8 * FAST_MIB + 0.2 * SLOW_MIB) * MIB);
    const contestants = await oneFile(setting, {
      sizeBytes,
      nginx: { http: RATES, server: 'limit_rate $bench_rate;' },
      commands: {
        ...ifThere('aria2c', { 'aria2c -x16': aria2c(CONNECTIONS) }),
        'sluice -x16': sluice(program, ['-x', String(CONNECTIONS)]),
        'sluice auto': sluice(program),
      },
    });
    return {
      what: `a fifth of the connections ${SLOW_MIB} MiB/s, the others ${FAST_MIB} MiB/s; ideal for ${CONNECTIONS}: ${ideal.toFixed(2)} s`,
      sizeBytes,
      contestants,
      targets: ['sluice -x16', 'sluice auto'].flatMap((ours) => [
        toIdeal(ours, ideal, 1.05),
        ratio('wall', ours, 'aria2c -x16', 1),
      ]),
    };
  },
};
