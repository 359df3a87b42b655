import { expect, test } from 'vitest';
import { Outbox } from './outbox.ts';

test('what is asked of a page that loads comes when it listens, in order and once; again after a reload', () => {
  const sent: string[] = [];
  const outbox = new Outbox();
  const put = (text: string): void => outbox.put(() => sent.push(text));
  put('settings');
  put('reveal');
  expect(sent).toEqual([]);
  outbox.open();
  expect(sent).toEqual(['settings', 'reveal']);
  put('log');
  expect(sent).toEqual(['settings', 'reveal', 'log']);
  outbox.close();
  put('help');
  expect(sent).toHaveLength(3);
  outbox.open();
  outbox.open();
  expect(sent).toEqual(['settings', 'reveal', 'log', 'help']);
});
