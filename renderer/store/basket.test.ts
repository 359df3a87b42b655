import { expect, test } from 'vitest';
import { createBridge } from '../bridge.ts';
import { FakeFailure, fakeMain, settle } from '../testing/fakes.ts';
import { settingsSchema } from '../../shared/settings.ts';
import { createBasket } from './basket.ts';

const TOTALS = { active: 2, failed: 0, bytesPerSecond: 1_000, fraction: 0.5 };

test('the basket shows the totals it is told, and follows theme and language', async () => {
  const main = fakeMain([], {
    'basket:state': () => TOTALS,
    'settings:get': () => settingsSchema.parse({ theme: 'dark', language: 'zh-CN' }),
  });
  const basket = createBasket(createBridge(main.api), ['en']);
  const stop = basket.start();
  await settle();
  expect(basket.store.getState()).toMatchObject({ totals: TOTALS, theme: 'dark' });
  expect(basket.i18n.language).toBe('zh-CN');
  main.emit('basket:changed', { ...TOTALS, active: 3 });
  main.emit('settings:changed', settingsSchema.parse({ theme: 'light', language: 'en' }));
  expect(basket.store.getState()).toMatchObject({ totals: { active: 3 }, theme: 'light' });
  expect(basket.i18n.language).toBe('en');
  // A malformed one is not believed.
  main.emit('basket:changed', { active: -1 });
  expect(basket.store.getState().totals.active).toBe(3);
  stop();
});

test('what is dropped is handed over; files are read first; a refusal is shown until the next drop', async () => {
  const found = { text: 'https://example.org/a', files: [], problems: [] };
  const main = fakeMain([], { 'links:read-files': () => found, 'basket:drop': () => undefined });
  const basket = createBasket(createBridge(main.api), ['en']);
  await basket.drop({ text: 'https://example.org/b', files: [] });
  await basket.drop({ text: '', files: [new File(['https://example.org/a'], 'a.txt')] });
  await basket.drop({ text: '', files: [] });
  expect(main.asked.filter(({ name }) => name === 'basket:drop').map(({ request }) => request)).toEqual([
    { text: 'https://example.org/b', found: undefined },
    { text: '', found },
  ]);
  main.handlers['basket:drop'] = () => {
    throw new FakeFailure('bad-option');
  };
  await basket.drop({ text: 'x', files: [] });
  expect(basket.store.getState().failed).toBe(true);
  main.handlers['basket:drop'] = () => undefined;
  await basket.drop({ text: 'x', files: [] });
  expect(basket.store.getState().failed).toBe(false);
});
