import { describe, expect, test } from 'vitest';
import type { DownloadRequest } from '../engine/index.ts';
import type { OptionFiles } from './option-files.ts';
import { parseGet, parseProbe } from './options.ts';
import type { RawOptions } from './raw-options.ts';
import type { Surroundings } from './source-options.ts';

const URL_A = 'http://files.example/a';
const URL_B = 'http://files.example/b';
const CHECKSUM = { algorithm: 'md5', hex: 'a'.repeat(32) } as const;
const SURROUNDINGS: Surroundings = { version: '1.2.3', cwd: '/here', environment: {} };
const PEM = '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n';

const parse = (raw: RawOptions, files: OptionFiles = {}, urls = [URL_A]) => parseGet(urls, raw, files, SURROUNDINGS);
const request = (raw: RawOptions, files: OptionFiles = {}): DownloadRequest => {
  const [first] = parse(raw, files).requests;
  if (!first) throw new Error('No request.');
  return first;
};
/** What the options say, without what they leave to the engine. */
const said = (value: object): object => JSON.parse(JSON.stringify(value)) as object;

test('without options everything is left to the engine', () => {
  expect(said(request({}))).toEqual({
    url: URL_A,
    directory: '/here',
    headers: { 'user-agent': 'Sluice/1.2.3' },
    proxy: 'system',
  });
  expect(parse({})).toMatchObject({ maxActive: 5, json: false, quiet: false });
  expect(parse({ maxActive: '16' }).maxActive).toBe(16);
});

describe('an option and what it becomes', () => {
  const HEX = 'ab'.repeat(32);
  test.each<[string, RawOptions, Partial<DownloadRequest>]>([
    ['-d, relative', { dir: 'sub/x' }, { directory: '/here/sub/x' }],
    ['-d, absolute', { dir: '/there' }, { directory: '/there' }],
    ['-o', { output: 'b c.iso' }, { fileName: 'b c.iso' }],
    ['-o with a leading dot', { output: '.hidden' }, { fileName: '.hidden' }],
    ['-x auto', { connections: 'auto' }, { connections: 'auto' }],
    ['-x 1', { connections: '1' }, { connections: 1 }],
    ['-x 64', { connections: '64' }, { connections: 64 }],
    ['--limit-rate', { limitRate: '1.5MiB' }, { limitBytesPerSecond: 1_572_864 }],
    ['--limit-rate 0', { limitRate: '0' }, { limitBytesPerSecond: undefined }],
    ['--checksum sha-256', { checksum: `sha-256=${HEX}` }, { checksum: { algorithm: 'sha-256', hex: HEX } }],
    ['--checksum sha256', { checksum: `sha256=${HEX}` }, { checksum: { algorithm: 'sha-256', hex: HEX } }],
    [
      '--checksum SHA256:',
      { checksum: `SHA256:${HEX.toUpperCase()}` },
      { checksum: { algorithm: 'sha-256', hex: HEX } },
    ],
    ['--checksum md5', { checksum: `md5=${HEX.slice(32)}` }, { checksum: { algorithm: 'md5', hex: HEX.slice(32) } }],
    ['--checksum crc32', { checksum: 'crc32=0000abcd' }, { checksum: { algorithm: 'crc32', hex: '0000abcd' } }],
    ['--on-conflict', { onConflict: 'skip' }, { conflictPolicy: 'skip' }],
    ['--write-buffer', { writeBuffer: '512k' }, { writeBufferBytes: 524_288 }],
    ['--continue', { continue: true }, { resume: true }],
    ['--no-continue', { continue: false }, { resume: false }],
    ['--user', { user: 'me:p:w' }, { credentials: { user: 'me', password: 'p:w' } }],
    ['--user without password', { user: 'me:' }, { credentials: { user: 'me', password: '' } }],
    ['--proxy', { proxy: 'p:3128' }, { proxy: 'http://p:3128' }],
    ['-4', { ipv4: true }, { addressFamily: 4 }],
    ['-6', { ipv6: true }, { addressFamily: 6 }],
    ['--interface', { interface: 'eth0' }, { localInterface: 'eth0' }],
    ['--max-retries 0', { maxRetries: '0' }, { maxRetries: 0 }],
    ['--timeout', { timeout: '2.5' }, { idleTimeoutMs: 2500 }],
    ['--insecure', { insecure: true }, { insecure: true }],
  ])('%s', (_, raw, expected) => {
    expect(request(raw)).toMatchObject(expected);
  });

  test('--cert, with its key inside or beside; PKCS #12', () => {
    const key = '-----BEGIN PRIVATE KEY-----\n';
    expect(request({}, { certificate: Buffer.from(PEM + key) }).clientCertificate).toEqual({ certificate: PEM + key });
    expect(request({}, { certificate: Buffer.from(PEM), key }).clientCertificate).toEqual({ certificate: PEM, key });
    const pkcs12 = Buffer.from([0x30, 0x82, 1, 2]);
    expect(request({}, { certificate: pkcs12 }).clientCertificate).toEqual({ pkcs12: pkcs12.toString('base64') });
    expect(() => request({}, { certificate: Buffer.from(PEM) })).toThrow('Give it with --key');
    expect(() => request({}, { key })).toThrow('--key needs --cert');
  });

  test('--ca-file', () => {
    expect(request({}, { authorities: PEM }).certificateAuthorities).toBe(PEM);
  });
});

