import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { SluiceApp } from './support/app.ts';
import { shoot } from './support/shoot.ts';
import { expect, test } from './support/test.ts';

async function drop(page: Page, data: object): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', {
      type,
      x: 500,
      y: 400,
      data: { items: [], dragOperationsMask: 1, ...data },
    });
  }
  await session.detach();
}

async function openFresh({ page }: SluiceApp, text: string): Promise<void> {
  if (!(await page.getByTestId('add-sheet').isVisible())) await page.getByTestId('add').click();
  await page.getByTestId('add-links').fill(text);
}

test('the add sheet: looks at links, reads commands, patterns and files, finds what is there already', async ({
  sluice,
  folders,
  server,
}) => {
  test.setTimeout(120_000);
  const { page } = sluice;
  const rows = page.getByTestId('preview-row');
  const iso = server.serve('/image.iso', { size: 3_000_000, seed: 1, contentType: 'application/x-iso9660-image' });
  const plain = server.serve('/plain.bin', { size: 40_000, seed: 2, ranges: false });

  await test.step('each link is asked for its head, and no byte of it is kept', async () => {
    await openFresh(sluice, iso);
    await expect(rows).toContainText('3.00 MB');
    await expect(rows).toContainText('can be resumed');
    await shoot(page, 'add-one');
    await server.waitFor(() => server.openConnections() === 0, 'the look to be over');
    await openFresh(sluice, `${iso}\n${plain}\n${server.origin}/gone.zip`);
    await expect(rows.nth(1)).toContainText('does not send parts of files');
    await expect(rows.nth(2)).toContainText('There is no file at this link');
    await expect(page.getByTestId('add-total')).toContainText('at least 3.04 MB');
    expect(await sluice.list()).toEqual([]);
    await shoot(page, 'add-many');
  });

  await test.step('a cURL command fills the fields and its headers are sent', async () => {
    await openFresh(sluice, '');
    await page.getByTestId('add-links').focus();
    const command = `curl '${iso}' -H 'X-Token: s3cret' -b 'a=b' -A 'Agent/1' -k --compressed`;
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, command);
    await expect(page.getByTestId('add-links')).toHaveValue(iso);
    await expect(page.getByTestId('curl-note')).toContainText('Left out: -k.');
    await page.getByTestId('add-advanced').locator('summary').click();
    await expect(page.getByTestId('add-cookie')).toHaveValue('a=b');
    await expect(page.getByTestId('add-headers')).toHaveValue('X-Token: s3cret');
    await page.getByTestId('add-user').fill('ana');
    await page.getByTestId('add-password').fill('p:w');
    await page.getByTestId('add-headers').scrollIntoViewIfNeeded();
    await shoot(page, 'add-advanced');
    await page.getByTestId('add-start').click();
    await expect.poll(async () => (await sluice.list())[0]?.status).toBe('finished');
    const last = server.requestsFor('/image.iso').at(-1);
    expect(last?.headers).toMatchObject({
      'x-token': 's3cret',
      cookie: 'a=b',
      'user-agent': 'Agent/1',
      authorization: `Basic ${Buffer.from('ana:p:w').toString('base64')}`,
    });
    await page.getByTestId('add').click();
    await expect(page.getByTestId('add-password')).toHaveValue('');
    await expect(page.getByTestId('add-headers')).toHaveValue('');
    await page.getByTestId('add-advanced').locator('summary').click();
  });

  await test.step('what is there already is found before it starts', async () => {
    await writeFile(join(folders.downloads, 'plain.bin'), 'mine');
    await openFresh(sluice, `${iso}\n${plain}`);
    await expect(rows.nth(0).getByTestId('duplicate')).toHaveAttribute('data-kind', 'listed');
    await expect(rows.nth(1).getByTestId('duplicate')).toHaveAttribute('data-kind', 'target');
    await expect(page.getByTestId('add-start')).toHaveText('Download');
    await shoot(page, 'add-duplicates');
    await rows.nth(1).getByTestId('duplicate-choice').selectOption('existing');
    await expect(page.getByTestId('add-start')).toHaveText('Show the existing download');
    await rows.nth(0).getByTestId('duplicate-choice').selectOption('replace');
    await page.getByTestId('add-start').click();
    await expect(page.getByTestId('add-sheet')).toBeHidden();
    await expect.poll(async () => (await sluice.list()).map(({ status }) => status)).toEqual(['finished']);
    expect((await sluice.list())[0]?.fileName).toBe('image.iso');
  });

  await test.step('a pattern says what it stands for', async () => {
    await openFresh(sluice, `${server.origin}/img[001-120].jpg`);
    await expect(page.getByTestId('batch-note')).toContainText(`${server.origin}/img120.jpg: 120 links`);
    await expect(page.getByTestId('add-start')).toHaveText('Download 120 files');
    await shoot(page, 'add-batch');
    await openFresh(sluice, `${server.origin}/[1-99999].jpg`);
    await expect(page.getByTestId('batch-note')).toContainText('At most 10,000');
    await expect(page.getByTestId('add-start')).toBeDisabled();
    await openFresh(sluice, '');
  });

  await test.step('files of links, opened and dropped', async () => {
    const meta = `<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="set.bin"><size>40000</size><url>${plain}</url></file></metalink>`;
    await page.getByTestId('add-file').setInputFiles([
      { name: 'a.url', mimeType: 'text/plain', buffer: Buffer.from(`[InternetShortcut]\r\nURL=${iso}\r\n`) },
      { name: 'b.meta4', mimeType: 'application/metalink4+xml', buffer: Buffer.from(meta) },
      { name: 'c.mp4', mimeType: 'video/mp4', buffer: Buffer.from('x') },
    ]);
    await expect(page.getByTestId('add-links')).toHaveValue(iso);
    await expect(rows.nth(1)).toContainText('set.bin');
    await expect(page.getByTestId('file-problem')).toContainText('c.mp4 is no list of links');
    await sluice.settings({ theme: 'dark' });
    await sluice.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(720, 760);
    });
    await shoot(page, 'add-dark-narrow');
    await page.getByTestId('add-start').click();
    await expect.poll(async () => (await sluice.list()).some(({ fileName }) => fileName === 'set.bin')).toBe(true);

    const path = join(folders.userData, 'list.txt');
    await writeFile(path, `one ${plain} two`);
    await drop(page, { files: [path] });
    await expect(page.getByTestId('add-links')).toHaveValue(`one ${plain} two`);
    await openFresh(sluice, '');
    await page.keyboard.press('Escape');
    await drop(page, {
      items: [
        { mimeType: 'text/html', data: `<a href="${iso}">a</a><a href="${plain}">b</a>` },
        { mimeType: 'text/plain', data: 'a b' },
      ],
    });
    await expect(page.getByTestId('add-links')).toHaveValue(`${iso}\n${plain}`);
  });
});
