import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { installHelper, removeHelper } from './install.ts';
import { browsersOf, helperScript, manifestFor } from './manifests.ts';
import { socketPath } from './socket-path.ts';

const place = mkdtempSync(join(tmpdir(), 'sluice-browser-'));
afterEach(() => rmSync(place, { recursive: true, force: true }));

test.each([
  ['linux', '/c/chromium/NativeMessagingHosts/app.sluice.browser.json'],
  ['darwin', '/h/Library/Application Support/Chromium/NativeMessagingHosts/app.sluice.browser.json'],
] as const)('where Chromium looks on %s', (platform, manifest) => {
  const browsers = browsersOf({ platform, home: '/h', config: '/c', userData: '/u' });
  expect(browsers.find(({ name }) => name === 'Chromium')?.manifest).toBe(manifest);
});

test('on Windows the registry says where', () => {
  const browsers = browsersOf({ platform: 'win32', home: 'C:\\h', config: '', userData: 'C:\\u' });
  expect(browsers.map(({ registryKey }) => registryKey)).toContain(
    'HKCU\\Software\\Mozilla\\NativeMessagingHosts\\app.sluice.browser',
  );
  expect(browsers[0]?.manifest).toBe('C:\\u\\browser\\chromium.json');
});

test('each family names who may start the helper in its own way', () => {
  expect(JSON.parse(manifestFor('firefox', '/x'))).toMatchObject({
    path: '/x',
    allowed_extensions: [expect.any(String)],
  });
  expect(JSON.parse(manifestFor('chromium', '/x'))).toMatchObject({
    allowed_origins: [expect.stringMatching(/^chrome-extension:\/\/[a-p]{32}\/$/)],
  });
});

test.skipIf(process.platform === 'win32')(
  'the script starts the program whatever its path and folder are called',
  () => {
    mkdirSync(place, { recursive: true });
    const program = join(place, "it's $HOME; a program");
    writeFileSync(program, '#!/bin/sh\necho "$SLUICE_USER_DATA|$*"\n', { mode: 0o755 });
    const script = helperScript({ platform: 'linux', executable: program, appPath: null, userData: "/u'$x" });
    expect(execFileSync('/bin/sh', ['-c', script, 'helper', 'chrome-extension://a/'], { encoding: 'utf8' })).toBe(
      "/u'$x|--no-sandbox --browser-helper chrome-extension://a/\n",
    );
  },
);

test.skipIf(process.platform === 'win32')(
  'only browsers that are there are told, and nothing stays behind',
  async () => {
    const config = join(place, 'config');
    mkdirSync(join(config, 'chromium'), { recursive: true });
    const installation = {
      platform: 'linux' as const,
      home: place,
      config,
      userData: join(place, 'data'),
      executable: '/opt/sluice',
      appPath: null,
    };
    expect(await installHelper(installation)).toEqual(['Chromium']);
    const manifest = join(config, 'chromium/NativeMessagingHosts/app.sluice.browser.json');
    const { path } = JSON.parse(readFileSync(manifest, 'utf8')) as { path: string };
    expect(readFileSync(path, 'utf8')).toContain('/opt/sluice');
    await removeHelper(installation);
    expect(() => readFileSync(manifest)).toThrow('ENOENT');
    expect(() => readFileSync(path)).toThrow('ENOENT');
  },
);

test('a folder with a long name still has a socket', () => {
  expect(socketPath('/home/ann/.config/Sluice', 'linux', '/tmp')).toBe('/home/ann/.config/Sluice/browser.sock');
  expect(socketPath(`/${'x'.repeat(120)}`, 'linux', '/tmp')).toMatch(/^\/tmp\/sluice-[0-9a-f]{32}\.sock$/);
  expect(socketPath('C:\\u', 'win32', '')).toMatch(/^\\\\\.\\pipe\\sluice-[0-9a-f]{32}$/);
});