describe('a value that cannot be meant', () => {
  test.each<[string, RawOptions, string]>([
    ['-o with a slash', { output: 'a/b' }, '-o takes a file name without a path. Give the folder with -d DIR.'],
    ['-o with a backslash', { output: 'a\\b' }, '-o takes a file name without a path.'],
    ['-o empty', { output: ' ' }, '-o needs a file name.'],
    ['-o ..', { output: '..' }, '-o needs a file name.'],
    ['-x 0', { connections: '0' }, '-x is a number of connections from 1 to 64, or auto.'],
    ['-x 65', { connections: '65' }, '-x is a number'],
    ['-x 1.5', { connections: '1.5' }, '-x is a number'],
    ['-x many', { connections: 'many' }, '-x is a number'],
    ['-j 0', { maxActive: '0' }, '-j is a number of files from 1 to 100.'],
    ['-j 101', { maxActive: '101' }, '-j is a number of files'],
    ['-j all', { maxActive: 'all' }, '-j is a number of files'],
    ['--limit-rate fast', { limitRate: 'fast' }, '--limit-rate is bytes per second'],
    ['--limit-rate -1', { limitRate: '-1' }, '--limit-rate is bytes per second'],
    ['--checksum without algorithm', { checksum: 'abcd' }, '--checksum is ALGO=HEX, with one of md5, sha-1'],
    ['--checksum sha3', { checksum: 'sha3=ab' }, '--checksum is ALGO=HEX'],
    ['--checksum too short', { checksum: 'md5=ab' }, '--checksum: md5 has 32 hexadecimal digits.'],
    ['--checksum not hex', { checksum: `md5=${'x'.repeat(32)}` }, '--checksum: md5 has 32 hexadecimal digits.'],
    ['--on-conflict ask', { onConflict: 'ask' }, '--on-conflict is one of number, overwrite, skip, fail.'],
    ['--write-buffer 0', { writeBuffer: '0' }, '--write-buffer is a size'],
    ['--user without colon', { user: 'secret' }, '--user is NAME:PASSWORD.'],
    ['--proxy', { proxy: 'ftp://p' }, '--proxy: ftp:// proxies cannot be used'],
    ['-4 and -6', { ipv4: true, ipv6: true }, 'Give either -4 or -6, not both.'],
    ['--interface', { interface: ' ' }, '--interface needs a name or an address.'],
    ['--max-retries -1', { maxRetries: '-1' }, '--max-retries is a whole number'],
    ['--timeout 0', { timeout: '0' }, '--timeout is a number of seconds above 0'],
    ['--timeout 1m', { timeout: '1m' }, '--timeout is a number of seconds above 0'],
    ['--timeout 100000', { timeout: '100000' }, '--timeout is a number of seconds above 0, at most 86400.'],
    ['--header', { header: ['bad'] }, "-H: write a header as 'Name: value'."],
    ['--referer', { referer: 'a\nb' }, '--referer has a line break'],
    ['--user and Authorization', { user: 'a:b', header: ['Authorization: x'] }, 'Give either --user or an Auth'],
  ])('%s', (_, raw, message) => {
    expect(() => parse(raw)).toThrow(message);
  });

  test('--ca-file without a certificate', () => {
    expect(() => parse({}, { authorities: 'hello' })).toThrow('--ca-file holds no certificate in PEM form');
  });
});

describe('headers', () => {
  test('the file first, then -H, then options with a name of their own', () => {
    const raw = { header: ['B: from -H', 'Referer: from -H'], referer: 'from option', cookie: 'a=1' };
    expect(request(raw, { headers: 'A: from file\nB: from file\nCookie: from file' }).headers).toEqual({
      'user-agent': 'Sluice/1.2.3',
      a: 'from file',
      b: 'from -H',
      referer: 'from option',
      cookie: 'a=1',
    });
  });

  test('another user agent', () => {
    expect(request({ header: ['User-Agent: Mine/1'] }).headers).toEqual({ 'user-agent': 'Mine/1' });
  });

  test('the cookies of a file are the same for all', () => {
    const cookies = [
      { domain: 'a', includeSubdomains: false, path: '/', secure: false, expires: 0, name: 'k', value: 'v' },
    ];
    for (const one of parse({}, { cookies }, [URL_A, URL_B]).requests) expect(one.cookies).toBe(cookies);
  });
});

