import { expect, test } from 'vitest';
import { MAX_TIMELINE_ENTRIES, addEntry, type TimelineEntry } from './timeline.ts';

const entry = (at: number, params: TimelineEntry['params'] = {}): TimelineEntry => ({
  at,
  code: 'segment-retry',
  params,
});

test('the same again counts up, anything else is an entry of its own', () => {
  const codes = ['stalled', 'stalled', 'stalled', 'dns-failed', 'stalled'];
  const entries = codes.reduce<readonly TimelineEntry[]>((list, code, at) => addEntry(list, entry(at, { code })), []);
  expect(entries).toEqual([
    entry(0, { code: 'stalled', times: 3 }),
    entry(3, { code: 'dns-failed' }),
    entry(4, { code: 'stalled' }),
  ]);
});

test('the oldest go when there are too many', () => {
  let entries: readonly TimelineEntry[] = [];
  for (let at = 0; at < MAX_TIMELINE_ENTRIES + 5; at += 1) entries = addEntry(entries, entry(at, { n: at }));
  expect(entries).toHaveLength(MAX_TIMELINE_ENTRIES);
  expect(entries[0]?.at).toBe(5);
});
