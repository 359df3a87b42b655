import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeFeed, findUpdateSource, type UpdateStart } from './source.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-update-'));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

const BUILT = 'provider: generic\nurl: https://updates.example/sluice\nupdaterCacheDirName: sluice-updater\n';
const find = (more: Partial<UpdateStart> = {}) =>
  findUpdateSource({ platform: 'linux', variables: {}, resources: folder, ...more });

it('knows no address where neither the build nor the environment names one', () => {
  expect(find()).toBeNull();
  expect(find({ resources: null })).toBeNull();
});

it('takes the address of the build, and that of the environment before it', () => {
  writeFileSync(join(folder, 'app-update.yml'), BUILT);
  expect(find()).toMatchObject({ address: 'https://updates.example/sluice', host: 'updates.example' });
  const variables = { SLUICE_UPDATE_FEED: 'https://own.example:8443/s' };
  expect(find({ variables })).toMatchObject({ address: 'https://own.example:8443/s', host: 'own.example:8443' });
});

it.each(['http://updates.example/', 'ftp://updates.example/', 'file:///updates', 'updates.example'])(
  'refuses %s, where anyone on the way could write the answer',
  (address) => {
    expect(() => find({ variables: { SLUICE_UPDATE_FEED: address } })).toThrow('by https only');
  },
);

it('takes http from this very machine', () => {
  expect(find({ variables: { SLUICE_UPDATE_FEED: 'http://127.0.0.1:8080/' } })?.host).toBe('127.0.0.1:8080');
});

it('puts itself in place as an AppImage and on Windows; elsewhere it only tells', () => {
  const SLUICE_UPDATE_FEED = 'https://own.example/';
  const installs = (platform: NodeJS.Platform, variables: NodeJS.ProcessEnv = {}) =>
    find({ platform, variables: { SLUICE_UPDATE_FEED, ...variables } })?.installs;
  expect(installs('linux', { APPIMAGE: join(folder, 'Sluice.AppImage') })).toBe(true);
  expect(installs('linux', { APPIMAGE: join(folder, 'gone', 'Sluice.AppImage') })).toBe(false);
  expect(installs('linux')).toBe(false);
  expect(installs('win32')).toBe(true);
  expect(installs('win32', { PORTABLE_EXECUTABLE_DIR: folder })).toBe(false);
  expect(installs('darwin')).toBe(false);
});

it('keeps what else the build says of its feed, such as who has to have signed', () => {
  const built = `${BUILT}publisherName:\n  - The Sluice authors\n`;
  expect(describeFeed({ address: 'https://own.example/$&', built })).toBe(
    'provider: generic\nurl: "https://own.example/$&"\nupdaterCacheDirName: sluice-updater\npublisherName:\n  - The Sluice authors\n',
  );
  expect(describeFeed({ address: 'https://own.example/', built: '' })).toContain('url: "https://own.example/"\n');
});
