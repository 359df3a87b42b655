import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksLikeCurl, readCurl, type CurlCommand } from './curl.ts';

function command(text: string): CurlCommand {
  const read = readCurl(text);
  if (read.kind !== 'command') throw new Error(`refused: ${read.reason}`);
  return read.command;
}

const CHROME_SH = String.raw`curl 'https://files.example/get?id=1&x=%20' \
  -H 'accept: text/html,*/*;q=0.8' \
  -H 'accept-language: en' \
  -b 'session=abc; theme="dark"' \
  -H 'referer: https://files.example/list' \
  -H $'x-note: it\'s \u00e9' \
  -H 'user-agent: Mozilla/5.0 (X11)' \
  --compressed ;
curl 'https://other.example/'`;

const CHROME_CMD = `curl ^"https://files.example/get?id=1^&x=^%^20^" ^
  -H ^"accept: */*^" ^
  -b ^"session=abc; theme=^\\^"dark^\\^"^" ^
  -H ^"user-agent: Mozilla/5.0 (Windows)^" ^
  --insecure ^
  --compressed &
curl ^"https://other.example/^"`;

const FIREFOX_CMD = `curl.exe "https://files.example/get?id=1&x=%20" --compressed -H "Accept: */*" -H "Cookie: a=""b"""`;

describe('what browsers copy', () => {
  test('for sh', () => {
    expect(command(CHROME_SH)).toEqual({
      urls: ['https://files.example/get?id=1&x=%20'],
      headers: { accept: 'text/html,*/*;q=0.8', 'accept-language': 'en', 'x-note': "it's é" },
      cookie: 'session=abc; theme="dark"',
      referer: 'https://files.example/list',
      userAgent: 'Mozilla/5.0 (X11)',
      user: '',
      password: '',
      proxy: '',
      fileName: '',
      limit: null,
      ignored: [],
    });
  });

  test('for cmd.exe, carets and all', () => {
    expect(command(CHROME_CMD)).toMatchObject({
      urls: ['https://files.example/get?id=1&x=%20'],
      headers: { accept: '*/*' },
      cookie: 'session=abc; theme="dark"',
      userAgent: 'Mozilla/5.0 (Windows)',
      ignored: ['--insecure'],
    });
  });

  test('for cmd.exe, in plain quotes', () => {
    expect(command(FIREFOX_CMD)).toMatchObject({ urls: ['https://files.example/get?id=1&x=%20'], cookie: 'a="b"' });
  });
});

describe('options', () => {
  test('each fills its field', () => {
    const text =
      '$ curl -sSL -k -A "Agent 1" -e http://r.example/;auto -uana:p:w -x proxy.example:3128 -U "x y:z" -o dir/name.iso ' +
      "--limit-rate 1.5M -H'X-Token: 1' -H 'Empty;' -H 'Accept:' -H 'Range: bytes=0-9' -b jar.txt --url h.example/a h.example/b";
    expect(command(text.replace(';auto', '";auto"'))).toEqual({
      urls: ['http://h.example/a', 'http://h.example/b'],
      headers: { 'X-Token': '1' },
      cookie: '',
      referer: 'http://r.example/',
      userAgent: 'Agent 1',
      user: 'ana',
      password: 'p:w',
      proxy: 'http://x%20y:z@proxy.example:3128',
      fileName: 'name.iso',
      limit: 1.5 * 1024 * 1024,
      ignored: ['-k', 'Range', '-b'],
    });
  });

  test('what is not known, or done otherwise, is named; its value is no link', () => {
    const { urls, ignored } = command(
      'curl --retry 5 -r 0-99 --wibble --max-time 9 -w "%{http_code}" https://h.example/ -v',
    );
    expect(urls).toEqual(['https://h.example/']);
    expect(ignored).toEqual(['--retry', '-r', '--wibble', '--max-time', '-w']);
  });

  test('data goes to the query with -G, and only the first request counts', () => {
    expect(command('curl -G -d a=1 -d b=2 https://h.example/?c --next https://i.example/').urls).toEqual([
      'https://h.example/?c&a=1&b=2',
    ]);
  });

  test.each([
    ['curl -X POST https://h.example/', 'method', 'POST'],
    ['curl https://h.example/ -d a=1', 'method', 'POST'],
    ['curl https://h.example/ --data-raw a=1 -X put', 'method', 'PUT'],
    ['curl -F file=@x https://h.example/', 'method', 'POST'],
    ['curl -T x https://h.example/', 'method', 'POST'],
    ['curl --json {} -X GET https://h.example/', 'method', 'POST'],
    ["curl 'https://h.example/", 'quotes', ''],
    ['curl -s', 'no-url', ''],
  ])('%s is refused', (text, reason, method) => {
    expect(readCurl(text)).toEqual({ kind: 'refused', reason, method });
  });
});

test('a cURL command is told from text', () => {
  for (const text of [
    'curl http://h',
    ' $ curl -O h/x',
    '/usr/bin/curl h',
    'curl.exe "h"',
    'C:\\x\\curl.exe h',
    'curl ^"h^"',
  ]) {
    expect([text, looksLikeCurl(text)]).toEqual([text, true]);
  }
  for (const text of ['curl', 'curl ', 'curly http://h', 'use curl http://h', 'https://h/curl x', '']) {
    expect([text, looksLikeCurl(text)]).toEqual([text, false]);
  }
});

describe('fuzz', () => {
  /** As `@Q` of bash or a browser writes it. */
  const sh = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;
  /** As Chrome writes it for Windows. */
  const cmd = (word: string): string =>
    `^"${word
      .replace(/(\\*)("|$)/g, (_, run: string, quoted: string) => run + run + (quoted && '\\"'))
      .replace(/[^a-zA-Z0-9\s_\-:=+~'/.',?;()*`]/g, '^$&')}^"`;
  const value = fc.string({ unit: fc.constantFrom(...`ab 1'"\\^&|;%$\`<>()é`.split('')), maxLength: 20 });

  test.each([
    ['sh', sh],
    ['cmd.exe', cmd],
  ])('whatever is quoted for %s comes out as it went in', (_, quote) => {
    fc.assert(
      fc.property(value, value, (one, two) => {
        const text = `curl ${quote('https://h.example/')} -H ${quote(`X-One: ${one}!`)} -A ${quote(`A${two}`)}`;
        const read = command(text);
        expect(read.urls).toEqual(['https://h.example/']);
        expect(read.headers).toEqual({ 'X-One': `${one}!`.trim() });
        expect(read.userAgent).toBe(`A${two}`);
      }),
    );
  });

  test('any text is read or refused', () => {
    const bits = fc.constantFrom(
      'curl',
      ' ',
      '-H',
      "'",
      '"',
      '^',
      '\\',
      '\n',
      '--data',
      '-',
      'http://h',
      '$',
      '\r\n',
      'é',
      '%',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 40 }), (pieces) => {
        const read = readCurl(`curl ${pieces.join('')}`);
        if (read.kind === 'command') expect(read.command.urls.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});
