import { join, sep } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mediaTypeOf, resolveAsset } from './asset-path.ts';

const ROOT = join(sep, 'app', 'out', 'renderer');

test.each([
  ['sluice-app://app/index.html', 'index.html'],
  ['sluice-app://app/assets/main-1a2b.js', join('assets', 'main-1a2b.js')],
  ['sluice-app://app/a%20b.css?v=1#x', 'a b.css'],
  // URL parsing resolves these before they can climb.
  ['sluice-app://app/../../index.html', 'index.html'],
  ['sluice-app://app/assets/%2e%2e/index.html', 'index.html'],
])('%s is %s', (address, file) => {
  expect(resolveAsset(ROOT, address)).toBe(join(ROOT, file));
});

test.each([
  'sluice-app://app/',
  'sluice-app://app',
  'sluice-app://other/index.html',
  'sluice-app://app.example.org/index.html',
  'sluice-app://app:80/index.html',
  'file:///etc/passwd',
  'https://app/index.html',
  'sluice-app://app/..%2f..%2fetc/passwd',
  'sluice-app://app/..%2F..%2F..%2Fetc%2Fpasswd',
  'sluice-app://app/%2e%2e%2f%2e%2e%2fmain/main.js',
  'sluice-app://app/..%5c..%5cmain.js',
  'sluice-app://app/assets%5c..%5c..%5cx',
  'sluice-app://app/C:%5cWindows%5cx',
  'sluice-app://app/c:/windows',
  'sluice-app://app/x%00.html',
  'sluice-app://app/%',
  'sluice-app://app/%ff',
  'not a url',
  '',
])('%j is refused', (address) => {
  expect(resolveAsset(ROOT, address)).toBeNull();
});

test('whatever the path says, the file lies below the root', () => {
  const piece = fc.constantFrom('..', '.', '%2e%2e', '%2f', '/', '\\', '%5c', 'a', '%00', '%252e', '//', 'index.html');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const file = resolveAsset(ROOT, `sluice-app://app/${pieces.join('')}`);
      if (file !== null) expect(file.startsWith(ROOT + sep)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('only kinds that the page uses have a media type', () => {
  expect(mediaTypeOf('/a/index.html')).toBe('text/html; charset=utf-8');
  expect(mediaTypeOf('/a/main.js')).toBe('text/javascript; charset=utf-8');
  expect(mediaTypeOf('/a/inter.woff2')).toBe('font/woff2');
  for (const path of ['/a/main.js.map', '/a/x.exe', '/a/html', '/a/.html.', '/etc/passwd']) {
    expect(mediaTypeOf(path)).toBeNull();
  }
});
