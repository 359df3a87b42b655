import { expect, it } from 'vitest';
import { TIMELINE_CODES, type TimelineEntry } from '../../shared/timeline.ts';
import { settingsSchema } from '../../shared/settings.ts';
import { makeDownload } from '../testing/fakes.ts';
import { createI18n, type Language } from './index.ts';
import { spokenEntry } from './timeline.ts';
import { spokenVerdict } from './verdict.ts';
import { createWords } from './words.ts';

const wordsIn = (language: Language) => createWords(createI18n(language).t, language);
const words = wordsIn('en');
const say = (code: TimelineEntry['code'], params: TimelineEntry['params'] = {}, spoken = words): string =>
  spokenEntry({ at: 0, code, params }, spoken);

it.each(['en', 'zh-CN'] as const)('has a sentence for every code in %s, also without params', (language) => {
  for (const code of TIMELINE_CODES) {
    const text = say(code, {}, wordsIn(language));
    expect([code, text.length > 1]).toEqual([code, true]);
    expect(text).not.toMatch(/timeline\.|{{|undefined|NaN/);
  }
});

it('says what happened with what it was about', () => {
  expect(say('connections-refused', { refused: 9, holding: 8 })).toBe('Server refused a 9th connection: holding at 8.');
  expect(say('connections-refused', { refused: 22, holding: 21 })).toContain('a 22nd connection');
  expect(say('segment-retry', { code: 'stalled', times: 3 })).toBe(
    'The server stopped sending. The segment is tried again. (×3)',
  );
  expect(say('waiting', { code: 'server-busy', seconds: 95 })).toBe(
    'The server is too busy. Trying again after 1 min 35 s.',
  );
  expect(say('limit-changed', { bytesPerSecond: 500_000 })).toBe('Limited to 500 kB/s.');
  expect(say('limit-changed', { bytesPerSecond: 0 })).toBe('The limit was lifted.');
  expect(say('verified', { algorithm: 'sha-256' })).toBe('SHA-256 matches.');
  expect(say('connections-refused', { refused: 9, holding: 8 }, wordsIn('zh-CN'))).toBe(
    '服务器拒绝了第 9 个连接，保持 8 个。',
  );
});

it('names what holds a download back, and whose limit it is', () => {
  const verdict = (part: Parameters<typeof makeDownload>[0], settings: object = {}) =>
    spokenVerdict(makeDownload(part), settingsSchema.parse(settings), words);
  expect(verdict({})).toBeNull();
  expect(verdict({ bottleneck: 'server', bytesPerSecond: 88e6, activeConnections: 8 })).toEqual({
    what: 'The server is the limit.',
    why: 'Each connection gets about 11.0 MB/s.',
  });
  expect(verdict({ bottleneck: 'server', waitingFor: 'network' })?.what).toBe('Waiting for the network.');
  const both = { limitBytesPerSecond: 2_000_000, slowMode: true, slowLimitBytesPerSecond: 100_000 };
  expect(verdict({ bottleneck: 'limit', limitBytesPerSecond: 50_000 }, both)?.why).toContain('50.0 kB/s');
  expect(verdict({ bottleneck: 'limit', limitBytesPerSecond: 500_000 }, both)).toEqual({
    what: 'Slow mode holds it back.',
    why: 'All downloads together may take 100 kB/s.',
  });
});
