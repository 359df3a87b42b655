import fc from 'fast-check';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SluiceError } from '../../../shared/failures.ts';
import { MAX_PIECES, pieceHashesSchema } from '../../../shared/pieces.ts';
import { NO_PRIORITY, parseMetalink, type MetalinkFile } from './metalink.ts';

const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';
const SHA1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const V4 = `<?xml version="1.0" encoding="UTF-8"?>
<!-- as in RFC 5854 -->
<metalink xmlns="urn:ietf:params:xml:ns:metalink">
  <published>2009-05-15T12:23:23Z</published>
  <file name="example.ext">
    <size>5</size>
    <identity>Example</identity>
    <hash type="sha-256">${SHA256.toUpperCase()}</hash>
    <hash type="whirlpool">00</hash>
    <pieces length="4" type="sha-1"><hash>${SHA1}</hash><hash>${SHA1}</hash></pieces>
    <url>http://none.example/</url>
    <url location="DE" priority="2">https://user:secret@de.example/a&amp;b#c</url>
    <url priority="1">ftp://ftp.example/a</url>
    <url priority="1"><![CDATA[http://first.example/a]]></url>
    <url priority="3">::: not a url</url>
    <metaurl mediatype="torrent" priority="1">http://t.example/a.torrent</metaurl>
  </file>
</metalink>`;

const V3 = `<metalink version="3.0" xmlns="http://www.metalinker.org/">
  <files>
    <file name="old.iso">
      <size>3</size>
      <verification>
        <hash type="md5"> ${MD5} </hash><hash type="sha1">${SHA1}</hash><hash type="sha256">${SHA256}</hash>
        <pieces length="2" type="sha1"><hash piece="0">${SHA1}</hash><hash piece="1">${SHA1}</hash></pieces>
        <signature type="pgp">…</signature>
      </verification>
      <resources maxconnections="1">
        <url type="http" location="us" preference="10">http://last.example/old.iso</url>
        <url type="bittorrent" preference="100">http://t.example/old.torrent</url>
        <url type="http" preference="100">http://first.example/old.iso</url>
        <url type="rsync">rsync://r.example/old.iso</url>
      </resources>
    </file>
    <file name="second"><resources/></file>
  </files>
</metalink>`;

const parse = (text: string): MetalinkFile[] => parseMetalink(text, 'linux');
const v4 = (inside: string): string => `<metalink xmlns="urn:ietf:params:xml:ns:metalink">${inside}</metalink>`;

function refusal(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof SluiceError) return error.code;
    throw error;
  }
  return 'taken';
}

describe('what is read', () => {
  test('version 4', () => {
    expect(parse(V4)).toEqual([
      {
        name: 'example.ext',
        sizeBytes: 5,
        hashes: { 'sha-256': SHA256 },
        pieces: { algorithm: 'sha-1', lengthBytes: 4, hashes: [SHA1, SHA1] },
        sources: [
          { url: 'http://first.example/a', priority: 1, location: null },
          { url: 'https://de.example/a&b', priority: 2, location: 'de' },
          { url: 'http://none.example/', priority: NO_PRIORITY, location: null },
          { url: 'ftp://ftp.example/a', priority: 1, location: null },
        ],
      },
    ]);
  });

  test('version 3: a high preference is a low priority', () => {
    const [file, second] = parse(V3);
    expect(file).toEqual({
      name: 'old.iso',
      sizeBytes: 3,
      hashes: { md5: MD5, 'sha-1': SHA1, 'sha-256': SHA256 },
      pieces: { algorithm: 'sha-1', lengthBytes: 2, hashes: [SHA1, SHA1] },
      sources: [
        { url: 'http://first.example/old.iso', priority: 1, location: null },
        { url: 'http://last.example/old.iso', priority: 91, location: 'us' },
      ],
    });
    expect(second).toEqual({ name: 'second', sizeBytes: null, hashes: {}, pieces: null, sources: [] });
  });

  test('the strongest of several lists of pieces; none when there are more than are kept', () => {
    const list = (type: string, hash: string, count = 1): string =>
      `<pieces length="1" type="${type}">${`<hash>${hash}</hash>`.repeat(count)}</pieces>`;
    const pieces = (lists: string): MetalinkFile['pieces'] | undefined =>
      parse(v4(`<file name="a">${lists}</file>`))[0]?.pieces;
    expect(pieces(list('md5', MD5) + list('sha-256', SHA256) + list('sha-1', SHA1))?.algorithm).toBe('sha-256');
    expect(pieces(list('md5', MD5, MAX_PIECES))?.hashes.length).toBe(MAX_PIECES);
    expect(pieces(list('md5', MD5, MAX_PIECES + 1))).toBeNull();
  });

  test('a byte order mark, and elements of other namespaces', () => {
    const text = v4('<file name="a" xmlns:x="urn:x" x:name="b"><x:size>nine</x:size><size>9</size></file>');
    expect(parse(`\uFEFF${text}`)[0]).toMatchObject({ name: 'a', sizeBytes: 9 });
  });
});

