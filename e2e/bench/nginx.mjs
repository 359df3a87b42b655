// @ts-check
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { end, start } from './children.mjs';
import { BenchError } from './options.mjs';
import { tool } from './tools.mjs';

const START_TIMEOUT_MS = 10_000;

/**
 * One nginx on loopback, with everything it writes below `prefix`.
 * @param {{ prefix: string, root: string, tls: boolean }} where
 */
export async function startNginx({ prefix, root, tls }) {
  mkdirSync(join(prefix, 'tmp'), { recursive: true });
  const certificate = tls ? makeCertificate(prefix) : null;
  const port = await freePort();
  const config = join(prefix, 'nginx.conf');
  writeFileSync(config, configOf({ prefix, root, port, tls }));
  const server = start(tool('nginx'), ['-p', prefix, '-c', config, '-e', join(prefix, 'error.log')]);
  try {
    await Promise.race([
      listening(port),
      server.ended.then(() => {
        throw new BenchError(
          `nginx did not start: ${server.errors() || readFileSync(join(prefix, 'error.log'), 'utf8')}`,
        );
      }),
    ]);
  } catch (error) {
    await end(server.child);
    throw error;
  }
  return {
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    certificate,
    stop: () => end(server.child),
  };
}

/** @param {{ prefix: string, root: string, port: number, tls: boolean }} where */
function configOf({ prefix, root, port, tls }) {
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `  ${name}_temp_path ${join(prefix, 'tmp', name)};\n`)
    .join('');
  return `daemon off;
${process.getuid?.() === 0 ? 'user root;\n' : ''}worker_processes auto;
pid ${join(prefix, 'nginx.pid')};
error_log ${join(prefix, 'error.log')};
events { worker_connections 1024; }
http {
${temp}  access_log off;
  default_type application/octet-stream;
  sendfile on;
  tcp_nopush on;
  keepalive_timeout 60;
  keepalive_requests 100000;
  server {
    listen 127.0.0.1:${port}${tls ? ' ssl' : ''};
    server_name 127.0.0.1;
    root ${root};
${tls ? `    ssl_certificate ${join(prefix, 'cert.pem')};\n    ssl_certificate_key ${join(prefix, 'key.pem')};\n    ssl_protocols TLSv1.2 TLSv1.3;\n` : ''}  }
}
`;
}

/** @param {string} prefix @returns {string} path of the self-signed certificate, which is its own authority */
function makeCertificate(prefix) {
  const certificate = join(prefix, 'cert.pem');
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'];
  const files = ['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', join(prefix, 'key.pem'), '-out', certificate];
  const { status, stderr } = spawnSync(tool('openssl'), [...args, ...files], { encoding: 'utf8', timeout: 30_000 });
  if (status !== 0) throw new BenchError(`openssl made no certificate: ${stderr}`);
  return certificate;
}

/** @returns {Promise<number>} free a moment ago; nginx itself cannot be asked to choose one */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** @param {number} port */
async function listening(port) {
  const giveUpAt = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < giveUpAt) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new BenchError('nginx did not listen in time.');
}
