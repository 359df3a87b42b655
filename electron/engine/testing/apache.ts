import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './proxies.ts';

const PROGRAM = 'apache2';
const MODULES = '/usr/lib/apache2/modules';
const REALM = 'Guarded';

export interface Apache {
  readonly url: string;
  close(): Promise<void>;
}

/** Apache with one file at `/f.bin` behind Digest. */
export async function startApache(file: Buffer, user: string, password: string): Promise<Apache> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-apache-'));
  // Its workers run as another user.
  await chmod(folder, 0o755);
  const log = join(folder, 'log');
  const port = await freePort();
  const hash = createHash('md5').update(`${user}:${REALM}:${password}`).digest('hex');
  await writeFile(join(folder, 'f.bin'), file, { mode: 0o644 });
  await writeFile(join(folder, 'users'), `${user}:${REALM}:${hash}\n`, { mode: 0o644 });
  const modules = ['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_digest'];
  const lines = [
    ...modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`),
    `ServerRoot "${folder}"`,
    `PidFile "${join(folder, 'pid')}"`,
    `Listen 127.0.0.1:${String(port)}`,
    'ServerName 127.0.0.1',
    `ErrorLog "${log}"`,
    ...(process.getuid?.() === 0 ? ['User www-data', 'Group www-data'] : []),
    `DocumentRoot "${folder}"`,
    `<Directory "${folder}">`,
    'AuthType Digest',
    `AuthName "${REALM}"`,
    `AuthUserFile "${join(folder, 'users')}"`,
    'Require valid-user',
    '</Directory>',
  ];
  await writeFile(join(folder, 'conf'), `${lines.join('\n')}\n`);
  await writeFile(log, '');
  const child = spawn(PROGRAM, ['-D', 'FOREGROUND', '-f', join(folder, 'conf')], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  // It listens once while it reads its configuration, and stops again: only the log says when it means it.
  const started = (async () => {
    for await (const { eventType } of watch(log)) {
      if (eventType === 'change' && (await readFile(log, 'utf8')).includes('resuming normal operations')) return;
    }
  })();
  await Promise.race([
    started,
    ended.then(async () => {
      throw new Error(`${PROGRAM} has ended: ${await readFile(log, 'utf8')}`);
    }),
  ]);
  return {
    url: `http://127.0.0.1:${String(port)}/f.bin`,
    async close() {
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
