import { describe, expect, it } from 'vitest';
import { readChecksum } from './checksum.ts';
import { readDrop, takesDrop } from './drop.ts';
import { extractLinks, nameInLink } from '../../shared/links/extract.ts';

const linksIn = (text: string): readonly string[] => extractLinks(text).links;

describe('extractLinks', () => {
  it('takes a plain list, each link once and in order', () => {
    const found = extractLinks('https://a.example/1\r\nhttp://b.example/2\n\nhttps://a.example/1\n');
    expect(found).toEqual({ links: ['https://a.example/1', 'http://b.example/2'], repeated: 1, unusable: [] });
  });

  it.each([
    ['See https://a.example/x.zip, then go.', 'https://a.example/x.zip'],
    ['(https://a.example/x.zip)', 'https://a.example/x.zip'],
    ['https://en.wikipedia.org/wiki/Sluice_(gate)', 'https://en.wikipedia.org/wiki/Sluice_(gate)'],
    ['"https://a.example/x?y=1&z=2"', 'https://a.example/x?y=1&z=2'],
    ['<a href="https://a.example/x.zip">x</a>', 'https://a.example/x.zip'],
    ['链接：https://a.example/x.zip，谢谢。', 'https://a.example/x.zip'],
    ['URL=https://a.example/x.zip', 'https://a.example/x.zip'],
    ['**https://a.example/x.zip**', 'https://a.example/x.zip'],
    ['HTTPS://A.example/x', 'HTTPS://A.example/x'],
    ['https://a.example/x#part', 'https://a.example/x#part'],
    ['https://a.example/%E4%B8%AD/x', 'https://a.example/%E4%B8%AD/x'],
    ['https://[2001:db8::1]/x', 'https://[2001:db8::1]/x'],
    ['example.com/file.zip', 'https://example.com/file.zip'],
  ])('finds the link in %s', (text, link) => {
    expect(linksIn(text)).toEqual([link]);
  });

  it('finds nothing in prose', () => {
    expect(extractLinks('Nothing here. See page 3/4 of the manual, or example.com')).toEqual({
      links: [],
      repeated: 0,
      unusable: [],
    });
  });

  it('names links that cannot be fetched', () => {
    const found = extractLinks('sftp://a.example/x magnet:?xt=urn:btih:1 https:///x http:// ftp:///y');
    expect(found.links).toEqual([]);
    expect(found.unusable).toEqual([
      'sftp://a.example/x',
      'magnet:?xt=urn:btih:1',
      'https:///x',
      'http://',
      'ftp:///y',
    ]);
  });

  it('finds links to FTP servers', () => {
    expect(extractLinks('See ftp://a.example/x, ftps://b.example/y and (ftpes://me@c.example:2121/z).')).toEqual({
      links: ['ftp://a.example/x', 'ftps://b.example/y', 'ftpes://me@c.example:2121/z'],
      repeated: 0,
      unusable: [],
    });
  });

  it('takes a long list in no time', () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `https://a.example/${String(index)}`).join('\n');
    expect(linksIn(text)).toHaveLength(10_000);
  });

  it('guesses a name', () => {
    expect(nameInLink('https://a.example/p/some%20file.zip?x=1')).toBe('some file.zip');
    expect(nameInLink('https://a.example/%E0%A4%A')).toBe('%E0%A4%A');
    expect(nameInLink('https://a.example/')).toBe('');
    expect(nameInLink('nonsense')).toBe('');
  });
});

describe('readChecksum', () => {
  const hex = (digits: number): string => 'aB0'.repeat(digits).slice(0, digits);

  it.each([
    [32, 'md5'],
    [40, 'sha-1'],
    [64, 'sha-256'],
    [128, 'sha-512'],
    [8, 'crc32'],
  ])('knows %d digits as %s', (digits, algorithm) => {
    expect(readChecksum(` ${hex(digits)}\n`)).toEqual({
      kind: 'valid',
      checksum: { algorithm, hex: hex(digits).toLowerCase() },
    });
  });

  it.each([`sha256:${hex(64)}`, `SHA-256 = ${hex(64)}`, `SHA256 (a file.iso) = ${hex(64)}`, `${hex(64)} *file.iso`])(
    'reads %s',
    (text) => {
      expect(readChecksum(text)).toMatchObject({ kind: 'valid', checksum: { algorithm: 'sha-256' } });
    },
  );

  it('says what is wrong', () => {
    expect(readChecksum('  ')).toEqual({ kind: 'empty' });
    expect(readChecksum('xyz')).toEqual({ kind: 'not-hex' });
    expect(readChecksum('abc')).toEqual({ kind: 'unknown-length', digits: 3 });
    expect(readChecksum(`md5:${hex(64)}`)).toEqual({
      kind: 'wrong-length',
      algorithm: 'md5',
      digits: 64,
      expected: 32,
    });
  });
});

describe('drops', () => {
  const transfer = (data: Record<string, string>, files: File[] = []): DataTransfer =>
    ({ types: Object.keys(data), getData: (type: string) => data[type] ?? '', files }) as unknown as DataTransfer;

  it('takes links, text and files, and nothing else', () => {
    expect(takesDrop(transfer({ 'text/uri-list': '' }))).toBe(true);
    expect(takesDrop(transfer({ Files: '' }))).toBe(true);
    expect(takesDrop(transfer({ 'image/png': '' }))).toBe(false);
    expect(takesDrop(null)).toBe(false);
  });

  it('prefers the list of links, without its comments', () => {
    const data = { 'text/uri-list': '# from a page\r\nhttps://a.example/1\r\nhttps://a.example/2', 'text/plain': 'x' };
    expect(readDrop(transfer(data)).text).toBe('https://a.example/1\nhttps://a.example/2');
    expect(readDrop(transfer({ 'text/plain': 'see https://a.example/1' })).text).toBe('see https://a.example/1');
    expect(readDrop(transfer({ 'text/plain': 'words' })).text).toBe('words');
  });

  it('takes every link of a selection, and what Firefox gives', () => {
    const html =
      '<p><a href="https://a.example/1">x</a> <a href="/local">y</a> <img src="https://a.example/2.png"></p>';
    expect(readDrop(transfer({ 'text/uri-list': 'https://a.example/1', 'text/html': html })).text).toBe(
      'https://a.example/1\nhttps://a.example/2.png',
    );
    expect(readDrop(transfer({ 'text/x-moz-url': 'https://a.example/1\nTitle https://no.example/' })).text).toBe(
      'https://a.example/1',
    );
  });

  it('hands files on', () => {
    const shortcut = new File(['URL=https://a.example/1'], 'a.url');
    expect(readDrop(transfer({ 'text/uri-list': 'file:///home/ana/a.url', Files: '' }, [shortcut]))).toEqual({
      text: '',
      files: [shortcut],
    });
  });
});
