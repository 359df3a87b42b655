import type { Connections } from '../../shared/download.ts';
import { isProxyWord } from '../../shared/proxy.ts';
import type { DownloadRecord } from '../engine/index.ts';
import type { RemoteSettings } from './host.ts';

type Options = Readonly<Record<string, string | string[]>>;

/** `auto` has no word in aria2: clients are told its usual number. */
const count = (connections: Connections): string => (connections === 'auto' ? '16' : String(connections));

/** The options a download has, by aria2's names. Passwords, cookies and tokens stay here. */
export function optionsOf({ request, fileName }: DownloadRecord, settings: RemoteSettings): Options {
  const connections = count(request.connections ?? settings.connections);
  const policy = request.conflictPolicy ?? 'number';
  const shown = Object.entries(request.headers ?? {}).filter(([name]) => HARMLESS.has(name));
  const header = (name: string): string | undefined => request.headers?.[name];
  const agent = header('user-agent');
  const referer = header('referer');
  return {
    dir: request.directory,
    out: request.fileName ?? fileName,
    split: connections,
    'max-connection-per-server': connections,
    'max-download-limit': String(request.limitBytesPerSecond ?? 0),
    continue: String(request.resume ?? true),
    'allow-overwrite': String(policy === 'overwrite'),
    'auto-file-renaming': String(policy === 'number'),
    'check-certificate': String(request.insecure !== true),
    'max-tries': String((request.maxRetries ?? 8) + 1),
    timeout: String(Math.ceil((request.idleTimeoutMs ?? 30_000) / 1000)),
    ...(request.checksum && { checksum: `${request.checksum.algorithm}=${request.checksum.hex}` }),
    ...(agent !== undefined && { 'user-agent': agent }),
    ...(referer !== undefined && !/[?@]/.test(referer) && { referer }),
    ...(shown.length > 0 && { header: shown.map(([name, value]) => `${name}: ${value}`) }),
    ...(request.credentials && { 'http-user': request.credentials.user }),
  };
}

const HARMLESS: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'cache-control',
  'dnt',
  'origin',
  'pragma',
]);

export function globalOptionsOf(settings: RemoteSettings): Options {
  const connections = count(settings.connections);
  return {
    dir: settings.directory,
    split: connections,
    'max-connection-per-server': connections,
    'max-concurrent-downloads': String(settings.maxActiveDownloads),
    'max-overall-download-limit': String(settings.limitBytesPerSecond ?? 0),
    'max-download-limit': '0',
    'max-overall-upload-limit': '0',
    'allow-overwrite': String(settings.conflictPolicy === 'overwrite'),
    'auto-file-renaming': String(settings.conflictPolicy === 'number'),
    continue: 'true',
    'enable-rpc': 'true',
    ...(!isProxyWord(settings.proxy) && { 'all-proxy': settings.proxy.replace(/\/\/[^@/]*@/, '//') }),
    ...(settings.proxyBypass !== '' && { 'no-proxy': settings.proxyBypass }),
  };
}
