import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { en } from '../words/en.ts';
import { chooseWords } from '../words/index.ts';
import { zhCN } from '../words/zh-CN.ts';
import { makeSnapshot } from '../../ipc/testing/fake-list.ts';
import type { Totals } from './activity.ts';
import { formatRate } from './format-rate.ts';
import type { MenuActions } from './menu-actions.ts';
import { menuTemplate } from './menu.ts';
import { trayFile, trayState } from './tray-file.ts';
import { trayTemplate, trayTooltip, type TrayFacts } from './tray-menu.ts';

const actions: MenuActions = {
  show: vi.fn(),
  add: vi.fn(),
  addFromClipboard: vi.fn(),
  pauseAll: vi.fn(),
  resumeAll: vi.fn(),
  closeWindow: vi.fn(),
  quit: vi.fn(),
  run: vi.fn(),
  reveal: vi.fn(),
  change: vi.fn(),
  chooseWhenDone: vi.fn(),
};
const IDLE = { running: 0, active: 0, paused: 0, failed: 0, bytesPerSecond: 0, fraction: null };
const SETTINGS = { limitBytesPerSecond: null, slowMode: false, dropBasket: false };
const facts = (totals: Partial<Totals> = {}, more: Partial<TrayFacts> = {}): TrayFacts => ({
  totals: { ...IDLE, ...totals },
  state: 'idle',
  downloads: [],
  settings: SETTINGS,
  whenDone: 'nothing',
  ...more,
});
const MENU = {
  platform: 'linux',
  appName: 'Sluice',
  isDevelopment: false,
  slowMode: false,
  dropBasket: false,
  whenDone: 'nothing',
} as const;
const labels = (template: MenuItemConstructorOptions[]) => template.flatMap((item) => item.label ?? []);
const enabled = (template: MenuItemConstructorOptions[]) =>
  template.filter((item) => item.type !== 'separator' && item.enabled !== false).flatMap((item) => item.label ?? []);

describe('the tray', () => {
  test('offers what can be done', () => {
    expect(labels(trayTemplate(facts(), en, actions))).toEqual([
      'Show Sluice',
      'Add from Clipboard…',
      'Drop Basket',
      'Pause All',
      'Resume All',
      'Slow Mode',
      'Limit',
      'When All Is Done',
      'Quit Sluice',
    ]);
    expect(enabled(trayTemplate(facts(), en, actions))).not.toContain('Pause All');
    expect(enabled(trayTemplate(facts(), en, actions))).not.toContain('Resume All');
    expect(enabled(trayTemplate(facts({ active: 1 }), en, actions))).toContain('Pause All');
    expect(enabled(trayTemplate(facts({ failed: 1 }), en, actions))).toContain('Resume All');
  });

  test('says how many and how fast', () => {
    expect(trayTooltip(facts(), en)).toBe('Sluice');
    expect(trayTooltip(facts({ active: 1, bytesPerSecond: 3_140_000 }), en)).toBe('Sluice: 1 download, 3.1 MB/s');
    expect(trayTooltip(facts({ active: 2 }), zhCN)).toBe('Sluice：2 个下载，0 B/s');
  });

  test('names what runs with its progress in steps, so that the menu is seldom another one', () => {
    const at = (receivedBytes: number) =>
      trayTemplate(
        facts(
          { active: 7, running: 7 },
          {
            downloads: Array.from({ length: 7 }, (_, index) =>
              makeSnapshot(`d${index}`, {
                status: 'downloading',
                fileName: `r&d-${index}`,
                sizeBytes: 1000,
                receivedBytes,
              }),
            ),
          },
        ),
        en,
        actions,
      );
    expect(labels(at(423))).toContain('r&&d-0: 40 %');
    expect(labels(at(423))).toContain('and 2 more');
    expect(JSON.stringify(at(423))).toBe(JSON.stringify(at(449)));
    expect(JSON.stringify(at(423))).not.toBe(JSON.stringify(at(450)));
  });

  test('shows the state in its icon', () => {
    expect(trayState({ running: 1, paused: 3 }, true)).toBe('active');
    expect(trayState({ running: 0, paused: 3 }, true)).toBe('failed');
    expect(trayState({ running: 0, paused: 3 }, false)).toBe('paused');
    expect(trayState({ running: 0, paused: 0 }, false)).toBe('idle');
    expect(trayFile('linux', 'KDE', false, 'failed')).toBe('on-light-22-failed.png');
    expect(trayFile('darwin', '', false, 'active')).toBe('tray-activeTemplate.png');
    expect(trayFile('win32', '', true, 'paused')).toBe('on-dark-paused.ico');
    expect(trayTooltip(facts({}, { state: 'failed' }), en)).toBe('Sluice: a download failed');
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
      const menu = menuTemplate(words, actions, MENU);
      const items = menu.flatMap((item) => [item, ...(item.submenu as MenuItemConstructorOptions[])]);
      for (const item of items) if (item.type !== 'separator') expect(item.label).toBeTruthy();
    }
  });

  test('has developer tools in development only', () => {
    const roles = (isDevelopment: boolean) => JSON.stringify(menuTemplate(en, actions, { ...MENU, isDevelopment }));
    expect(roles(false)).not.toContain('toggleDevTools');
    expect(roles(true)).toContain('toggleDevTools');
  });

  test('uses each shortcut once', () => {
    for (const platform of ['linux', 'darwin'] as const) {
      const text = JSON.stringify(menuTemplate(en, actions, { ...MENU, platform }));
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
