import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SluiceError } from '../../../shared/failures.ts';
import { createLicenceCommands } from './licences.ts';

let folder: string;
let opened: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-licences-'));
  opened = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const commands = (program = 'sluice') =>
  createLicenceCommands({
    root: folder,
    program: join(folder, program),
    openFile: (path) => Promise.resolve(void opened.push(path)),
  });

test('are those that the build has collected, and none before the first one', async () => {
  expect(await commands()['licences:list'](undefined)).toEqual({ parts: [], hasChromium: false });
  const parts = [{ name: 'Sluice', version: '1', licence: 'MIT', text: 'Permission is hereby granted' }];
  mkdirSync(join(folder, 'out'));
  writeFileSync(join(folder, 'out', 'licences.json'), JSON.stringify(parts));
  expect(await commands()['licences:list'](undefined)).toEqual({ parts, hasChromium: false });
  writeFileSync(join(folder, 'out', 'licences.json'), '[{"name":1}]');
  await expect(commands()['licences:list'](undefined)).rejects.toThrow();
});

test.each(['sluice', join('Sluice.app', 'Contents', 'MacOS', 'Sluice')])(
  'those of Chromium are opened where they lie beside %s',
  async (program) => {
    await expect(commands(program)['licences:open-chromium'](undefined)).rejects.toThrow(SluiceError);
    const path = join(folder, 'LICENSES.chromium.html');
    writeFileSync(path, '<html>');
    expect(await commands(program)['licences:list'](undefined)).toMatchObject({ hasChromium: true });
    await commands(program)['licences:open-chromium'](undefined);
    expect(opened).toEqual([path]);
  },
);
