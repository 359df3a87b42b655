import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { linkFileType } from './link-files.ts';
import { linksFromPaths, readLinkFiles } from './read-files.ts';

const URL_TEXT = 'https://a.example/x?y=1&z=2';
const file = (name: string, content: string | Buffer) => ({ name, content: Buffer.from(content) });
/** `{ URL: "https://a.example/x" }` as macOS writes it. */
const BINARY = Buffer.concat([
  Buffer.from('bplist00'),
  Buffer.from([0xd1, 0x01, 0x02, 0x53]),
  Buffer.from('URL'),
  Buffer.from([0x5f, 0x10, 0x13]),
  Buffer.from('https://a.example/x'),
  Buffer.from([0x08, 0x0b, 0x0f]),
  Buffer.from([0, 0, 0, 0, 0, 0, 1, 1]),
  Buffer.from([0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 37]),
]);
const WEBLOC = `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>URL</key><string>${URL_TEXT.replace('&', '&amp;')}</string></dict></plist>`;

test.each([
  ['a.txt', `see ${URL_TEXT}`, `see ${URL_TEXT}`],
  ['a.TXT', Buffer.from(`\uFEFF${URL_TEXT}`, 'utf16le'), URL_TEXT],
  ['a.url', `[InternetShortcut]\r\nIDList=\r\nURL=${URL_TEXT}\r\nIconIndex=0\r\n`, URL_TEXT],
  ['a.desktop', `[Desktop Entry]\nType=Link\nURL[$e]=${URL_TEXT}\n`, URL_TEXT],
  ['a.webloc', WEBLOC, URL_TEXT],
  ['a.webloc', BINARY, 'https://a.example/x'],
])('%s', (name, content, text) => {
  expect(readLinkFiles([file(name, content)])).toEqual({ text, files: [], problems: [] });
});

test.each([
  ['a.txt', '  ', 'empty'],
  ['a.url', '[InternetShortcut]', 'empty'],
  ['a.webloc', '<plist/>', 'empty'],
  ['a.webloc', 'bplist00 and nothing that could be one', 'unreadable'],
  ['a.meta4', '<html/>', 'bad-metalink'],
  ['a.mp4', 'x', 'not-known'],
  ['a', 'x', 'not-known'],
])('%s with %j: %s', (name, content, problem) => {
  expect(readLinkFiles([file(name, content)])).toEqual({ text: '', files: [], problems: [{ name, problem }] });
});

test('several at once, and a Metalink with all it says', () => {
  const meta = `<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="../b.iso"><size>7</size>
    <hash type="md5">${'0'.repeat(32)}</hash><url priority="1">https://m1/b</url><url priority="2">https://m2/b</url></file></metalink>`;
  const found = readLinkFiles([file('1.url', 'URL=https://a/'), file('b.meta4', meta), file('2.txt', 'https://c/')]);
  expect(found.text).toBe('https://a/\nhttps://c/');
  expect(found.files).toMatchObject([
    { url: 'https://m1/b', mirrors: ['https://m2/b'], fileName: 'b.iso', sizeBytes: 7, checksum: { algorithm: 'md5' } },
  ]);
});

test('from disk; what cannot be read is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-links-'));
  try {
    await writeFile(join(folder, 'a.txt'), 'https://a/');
    const found = await linksFromPaths([join(folder, 'a.txt'), join(folder, 'gone.txt')]);
    expect(found).toEqual({ text: 'https://a/', files: [], problems: [{ name: 'gone.txt', problem: 'unreadable' }] });
  } finally {
    await rm(folder, { recursive: true });
  }
  expect(linkFileType('/x/y.META4')).toBe('meta4');
  expect(linkFileType('/x/y.iso')).toBeNull();
});
