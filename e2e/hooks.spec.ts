import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/test.ts';

test.skip(process.platform === 'win32', 'starts a script of a Unix shell');

test('a program is kept once the user has allowed it, and is told when a download is done', async ({
  sluice,
  server,
  folders,
}) => {
  const { page, electron } = sluice;
  const program = join(folders.userData, 'tell me');
  const text = `#!/bin/sh\nprintf '%s|%s|%s' "$SLUICE_EVENT" "$SLUICE_FILE_NAME" "$*" > '${program}.txt'\nexit 3\n`;
  await writeFile(program, text, { mode: 0o755 });
  /** What the system's dialog asks, and what is answered. */
  const answer = (response: number) =>
    electron.evaluate(({ dialog }, given) => {
      const state = globalThis as unknown as { asked?: string };
      dialog.showMessageBox = ((...args: { detail?: string }[]) => {
        state.asked = args.at(-1)?.detail ?? '';
        return Promise.resolve({ response: given, checkboxChecked: false });
      }) as typeof dialog.showMessageBox;
    }, response);
  const asked = () => electron.evaluate(() => (globalThis as unknown as { asked?: string }).asked ?? '');

  await page.getByTestId('settings').click();
  const section = page.getByTestId('section-hooks');
  await section.getByTestId('hook-add').click();
  const save = section.getByTestId('hook-save');
  await expect(save).toBeDisabled();
  await section.getByTestId('hook-program').fill(program);
  await section.getByTestId('hook-arguments').fill('a b\n$HOME');
  await answer(1);
  await save.click();
  await expect(section).toContainText('Not saved: it was not allowed');
  expect(await asked()).toContain(program);
  expect(await sluice.command('hooks:get')).toEqual([]);
  await answer(0);
  await save.click();
  await expect(save).toHaveText('Saved');
  await page.keyboard.press('Escape');

  await sluice.command('downloads:add', { urls: [server.serve('/a.bin', { size: 1_000, seed: 1 })] });
  await expect.poll(() => readFile(`${program}.txt`, 'utf8').catch(() => '')).toBe('finish|a.bin|a b $HOME');
  const log = async () => (await sluice.command('log:read')).map((entry) => entry.text).join('\n');
  await expect.poll(log).toContain(`hook on finish: ${program}: it ended with exit code 3`);
  // Removing needs no question.
  await answer(1);
  await page.getByTestId('settings').click();
  await section.getByTestId('hook-remove').click();
  await expect(section.getByTestId('hook')).toHaveCount(0);
  expect(await sluice.command('hooks:get')).toEqual([]);
});