test('whom to trust and whom to ask for names', () => {
  expect(request({ caNative: true, dohUrl: 'https://dns.example/q' })).toMatchObject({
    systemAuthorities: true,
    dnsOverHttps: 'https://dns.example/q',
  });
  for (const dohUrl of ['http://dns.example/q', 'dns.example', 'https://']) {
    expect(() => parse({ dohUrl })).toThrow('--doh-url is an https URL');
  }
});

describe('URLs', () => {
  test('several, typed and listed', () => {
    const list = `# my list\n\n  ${URL_B}  \r\nhttps://x.example/c\n`;
    const { requests } = parse({ inputFile: 'list.txt' }, { list });
    expect(requests.map(({ url }) => url)).toEqual([URL_A, URL_B, 'https://x.example/c']);
  });

  test('none', () => {
    expect(() => parse({}, {}, [])).toThrow('Give at least one URL, or a list of them with -i FILE.');
    expect(() => parse({ inputFile: 'x' }, { list: '# nothing\n' }, [])).toThrow('Give at least one URL');
  });

  test('one name or one checksum for several files', () => {
    expect(() => parse({ output: 'x' }, {}, [URL_A, URL_B])).toThrow('-o names one file and there are several URLs.');
    const checksum = `md5=${'a'.repeat(32)}`;
    expect(() => parse({ checksum }, { list: URL_B })).toThrow('--checksum is for one file');
  });

  test('mirrors are of one file', () => {
    const mirror = ['https://m.example/a', 'http://n.example/a'];
    expect(request({ mirror }).mirrors).toEqual(mirror);
    expect(() => parse({ mirror }, {}, [URL_A, URL_B])).toThrow('--mirror is for one file');
    expect(() => parse({ mirror: ['sftp://m.example/a'] })).toThrow('(--mirror: sftp://m.example/a)');
    expect(() => parse({ mirror: ['https://u:p@m.example/a'] })).toThrow('--mirror takes no user name');
  });

  test('a Metalink file stands for what it describes; what the user says of the one file goes before', () => {
    const described = { url: URL_A, mirrors: [URL_B], fileName: 'a.iso', sizeBytes: 5, checksum: CHECKSUM };
    const metalinks = new Map([['list.meta4', [described]]]);
    const { requests } = parse({}, { metalinks }, ['list.meta4']);
    expect(requests[0]).toMatchObject(described);
    const raw = { output: 'mine', mirror: ['https://m.example/a'], checksum: `md5=${'b'.repeat(32)}` };
    expect(parse(raw, { metalinks }, ['list.meta4']).requests[0]).toMatchObject({
      fileName: 'mine',
      mirrors: ['https://m.example/a', URL_B],
      checksum: { algorithm: 'md5', hex: 'b'.repeat(32) },
    });
    expect(() => parse({ output: 'x' }, { metalinks }, ['list.meta4', URL_B])).toThrow('-o names one file');
  });

  test('the system’s proxies, unless an option says otherwise', () => {
    const surroundings = { ...SURROUNDINGS, environment: { http_proxy: 'http://p:1' } };
    const proxyOf = (raw: RawOptions) => parseGet([URL_A], raw, {}, surroundings).requests[0]?.proxy;
    expect(proxyOf({})).toBe('system');
    expect(proxyOf({ proxy: 'q:2' })).toBe('http://q:2');
    expect(proxyOf({ proxy: '' })).toBe('none');
  });

  test.each([
    ['sftp://files.example/a', '(sftp://files.example/a)'],
    ['files.example/a', 'Did you mean https://files.example/a?'],
    ['/etc/passwd', '(/etc/passwd)'],
    ['http:files.example', '(http:files.example)'],
    ['http://', '(http://)'],
    ['http://a b/', '(http://a b/)'],
    ['', '()'],
  ])('%j is none', (url, shown) => {
    expect(() => parse({}, {}, [url])).toThrow(shown);
    expect(() => parse({}, {}, [url])).toThrow(expect.objectContaining({ code: 'bad-url' }) as Error);
  });

  test('a bad one in a list is told by its line, without its password', () => {
    expect(() => parse({ inputFile: 'l.txt' }, { list: `${URL_A}\nsftp://me:secret@h/x\n` }, [])).toThrow(
      '(l.txt, line 2: sftp://h/x)',
    );
  });
});

test('probe asks in the same way', () => {
  const command = parseProbe(URL_A, { user: 'a:b', json: true, header: ['X: 1'] }, {}, SURROUNDINGS);
  expect(said(command)).toEqual({
    json: true,
    request: {
      url: URL_A,
      directory: '/here',
      headers: { 'user-agent': 'Sluice/1.2.3', x: '1' },
      credentials: { user: 'a', password: 'b' },
      proxy: 'system',
    },
  });
});
