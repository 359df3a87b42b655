/** What an option of curl means for a download. */
export type CurlMeaning =
  | 'header'
  | 'cookie'
  | 'user-agent'
  | 'referer'
  | 'user'
  | 'proxy'
  | 'proxy-user'
  | 'output'
  | 'url'
  | 'method'
  | 'limit'
  /** Sends a body, which a download does not. */
  | 'body'
  /** With it, what would be the body goes to the query. */
  | 'get'
  /** Would do nothing here, or is done anyway: not worth a word. */
  | 'silent'
  /** Changes something that a download does in its own way: left out, and said. */
  | 'ignored'
  /** What follows is another request. */
  | 'next';

export interface CurlOption {
  readonly meaning: CurlMeaning;
  readonly takesValue: boolean;
}

const valued = (meaning: CurlMeaning): CurlOption => ({ meaning, takesValue: true });
const flag = (meaning: CurlMeaning): CurlOption => ({ meaning, takesValue: false });

const LONG: Record<string, CurlOption> = {
  header: valued('header'),
  cookie: valued('cookie'),
  'user-agent': valued('user-agent'),
  referer: valued('referer'),
  user: valued('user'),
  proxy: valued('proxy'),
  'proxy-user': valued('proxy-user'),
  output: valued('output'),
  url: valued('url'),
  request: valued('method'),
  'limit-rate': valued('limit'),
  get: flag('get'),
  next: flag('next'),
};

const BODY = 'data data-raw data-binary data-ascii data-urlencode form form-string json upload-file';
const SILENT_FLAGS =
  'compressed location silent show-error fail progress-bar remote-name remote-header-name globoff no-buffer verbose ' +
  'remote-time create-dirs http1.1 http2 http1.0 http3 no-progress-meter remote-name-all fail-with-body fail-early';
const IGNORED_VALUES =
  'range continue-at max-time connect-timeout retry retry-delay retry-max-time output-dir cacert cert key cookie-jar ' +
  'resolve connect-to interface speed-limit speed-time max-redirs noproxy proxy-header ciphers tls13-ciphers write-out ' +
  'dump-header config netrc-file time-cond stderr trace trace-ascii max-filesize parallel-max dns-servers doh-url ' +
  'cert-type key-type pass capath pinnedpubkey unix-socket local-port keepalive-time etag-save etag-compare rate ' +
  'oauth2-bearer aws-sigv4 socks5 socks5-hostname socks4 socks4a preproxy variable expand-url tls-max proto proto-default';
const IGNORED_FLAGS =
  'insecure head include anyauth digest ntlm negotiate basic location-trusted netrc tlsv1.2 tlsv1.3 tlsv1 ssl-reqd ipv4 ' +
  'ipv6 parallel no-keepalive path-as-is tcp-nodelay proxytunnel raw';

for (const name of BODY.split(' ')) LONG[name] = valued('body');
for (const name of SILENT_FLAGS.split(' ')) LONG[name] = flag('silent');
for (const name of IGNORED_VALUES.split(' ')) LONG[name] = valued('ignored');
for (const name of IGNORED_FLAGS.split(' ')) LONG[name] = flag('ignored');

const SHORT: Readonly<Record<string, string>> = {
  H: 'header',
  b: 'cookie',
  A: 'user-agent',
  e: 'referer',
  u: 'user',
  x: 'proxy',
  U: 'proxy-user',
  o: 'output',
  X: 'request',
  d: 'data',
  F: 'form',
  T: 'upload-file',
  G: 'get',
  L: 'location',
  s: 'silent',
  S: 'show-error',
  f: 'fail',
  '#': 'progress-bar',
  O: 'remote-name',
  J: 'remote-header-name',
  g: 'globoff',
  N: 'no-buffer',
  v: 'verbose',
  R: 'remote-time',
  k: 'insecure',
  I: 'head',
  i: 'include',
  n: 'netrc',
  r: 'range',
  C: 'continue-at',
  m: 'max-time',
  c: 'cookie-jar',
  E: 'cert',
  w: 'write-out',
  D: 'dump-header',
  K: 'config',
  z: 'time-cond',
  y: 'speed-time',
  Y: 'speed-limit',
  '4': 'ipv4',
  '6': 'ipv6',
  Z: 'parallel',
  ':': 'next',
};

/** By its name after `--`; `undefined`: curl has none that is known here. */
export const longOption = (name: string): CurlOption | undefined =>
  Object.hasOwn(LONG, name) ? LONG[name] : undefined;

/** The long name for a letter after `-`. */
export const nameOfShort = (letter: string): string | undefined =>
  Object.hasOwn(SHORT, letter) ? SHORT[letter] : undefined;
