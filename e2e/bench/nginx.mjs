// @ts-check
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { readAccessLog } from './access-log.mjs';
import { end, start } from './children.mjs';
import { BenchError } from './options.mjs';
import { tool } from './tools.mjs';

const START_TIMEOUT_MS = 10_000;
/** Until nginx has logged the last requests of clients that have gone. */
const QUIET_TIMEOUT_MS = 3_000;

/**
 * @typedef {{
 *   prefix: string, root: string, tls?: boolean,
 *   http?: string, server?: string,
 *   address?: string, within?: string[],
 * }} NginxWanted
 *   `prefix`: folder for everything it writes. `http` and `server`: directives of the workload for these blocks.
 *   `address`: to listen on, loopback unless given. `within`: a command that runs it elsewhere (a network namespace).
 * @typedef {Awaited<ReturnType<typeof startNginx>>} Nginx
 */

/** One nginx with a configuration of its own. @param {NginxWanted} wanted */
export async function startNginx({ prefix, root, tls = false, http = '', server = '', address, within = [] }) {
  mkdirSync(join(prefix, 'tmp'), { recursive: true });
  const certificate = tls ? makeCertificate(prefix) : null;
  const authority = `${address ?? '127.0.0.1'}:${address === undefined ? await freePort() : 8080}`;
  const config = join(prefix, 'nginx.conf');
  writeFileSync(config, configOf({ prefix, root, authority, tls, http, server }));
  const [command = '', ...args] = [...within, tool('nginx'), '-p', prefix, '-c', config];
  const child = start(command, [...args, '-e', join(prefix, 'error.log')]);
  const activeConnections = () => stubStatus(join(prefix, 'status.sock'));
  try {
    await Promise.race([
      until(async () => (await activeConnections()) !== null, START_TIMEOUT_MS, 'nginx did not listen in time.'),
      child.ended.then(() => {
        throw new BenchError(
          `nginx did not start: ${child.errors() || readFileSync(join(prefix, 'error.log'), 'utf8')}`,
        );
      }),
    ]);
  } catch (error) {
    await end(child.child);
    throw error;
  }
  const log = join(prefix, 'access.log');
  return {
    origin: `${tls ? 'https' : 'http'}://${authority}`,
    certificate,
    /** Forgets what was logged so far. */
    clearLog: () => truncateSync(log),
    /** What was asked since, once every connection but the one that looks is gone. */
    async readLog() {
      await until(async () => (await activeConnections()) === 1, QUIET_TIMEOUT_MS);
      return readAccessLog(readFileSync(log, 'utf8'));
    },
    stop: () => end(child.child),
  };
}

/** @param {{ prefix: string, root: string, authority: string, tls: boolean, http: string, server: string }} where */
function configOf({ prefix, root, authority, tls, http, server }) {
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `  ${name}_temp_path ${join(prefix, 'tmp', name)};\n`)
    .join('');
  const certificate = `    ssl_certificate ${join(prefix, 'cert.pem')};
    ssl_certificate_key ${join(prefix, 'key.pem')};
    ssl_protocols TLSv1.2 TLSv1.3;
`;
  return `daemon off;
${process.getuid?.() === 0 ? 'user root;\n' : ''}worker_processes auto;
worker_rlimit_nofile 16384;
pid ${join(prefix, 'nginx.pid')};
error_log ${join(prefix, 'error.log')} crit;
events { worker_connections 4096; }
http {
${temp}  log_format bench '$connection $msec $request_time $status';
  access_log ${join(prefix, 'access.log')} bench;
  default_type application/octet-stream;
  sendfile on;
  tcp_nopush on;
  keepalive_timeout 60;
  keepalive_requests 100000;
  ${http}
  server {
    listen unix:${join(prefix, 'status.sock')};
    location / { stub_status; access_log off; }
  }
  server {
    listen ${authority}${tls ? ' ssl' : ''};
    server_name ${authority.split(':')[0]};
    root ${root};
    ${server}
${tls ? certificate : ''}  }
}
`;
}

/** @param {string} socketPath @returns {Promise<number | null>} open connections, this one included */
function stubStatus(socketPath) {
  return new Promise((resolve) => {
    get({ socketPath, path: '/', agent: false }, (reply) => {
      let text = '';
      reply.setEncoding('utf8').on('data', (part) => (text += part));
      reply.on('end', () => resolve(Number(/Active connections: (\d+)/.exec(text)?.[1] ?? NaN)));
    }).on('error', () => resolve(null));
  });
}

/**
 * @param {() => Promise<boolean>} holds
 * @param {number} timeoutMs
 * @param {string} [complaint] absent: going on without is fine
 */
async function until(holds, timeoutMs, complaint) {
  const giveUpAt = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() >= giveUpAt) {
      if (complaint === undefined) return;
      throw new BenchError(complaint);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
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