describe('what is refused', () => {
  test.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['another document', '<html xmlns="http://www.w3.org/1999/xhtml"></html>'],
    ['no namespace', '<metalink><file name="a"/></metalink>'],
    ['not closed', V4.replace('</metalink>', '')],
    ['two roots', V4 + v4('')],
    ['a file without a name', v4('<file/>')],
    ['a size that is none', v4('<file name="a"><size>-1</size></file>')],
    ['a size beyond exact numbers', v4('<file name="a"><size>9007199254740993</size></file>')],
    ['a hash that is none', v4('<file name="a"><hash type="sha-256">abc</hash></file>')],
    ['pieces without a length', v4(`<file name="a"><pieces type="md5"><hash>${MD5}</hash></pieces></file>`)],
    ['too few pieces', V4.replace('<size>5', '<size>9')],
    ['pieces out of order', V3.replace('piece="1"', 'piece="2"')],
    ['an unknown entity', v4('<file name="&evil;"/>')],
    [
      'an entity of its own',
      `<!DOCTYPE metalink [<!ENTITY evil SYSTEM "file:///etc/passwd">]>${v4('<file name="a"/>')}`,
    ],
    [
      'entities in entities',
      `<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${v4('<file name="&b;"/>')}`,
    ],
    ['depth', v4('<file name="a">'.repeat(100) + '</file>'.repeat(100))],
    ['a flood of elements', v4('<a/>'.repeat(300_000))],
    ['a flood of text', v4(`<file name="a">${' '.repeat(17 * 2 ** 20)}</file>`)],
  ])('%s', (_, text) => {
    expect(refusal(text)).toBe('bad-metalink');
  });
});

describe('names are hostile', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['/etc/passwd', 'passwd'],
    ['C:\\Windows\\system.ini', 'system.ini'],
    ['folder/sub/file.iso', 'file.iso'],
    ['..', 'download'],
    ['.bashrc', 'bashrc'],
    ['CON', '_CON'],
    ['a/', 'a'],
    ['x\u202Efdp.exe', 'x_fdp.exe'],
  ])('%s becomes %s', (name, expected) => {
    expect(parse(v4(`<file name="${name}"/>`))[0]?.name).toBe(expected);
  });

  test('no name leads out of its folder', () => {
    const parts = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      'a',
      'C:',
      '%2e%2e',
      '&#x2f;',
      '&#0;',
      '~',
      ' ',
      '&#xA;',
      '\u2215',
    );
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 8 }), (pieces) => {
        let files: MetalinkFile[] = [];
        try {
          files = parse(v4(`<file name="${pieces.join('')}"/>`));
        } catch (error) {
          if (!(error instanceof SluiceError)) throw error;
        }
        const folder = resolve('/folder');
        for (const { name } of files) expect(resolve(join(folder, name))).toBe(join(folder, name));
        for (const { name } of files) expect(name).not.toMatch(/[/\\]|^\.{0,2}$/);
      }),
    );
  });
});

describe('fuzz', () => {
  const invariants = (text: string): void => {
    let files: MetalinkFile[] = [];
    try {
      files = parse(text);
    } catch (error) {
      if (!(error instanceof SluiceError) || error.code !== 'bad-metalink') throw error;
    }
    for (const { pieces, sources } of files) {
      if (pieces) expect(pieceHashesSchema.safeParse(pieces).success).toBe(true);
      for (const { url } of sources) expect(new URL(url).protocol).toMatch(/^(https?|ftp(s|es)?):$/);
    }
  };

  test('any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 500 }), invariants));
  });

  test('real files with pieces cut out, doubled and swapped for others', () => {
    const corpus = [V3, V4];
    const spices = [
      '<',
      '>',
      '"',
      '&',
      '&#38;',
      ']]>',
      '<![CDATA[',
      '<!--',
      '<?',
      '<!DOCTYPE a [',
      '\u0000',
      '</file>',
      '\uD800',
    ];
    const change = fc.record({ at: fc.nat(3000), cut: fc.nat(60), put: fc.constantFrom('', ...spices) });
    fc.assert(
      fc.property(fc.constantFrom(...corpus), fc.array(change, { maxLength: 6 }), (text, changes) => {
        invariants(changes.reduce((now, { at, cut, put }) => now.slice(0, at) + put + now.slice(at + cut), text));
      }),
      { numRuns: 500 },
    );
  });
});
