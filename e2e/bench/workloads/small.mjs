// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ratio } from '../cells.mjs';
import { ARIA2C } from '../commands.mjs';
import { writeSeededFile } from '../content.mjs';
import { measure } from '../measure.mjs';
import { startNginx } from '../nginx.mjs';
import { knowsMaxActive, sluiceList } from '../sluice-list.mjs';
import { tool } from '../tools.mjs';
import { ifThere } from '../workload.mjs';

const FILES = 1_000;
const FILE_BYTES = 100_000;
const AT_ONCE = 16;

/** A thousand small files: the cost of a download, not of a byte. @type {import('../workload.mjs').Workload} */
export const small = {
  name: 'small',
  tools: ['nginx', 'time', 'cmp'],
  peers: ['curl', 'aria2c'],
  bytes: () => 2 * FILES * FILE_BYTES,
  async open({ options, scratch, onEnd }) {
    const root = join(scratch, 'www');
    const directory = join(scratch, 'downloads');
    mkdirSync(root);
    const names = Array.from({ length: FILES }, (_, index) => `${String(index).padStart(4, '0')}.bin`);
    for (const name of names) writeSeededFile(join(root, name), FILE_BYTES, name);
    const server = await startNginx({ prefix: join(scratch, 'nginx'), root });
    onEnd(server.stop);

    const urls = names.map((name) => `${server.origin}/${name}`);
    const list = join(scratch, 'urls.txt');
    writeFileSync(list, `${urls.join('\n')}\n`);
    const curlList = join(scratch, 'curl.txt');
    writeFileSync(
      curlList,
      names.map((name, index) => `url = "${urls[index]}"\noutput = "${directory}/${name}"\n`).join(''),
    );
    /** @type {Record<string, string[]>} */
    const commands = {
      ...ifThere('curl', {
        'curl -Z': [tool('curl'), '-q', '-sS', '--fail', '-Z', '--parallel-max', `${AT_ONCE}`, '-K', curlList],
      }),
      ...ifThere('aria2c', { 'aria2c -j16': [tool('aria2c'), ...ARIA2C, `-j${AT_ONCE}`, '-i', list, '-d', directory] }),
      sluice: sluiceList(options.sluice, { list, directory, atOnce: AT_ONCE }),
    };
    const expected = names.map((name) => ({ file: name, source: join(root, name) }));
    const contestants = Object.entries(commands).map(([name, command]) => ({
      name,
      run: () => measure({ name, command, directory, expected, timeoutMs: options.timeoutMs }),
    }));
    return {
      what: `${FILES} files of ${FILE_BYTES / 1000} KB, ${AT_ONCE} at a time${knowsMaxActive(options.sluice) ? '' : ' (Sluice: as many as it takes by itself)'}`,
      sizeBytes: FILES * FILE_BYTES,
      contestants,
      targets: [ratio('wall', 'sluice', 'aria2c -j16', 1)],
    };
  },
};
