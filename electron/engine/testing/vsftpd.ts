import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeCertificate } from './certificate.ts';
import { freePort } from './proxies.ts';

const PROGRAM = 'vsftpd';

export interface Vsftpd {
  readonly port: number;
  /** PEM. */
  readonly certificate: string;
  close(): Promise<void>;
}

/** vsftpd with files for anybody. @param settings further ones, by its own names */
export async function startVsftpd(
  files: Readonly<Record<string, Buffer>>,
  settings: Readonly<Record<string, string>> = {},
  tls?: 'explicit' | 'implicit',
): Promise<Vsftpd> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-vsftpd-'));
  const root = join(folder, 'root');
  await mkdir(root);
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(join(root, dirname(name)), { recursive: true });
    await writeFile(join(root, name), bytes, { mode: 0o644 });
  }
  // Another user serves them, and it refuses a root that can be written to.
  await chmod(folder, 0o755);
  await chmod(root, 0o555);
  const port = await freePort();
  const { certificate, key } = makeCertificate();
  await writeFile(join(folder, 'certificate'), certificate);
  await writeFile(join(folder, 'key'), key, { mode: 0o600 });
  const conf: Record<string, string> = {
    listen: 'YES',
    listen_address: '127.0.0.1',
    listen_port: String(port),
    background: 'NO',
    anonymous_enable: 'YES',
    anon_root: root,
    no_anon_password: 'YES',
    secure_chroot_dir: root,
    pasv_address: '127.0.0.1',
    // Its sandbox is not allowed in containers.
    seccomp_sandbox: 'NO',
    isolate: 'NO',
    isolate_network: 'NO',
    ...(process.getuid?.() === 0 ? {} : { run_as_launching_user: 'YES' }),
    ...(tls && {
      ssl_enable: 'YES',
      allow_anon_ssl: 'YES',
      force_anon_data_ssl: 'YES',
      force_anon_logins_ssl: 'YES',
      require_ssl_reuse: 'YES',
      ssl_ciphers: 'HIGH',
      implicit_ssl: tls === 'implicit' ? 'YES' : 'NO',
      rsa_cert_file: join(folder, 'certificate'),
      rsa_private_key_file: join(folder, 'key'),
    }),
    ...settings,
  };
  const file = join(folder, 'conf');
  await writeFile(
    file,
    Object.entries(conf)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
    { mode: 0o600 },
  );
  const child = spawn(PROGRAM, [file], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'exit');
  while (!(await greets(port, tls === 'implicit'))) {
    if (child.exitCode !== null) throw new Error(`${PROGRAM} has ended: ${output}`);
    await new Promise(setImmediate);
  }
  return {
    port,
    certificate,
    async close() {
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Whether the server answers. @param silent it waits for a handshake of TLS */
function greets(port: number, silent: boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (answers: boolean): void => {
      socket.destroy();
      resolve(answers);
    };
    socket.once(silent ? 'connect' : 'data', () => {
      settle(true);
    });
    socket.once('error', () => {
      settle(false);
    });
    socket.once('close', () => {
      resolve(false);
    });
  });
}
