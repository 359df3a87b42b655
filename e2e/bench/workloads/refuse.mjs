// @ts-check
import { figure, ratio } from '../cells.mjs';
import { aria2c, sluice } from '../commands.mjs';
import { ifThere, oneFile } from '../workload.mjs';

const ALLOWED = 4;
const RATE_MIB = 16;
/** More refusals than two for each of 16 connections would be a storm. */
const STORM = 32;

/** The server answers 503 to a fifth connection. A download that fails fails the bench. @type {import('../workload.mjs').Workload} */
export const refuse = {
  name: 'refuse',
  tools: ['nginx', 'time', 'cmp'],
  peers: ['aria2c'],
  bytes: (sizeBytes) => sizeBytes / 2,
  async open(setting) {
    const sizeBytes = Math.ceil(setting.options.sizeBytes / 4);
    const { sluice: program } = setting.options;
    const contestants = await oneFile(setting, {
      sizeBytes,
      nginx: {
        http: 'limit_conn_zone $server_name zone=bench:1m; limit_conn_log_level info;',
        server: `limit_conn bench ${ALLOWED}; limit_conn_status 503; limit_rate ${RATE_MIB}m;`,
      },
      commands: {
        // aria2c gives up when it is refused.
        ...ifThere('aria2c', { [`aria2c -x${ALLOWED}`]: aria2c(ALLOWED) }),
        'sluice -x4': sluice(program, ['-x', String(ALLOWED)]),
        'sluice auto': sluice(program),
        'sluice -x16': sluice(program, ['-x', '16']),
      },
    });
    return {
      what: `503 beyond ${ALLOWED} connections, each ${RATE_MIB} MiB/s`,
      sizeBytes,
      contestants,
      targets: ['sluice auto', 'sluice -x16'].flatMap((ours) => [
        ratio('wall', ours, 'sluice -x4', 1.05),
        figure(ours, 'refused', STORM, { label: 'refusals' }),
      ]),
    };
  },
};
