import { afterEach, describe, expect, it } from 'vitest';
import { press, render, type, type Rendered } from '../../testing/render.tsx';
import { settingsSchema } from '../../../shared/settings.ts';
import { Window } from '../Window.tsx';
import { EMPTY_FIELDS } from '../../store/adding.ts';
import { checkDraft, type Draft } from './draft.ts';

const draft = (part: Partial<Draft>): Draft => ({
  ...EMPTY_FIELDS,
  files: [],
  text: 'https://a.example/x.zip',
  directory: '/downloads',
  fileName: '',
  auto: true,
  connections: '8',
  checksum: '',
  ...part,
});
const request = (part: Partial<Draft>) => checkDraft(draft(part), '/downloads').request;

describe('checkDraft', () => {
  it('sends only what differs from the settings', () => {
    expect(request({})).toEqual({ connections: 'auto' });
    expect(request({ directory: '/other', auto: false, connections: ' 16 ', fileName: 'y.zip' })).toEqual({
      connections: 16,
      directory: '/other',
      fileName: 'y.zip',
    });
    expect(request({ checksum: 'a'.repeat(32) })).toMatchObject({ checksum: { algorithm: 'md5' } });
  });

  it('keeps name and checksum to a single file', () => {
    const text = 'https://a.example/1 https://b.example/2';
    expect(request({ text, fileName: 'y.zip', checksum: 'nonsense' })).toEqual({ connections: 'auto' });
    expect(checkDraft(draft({ text }), '').hosts).toBe(2);
  });

  it.each([
    { text: 'nothing' },
    { directory: 'Downloads' },
    { fileName: '../x' },
    { auto: false, connections: '65' },
    { auto: false, connections: '0' },
    { auto: false, connections: '1.5' },
    { checksum: 'abc' },
  ])('holds back what cannot be used: %o', (part) => {
    expect(request(part)).toBeNull();
  });

  it('takes folders of every platform', () => {
    expect(request({ directory: 'D:\\Files' })).toMatchObject({ directory: 'D:\\Files' });
    expect(request({ directory: '\\\\server\\share' })).not.toBeNull();
  });
});

describe('add sheet', () => {
  let view: Rendered | null = null;
  afterEach(() => {
    view?.unmount();
    view = null;
  });

  const paste = (text: string): void => {
    const event = new Event('paste', { bubbles: true, cancelable: true });
    document.body.dispatchEvent(Object.assign(event, { clipboardData: { getData: () => text } }));
  };

  it('opens with what is pasted anywhere, and adds it', async () => {
    const added = { added: ['n1'], rejected: [] };
    view = await render(<Window />, [], { 'downloads:add': () => added });
    const { get, does, main, all } = view;
    await does(() => {
      paste('see https://a.example/x.zip.');
    });
    expect(get('add-found').textContent).toBe('1 link');
    await does(() => {
      get('add-start').click();
    });
    expect(main.asked.find(({ name }) => name === 'downloads:add')?.request).toEqual({
      urls: ['https://a.example/x.zip'],
      files: [],
      start: true,
    });
    expect(all('add-sheet')).toEqual([]);
    expect(view.app.adding.store.getState().text).toBe('');
  });

  it('keeps what was refused, with the reason', async () => {
    const url = 'https://b.example/2';
    const result = { added: ['n1'], rejected: [{ url, failure: { code: 'folder-unwritable', detail: '' } }] };
    view = await render(<Window />, [], { 'downloads:add': () => result });
    const { get, does } = view;
    await does(() => {
      paste(`https://a.example/1\n${url}`);
    });
    await does(() => {
      get('add-paused').click();
    });
    expect((get('add-links') as HTMLTextAreaElement).value).toBe(url);
    expect(get('add-rejected').textContent).toContain('The folder cannot be written to. Choose another folder.');
    expect(get('add-rejected').textContent).toContain('1 download was added.');
  });

  it('explains a checksum in place', async () => {
    view = await render(<Window />);
    const { get, does } = view;
    await does(() => {
      press(document.body, 'n', { ctrlKey: true });
    });
    await does(() => {
      type(get('add-links'), 'https://a.example/1');
    });
    await does(() => {
      type(get('add-checksum'), 'a'.repeat(63));
    });
    expect(get('add-checksum').getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById('add-checksum-hint')?.textContent).toContain('No checksum has 63 digits.');
    expect((get('add-start') as HTMLButtonElement).disabled).toBe(true);
    await does(() => {
      type(get('add-checksum'), 'a'.repeat(64));
    });
    expect(document.getElementById('add-checksum-hint')?.textContent).toContain('SHA-256');
    expect((get('add-start') as HTMLButtonElement).disabled).toBe(false);
  });

  it('loses nothing when it is closed by mistake', async () => {
    view = await render(<Window />);
    const { get, does, app } = view;
    await does(() => {
      paste('https://a.example/1');
    });
    await does(() => {
      get('add-sheet').dispatchEvent(new Event('cancel', { cancelable: true }));
    });
    expect(app.ui.store.getState().sheet).toBeNull();
    await does(() => {
      get('add').click();
    });
    expect((get('add-links') as HTMLTextAreaElement).value).toBe('https://a.example/1');
  });

  it('says which category a file falls into, and where it goes when that has a folder of its own', async () => {
    view = await render(<Window />, [], {
      'settings:get': () => {
        const settings = settingsSchema.parse({ language: 'en' });
        const categories = settings.categories.map((one) =>
          one.id === 'video' ? { ...one, directory: '/films' } : one,
        );
        return { ...settings, categories };
      },
    });
    const { app, all, does } = view;
    await does(() => {
      app.ui.openAdd('https://example.org/a.iso\nhttps://example.org/b.mkv\nhttps://example.org/page');
    });
    const told = (): (string | null)[] => all('preview-category').map((element) => element.textContent);
    expect(told()).toEqual(['Disk images', 'Video to /films', 'Other']);
    await does(() => {
      app.adding.change({ directory: '/elsewhere' });
    });
    expect(told()[1]).toBe('Video');
  });

  it('takes one category for all of it, whose folder the field for the folder shows', async () => {
    const categories = settingsSchema
      .parse({})
      .categories.map((one) => (one.id === 'video' ? { ...one, directory: '/films' } : one));
    view = await render(<Window />, [], {
      'settings:get': () => ({ ...settingsSchema.parse({ language: 'en' }), categories }),
      'downloads:add': () => ({ added: ['n1', 'n2'], rejected: [] }),
    });
    const { app, all, get, does, main } = view;
    await does(() => {
      app.ui.openAdd('https://example.org/a.iso\nhttps://example.org/b.mkv');
    });
    await does(() => {
      app.adding.change({ directory: '/before' });
    });
    expect(get('add-category').ariaLabel).toBe('Category: Automatic');
    await does(() => {
      press(get('add-category'), 'Enter');
    });
    const video = get('add-category-menu').querySelector<HTMLElement>('[data-action="video"]');
    await does(() => video?.click());
    expect(get('add-category').ariaLabel).toBe('Category: Video');
    expect(all('preview-category').map((element) => element.textContent)).toEqual(['Video', 'Video']);
    expect((get('add-folder') as HTMLInputElement).value).toBe('/films');
    await does(() => {
      get('add-start').click();
    });
    expect(main.asked.find(({ name }) => name === 'downloads:add')?.request).toMatchObject({ categoryId: 'video' });
    expect(main.asked.find(({ name }) => name === 'downloads:add')?.request).not.toHaveProperty('directory');
    // The next files are of their own kinds.
    expect(app.adding.store.getState().fields.categoryId).toBe('');
  });
});
