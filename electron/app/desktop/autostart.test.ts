import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setAutostart } from './autostart.ts';

test('on Linux an entry of the session starts it hidden, and goes when it is not wanted', () => {
  const base = mkdtempSync(join(tmpdir(), 'sluice-autostart-'));
  const folder = join(base, 'autostart');
  const setLoginItem = (): never => expect.unreachable();
  const options = { platform: 'linux', command: ['/opt/My $Apps/sluice', '100%'], folder, setLoginItem } as const;
  setAutostart(true, options);
  const entry = readFileSync(join(folder, 'sluice.desktop'), 'utf8');
  expect(entry).toContain(String.raw`Exec="/opt/My \\$Apps/sluice" "100%%" "--hidden"`);
  setAutostart(false, options);
  setAutostart(false, options);
  expect(existsSync(join(folder, 'sluice.desktop'))).toBe(false);
  rmSync(base, { recursive: true });
});

test('elsewhere the system keeps the list', () => {
  const asked: boolean[] = [];
  const options = {
    platform: 'win32',
    command: [],
    folder: '/none',
    setLoginItem: (open: boolean) => void asked.push(open),
  } as const;
  setAutostart(true, options);
  setAutostart(false, options);
  expect(asked).toEqual([true, false]);
});
