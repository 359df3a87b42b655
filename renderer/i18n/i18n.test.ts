import { describe, expect, it } from 'vitest';
import { CONFLICT_POLICIES, NOTICE_CODES, SEGMENT_STATES, SINGLE_STREAM_REASONS } from '../../shared/download.ts';
import { FAILURE_CODES } from '../../shared/failures.ts';
import { FILTERS, SORT_KEYS } from '../../shared/settings/view.ts';
import { STATUSES, STATUS_ACTIONS } from '../../shared/status.ts';
import { makeDownload, makeSegment } from '../testing/fakes.ts';
import { ar } from './ar/index.ts';
import { en } from './en/index.ts';
import { chooseLanguage, createI18n, regionalLocale } from './index.ts';
import { spokenBar, spokenState } from './state.ts';
import { createWords, percentOf } from './words.ts';
import { zhCN } from './zh-CN/index.ts';

type Tree = { readonly [key: string]: string | Tree };

/** Every key with its text; the plural forms of one key count as one, since languages differ in them. */
function textsOf(tree: Tree, path = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string'
      ? [[`${path}${key}`.replace(/(_ordinal)?_(zero|one|two|few|many|other)$/, ''), value]]
      : textsOf(value, `${path}${key}.`),
  );
}

const keysOf = (tree: Tree, path = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${path}${key}`] : keysOf(value, `${path}${key}.`),
  );

const placeholdersIn = (text: string): string[] =>
  [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name ?? '').sort();

describe('catalogues', () => {
  const english = new Map(textsOf(en));
  const chinese = new Map(textsOf(zhCN));
  const arabic = new Map(textsOf(ar));

  it('have the same keys', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
    expect([...arabic.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('use the same placeholders', () => {
    for (const [key, text] of english) {
      expect([key, placeholdersIn(chinese.get(key) ?? '')]).toEqual([key, placeholdersIn(text)]);
      expect([key, placeholdersIn(arabic.get(key) ?? '')]).toEqual([key, placeholdersIn(text)]);
    }
  });

  it('leave nothing empty, and nothing in English in Chinese sentences', () => {
    for (const [key, text] of [...english, ...chinese, ...arabic]) expect([key, text.trim()]).not.toEqual([key, '']);
    const translated = [...chinese].filter(([key, text]) => /\p{L}{3,}/u.test(text) && text === english.get(key));
    expect(translated.map(([key]) => key)).toEqual([
      'settings.languages.en',
      'settings.languages.zh-CN',
      'settings.languages.ar',
      'settings.about',
      'list.perSecond',
      'detail.httpColumn',
    ]);
  });

  it('have every plural form of their language, and no other', () => {
    const languages = { en, 'zh-CN': zhCN, ar };
    for (const [language, catalogue] of Object.entries(languages)) {
      for (const type of ['cardinal', 'ordinal'] as const) {
        const needed = new Intl.PluralRules(language, { type }).resolvedOptions().pluralCategories;
        const forms = new Map<string, string[]>();
        for (const key of keysOf(catalogue)) {
          const [, name, ordinal, form] = /^(.*?)(_ordinal)?_(zero|one|two|few|many|other)$/.exec(key) ?? [];
          if (name === undefined || form === undefined || (type === 'ordinal') !== (ordinal !== undefined)) continue;
          forms.set(name, [...(forms.get(name) ?? []), form]);
        }
        for (const [name, given] of forms) {
          // Spare ones do no harm where one helper writes all six.
          expect([language, name, needed.filter((form) => !given.includes(form))]).toEqual([language, name, []]);
        }
      }
    }
  });

  it('leave no sentence of Arabic in another script', () => {
    const names = /\b(HTTPS?|SOCKS|Metalink|Sluice|SHA|MD5|CRC32|PB|a–f|English)\b/;
    const foreign = [...arabic].filter(
      ([key, text]) =>
        !/\p{Script=Arabic}/u.test(text) &&
        /\p{L}{2}/u.test(text.replaceAll(/{{\w+}}/g, '')) &&
        !names.test(text) &&
        !key.startsWith('settings.languages'),
    );
    expect(foreign).toEqual([]);
  });

  it('hold nothing that is not used', () => {
    const sources = import.meta.glob<string>(['../**/*.ts', '../**/*.tsx', '!../**/*.test.*', '!./{en,zh-CN,ar}/**'], {
      query: '?raw',
      import: 'default',
      eager: true,
    });
    const source = Object.values(sources).join('\n');
    // `t(`status.${status}`)` uses all of `status.`
    const families = [...source.matchAll(/`([\w.]+\.)\${/g)].map(([, prefix]) => prefix ?? '');
    const unused = [...english.keys()].filter(
      (key) => !source.includes(`'${key}'`) && !families.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });

  it.each([en, zhCN, ar])('cover every code of the contract', (catalogue) => {
    const holds = (section: object, keys: readonly string[]): void => {
      expect(Object.keys(section)).toEqual(expect.arrayContaining([...keys]));
    };
    holds(catalogue.failures, FAILURE_CODES);
    holds(catalogue.notice, NOTICE_CODES);
    holds(catalogue.single, SINGLE_STREAM_REASONS);
    holds(catalogue.status, STATUSES);
    holds(catalogue.segment, SEGMENT_STATES);
    holds(catalogue.action, Object.values(STATUS_ACTIONS).flat());
    holds(catalogue.settings.conflictPolicy, CONFLICT_POLICIES);
    holds(catalogue.filter, FILTERS);
    holds(catalogue.heading, FILTERS);
    holds(catalogue.column, SORT_KEYS);
  });
});

