import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { en } from '../words/en.ts';
import { chooseWords } from '../words/index.ts';
import { zhCN } from '../words/zh-CN.ts';
import { formatRate } from './format-rate.ts';
import { menuTemplate, type MenuActions } from './menu.ts';
import { trayFile } from './tray-file.ts';
import { trayTemplate, trayTooltip } from './tray-menu.ts';

const actions: MenuActions = {
  show: vi.fn(),
  add: vi.fn(),
  addFromClipboard: vi.fn(),
  pauseAll: vi.fn(),
  resumeAll: vi.fn(),
  closeWindow: vi.fn(),
  quit: vi.fn(),
};
const IDLE = { running: 0, active: 0, paused: 0, failed: 0, bytesPerSecond: 0, fraction: null };
const labels = (template: MenuItemConstructorOptions[]) => template.flatMap((item) => item.label ?? []);
const enabled = (template: MenuItemConstructorOptions[]) =>
  template.filter((item) => item.type !== 'separator' && item.enabled !== false).flatMap((item) => item.label ?? []);

describe('the tray', () => {
  test('offers what can be done', () => {
    expect(labels(trayTemplate(IDLE, en, actions))).toEqual([
      'Show Sluice',
      'Add from Clipboard…',
      'Pause All',
      'Resume All',
      'Quit Sluice',
    ]);
    expect(enabled(trayTemplate(IDLE, en, actions))).toEqual(['Show Sluice', 'Add from Clipboard…', 'Quit Sluice']);
    expect(enabled(trayTemplate({ ...IDLE, active: 1 }, en, actions))).toContain('Pause All');
    expect(enabled(trayTemplate({ ...IDLE, failed: 1 }, en, actions))).toContain('Resume All');
  });

  test('says how many and how fast', () => {
    expect(trayTooltip(IDLE, en)).toBe('Sluice');
    expect(trayTooltip({ ...IDLE, active: 1, bytesPerSecond: 3_140_000 }, en)).toBe('Sluice: 1 download, 3.1 MB/s');
    expect(trayTooltip({ ...IDLE, active: 2 }, zhCN)).toBe('Sluice：2 个下载，0 B/s');
  });

  test.each([
    ['darwin', '', true, 'trayTemplate.png'],
    ['linux', 'ubuntu:GNOME', false, 'on-dark-22.png'],
    ['linux', 'KDE', false, 'on-light-22.png'],
    ['linux', 'KDE', true, 'on-dark-22.png'],
    ['win32', '', true, 'on-dark.ico'],
    ['win32', '', false, 'on-light.ico'],
  ] as const)('has an icon that shows on the panel of %s %s (dark theme: %s)', (platform, desktop, isDark, file) => {
    expect(trayFile(platform, desktop, isDark)).toBe(file);
  });
});

describe('the application menu', () => {
  test('gives every item a label of its own language, but for macOS’s own', () => {
    for (const words of [en, zhCN]) {
      const menu = menuTemplate(words, actions, { platform: 'linux', appName: 'Sluice', isDevelopment: false });
      const items = menu.flatMap((item) => [item, ...(item.submenu as MenuItemConstructorOptions[])]);
      for (const item of items) if (item.type !== 'separator') expect(item.label).toBeTruthy();
    }
  });

  test('has developer tools in development only', () => {
    const roles = (isDevelopment: boolean) =>
      JSON.stringify(menuTemplate(en, actions, { platform: 'linux', appName: 'Sluice', isDevelopment }));
    expect(roles(false)).not.toContain('toggleDevTools');
    expect(roles(true)).toContain('toggleDevTools');
  });

  test('uses each shortcut once', () => {
    for (const platform of ['linux', 'darwin'] as const) {
      const text = JSON.stringify(menuTemplate(en, actions, { platform, appName: 'Sluice', isDevelopment: false }));
      const keys = [...text.matchAll(/"accelerator":"([^"]+)"/g)].map((match) => match[1]);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});

test.each([
  ['en', ['zh-CN'], en],
  ['zh-CN', ['en-US'], zhCN],
  ['system', ['fr-FR', 'zh-Hans-CN', 'en'], zhCN],
  ['system', ['fr-FR', 'en-GB', 'zh'], en],
  ['system', ['fr-FR'], en],
  ['system', [], en],
] as const)('language %s on a system in %j', (wanted, system, words) => {
  expect(chooseWords(wanted, system)).toBe(words);
});

test('no phrase is left in English or empty in the Chinese catalogue', () => {
  const same = Object.keys(en).filter((key) => en[key as keyof typeof en] === zhCN[key as keyof typeof en]);
  expect(same).toEqual(['tooltipIdle']);
});

test.each([
  [0, '0 B/s'],
  [999, '999 B/s'],
  [999.6, '1.0 kB/s'],
  [3_140_000, '3.1 MB/s'],
  [999_950_000, '1.0 GB/s'],
  [123_456_789, '123 MB/s'],
])('%d bytes a second is %s', (rate, text) => {
  expect(formatRate(rate)).toBe(text);
});
