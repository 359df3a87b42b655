import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { platforms, text } from './arbitraries.ts';
import { chooseFileName } from './choose.ts';
import type { NameSources } from './choose.ts';
import { brokenInvariants } from './invariants.ts';
import { fileNameFromUrl } from './url-name.ts';

const choose = (sources: Partial<NameSources>): string =>
  chooseFileName({
    contentDisposition: null,
    url: 'https://example.com/',
    mediaType: null,
    platform: 'linux',
    ...sources,
  });

describe('fileNameFromUrl', () => {
  it.each([
    ['https://example.com/a/b.zip?x=/y.txt#z', 'b.zip'],
    ['https://example.com/a%20b%2Fc', 'a b/c'],
    ['https://example.com/%E5%A0%B1.zip', '報.zip'],
    ['https://example.com/caf%E9.zip', 'caf%E9.zip'],
    ['https://example.com/100%.zip', '100%.zip'],
    ['https://example.com/a/', null],
    ['https://example.com', null],
    ['about:blank', null],
    ['nonsense', null],
  ])('%s', (url, expected) => {
    expect(fileNameFromUrl(url)).toBe(expected);
  });
});

describe('chooseFileName', () => {
  it('asks in order: the user, the header, the addresses, the host', () => {
    const all = {
      given: 'mine.bin',
      contentDisposition: 'attachment; filename=theirs.bin',
      url: 'https://example.com/its.bin',
    };
    expect(choose(all)).toBe('mine.bin');
    expect(choose({ ...all, given: ' ' })).toBe('theirs.bin');
    expect(choose({ ...all, given: null, contentDisposition: 'attachment; filename=".."' })).toBe('its.bin');
    expect(choose({})).toBe('example.com');
    expect(choose({ mediaType: 'text/html; charset=utf-8' })).toBe('example.com.html');
    expect(choose({ url: 'about:blank' })).toBe('download');
    expect(choose({ url: 'http://[::1]:8080/' })).toBe('[__1]');
  });

  it('takes the address that shows a type, the final one first', () => {
    expect(choose({ url: 'https://a.example/x.zip', finalUrl: 'https://b.example/y.zip' })).toBe('y.zip');
    expect(choose({ url: 'https://a.example/x.zip', finalUrl: 'https://b.example/9f3c' })).toBe('x.zip');
    expect(choose({ url: 'https://a.example/get.php', finalUrl: 'https://b.example/9f3c' })).toBe('9f3c');
    expect(choose({ url: 'https://a.example/get', finalUrl: 'https://b.example/' })).toBe('get');
  });

  it('takes the last component of a Windows path, and keeps what else looks like one', () => {
    const announced = (name: string) => choose({ contentDisposition: `attachment; filename="${name}"` });
    expect(announced('C:\\Users\\me\\report.pdf')).toBe('report.pdf');
    expect(announced('../../etc/passwd')).toBe('_.._etc_passwd');
  });

  it('adds an extension only where there is none that tells', () => {
    const typed = (path: string, mediaType: string) => choose({ url: `https://example.com/${path}`, mediaType });
    expect(typed('report', 'application/pdf')).toBe('report.pdf');
    expect(typed('node-v20.11', 'application/gzip')).toBe('node-v20.11.gz');
    expect(typed('show.php', 'image/png')).toBe('show.png');
    expect(typed('show.php', 'application/octet-stream')).toBe('show.php');
    expect(typed('setup.exe', 'text/html')).toBe('setup.exe');
    expect(typed('padded.zip%20', 'application/gzip')).toBe('padded.zip');
    expect(typed('archive.7z.001', 'application/zip')).toBe('archive.7z.001');
    expect(typed('LICENSE', 'text/plain')).toBe('LICENSE');
    expect(typed('data', 'application/octet-stream')).toBe('data');
    expect(choose({ contentDisposition: 'attachment; filename=report', mediaType: 'application/pdf' })).toBe(
      'report.pdf',
    );
    expect(choose({ given: 'report', mediaType: 'application/pdf' })).toBe('report');
  });

  it('keeps every promise whatever the sources say', () => {
    const source = fc.option(text, { nil: null });
    const sources = fc.record({
      contentDisposition: source,
      url: text,
      finalUrl: source,
      mediaType: fc.option(fc.oneof(text, fc.constantFrom('image/png', 'text/html')), { nil: null }),
      given: source,
      platform: platforms,
    });
    fc.assert(
      fc.property(sources, (each) => {
        expect(brokenInvariants(chooseFileName(each), each.platform)).toEqual([]);
        const path = `https://example.com/${encodeURIComponent(each.url.replace(/\p{Cs}/gu, '?'))}`;
        const addressed = choose({ url: path, mediaType: each.mediaType, platform: each.platform });
        expect(brokenInvariants(addressed, each.platform)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