describe('language', () => {
  it('follows the setting, then the system', () => {
    expect(chooseLanguage('zh-CN', ['en-GB'])).toBe('zh-CN');
    expect(chooseLanguage('system', ['de-DE', 'zh-TW', 'en'])).toBe('zh-CN');
    expect(chooseLanguage('system', ['fr', 'en-GB', 'zh'])).toBe('en');
    expect(chooseLanguage('system', [])).toBe('en');
  });

  it("writes dates as the system's variant of the language does", () => {
    expect(regionalLocale('en', ['de', 'en-GB'])).toBe('en-GB');
    expect(regionalLocale('zh-CN', ['en-GB'])).toBe('zh-CN');
    const egypt = createWords(createI18n('ar').t, 'ar', regionalLocale('ar', ['ar-EG']));
    expect(egypt.size(3.94e9, 6.12e9)).toBe('3.94 من \u20666.12 GB\u2069');
    expect(egypt.clock(0)).toMatch(/^[\d:]+$/);
    expect(egypt.t('bar.segments', { count: 2 })).toBe('مقطعان');
    expect([3, 11, 100].map((count) => egypt.t('bar.segments', { count }))).toEqual([
      '3 مقاطع',
      '11 مقطعًا',
      '100 مقطع',
    ]);
  });
});

describe('words', () => {
  const words = createWords(createI18n('en').t, 'en');

  it('says sizes, speeds and times', () => {
    expect(words.size(3.94e9, 6.12e9)).toBe('3.94 of 6.12 GB');
    expect(words.size(0, 6.12e9)).toBe('6.12 GB');
    expect(words.size(6.12e9, 6.12e9)).toBe('6.12 GB');
    expect(words.size(12e6, null)).toBe('12.0 MB');
    expect(words.speed(88.4e6)).toBe('88.4 MB/s');
    expect(words.duration(95)).toBe('1 min 35 s');
    expect(words.duration(7000)).toBe('about 2 h');
    expect(words.duration(7000, 'short')).toBe('2 h');
    expect(words.duration(86_400 * 2)).toBe('about 2 days');
  });

  it('says states', () => {
    const say = (part: Parameters<typeof makeDownload>[0]) => spokenState(makeDownload(part), words);
    expect(say({ status: 'downloading', bytesPerSecond: 1 })).toEqual({ tone: 'flow', text: 'Downloading' });
    expect(say({ segments: [makeSegment({ state: 'stalled' })] })).toEqual({ tone: 'wait', text: 'Stalled' });
    const checksum = { algorithm: 'sha-256', hex: '' } as const;
    expect(say({ status: 'verifying', checksum }).text).toBe('Verifying SHA-256');
    expect(say({ status: 'failed', failure: { code: 'disk-full', detail: '' } })).toEqual({
      tone: 'fail',
      text: 'The disk is full. Free some space, then resume.',
    });
  });

  it('describes a bar for who cannot see it', () => {
    const download = makeDownload({
      sizeBytes: 1000,
      receivedBytes: 640,
      activeConnections: 2,
      segments: [makeSegment(), makeSegment({ id: 2, state: 'waiting' })],
    });
    expect(spokenBar(download, words, 64)).toBe(
      '64 %, 640 B of 1.00 kB, 2 segments, 2 connections, 1 waiting or stalled',
    );
    expect(spokenBar(makeDownload({ sizeBytes: null, receivedBytes: 5 }), words, null)).toBe(
      '5 B received, size unknown',
    );
  });

  it('groups counts as the language does', () => {
    expect(words.t('undo.removed', { count: 12_345 })).toBe('12,345 downloads removed from the list.');
    expect(createI18n('ar').t('bar.segments', { count: 1100 })).toContain('1,100');
  });

  it('says from which sources segments come', () => {
    const segments = [1, 2, 2].map((source, id) => makeSegment({ id, source }));
    const download = makeDownload({ sizeBytes: 1000, receivedBytes: 640, segments });
    expect(spokenBar(download, words, 64)).toBe(
      '64 %, 640 B of 1.00 kB, 3 segments, 1 segment from source 1, 2 segments from source 2',
    );
  });

  it('never says 100 % too early', () => {
    expect(percentOf(999_999, 1_000_000)).toBe(99);
    expect(percentOf(1_000_000, 1_000_000)).toBe(100);
    expect(percentOf(0, 0)).toBe(100);
    expect(percentOf(5, null)).toBeNull();
  });
});
