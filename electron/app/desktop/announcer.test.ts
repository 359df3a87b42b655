import { expect, test } from 'vitest';
import { FakeClock } from '../../ipc/testing/fake-clock.ts';
import { en } from '../words/en.ts';
import { Announcer, type Announcement } from './announcer.ts';

function setUp() {
  const clock = new FakeClock();
  const shown: Announcement[] = [];
  let isSeen = false;
  let wanted: readonly string[] = ['finished', 'failed'];
  const announcer = new Announcer({
    clock,
    words: () => en,
    fileName: (id) => (id === 'gone' ? null : `${id}.iso`),
    isWindowSeen: () => isSeen,
    isWanted: (status) => wanted.includes(status),
    show: (announcement) => shown.push(announcement),
  });
  return {
    clock,
    shown,
    announcer,
    look: (value: boolean) => (isSeen = value),
    want: (value: string[]) => (wanted = value),
  };
}

test('an ending while nobody looks is told; others are not', () => {
  const { clock, shown, announcer, look } = setUp();
  announcer.note('a', 'finished');
  announcer.note('b', 'failed');
  announcer.note('c', 'paused');
  look(true);
  announcer.note('d', 'finished');
  clock.advance(5_000);
  expect(shown).toEqual([
    { title: 'Download finished', body: 'a.iso', id: 'a', status: 'finished' },
    { title: 'Download failed', body: 'b.iso', id: 'b', status: 'failed' },
  ]);
  expect(clock.pending).toBe(0);
});

test('many endings are one notification', () => {
  const { clock, shown, announcer } = setUp();
  for (let index = 0; index < 1_000; index += 1) announcer.note(`file-${index}`, 'finished');
  clock.advance(5_000);
  expect(shown).toEqual([
    { title: 'Download finished', body: '1000 downloads finished', id: null, status: 'finished' },
  ]);
});

test('what is tried again or gone meanwhile is not told', () => {
  const { clock, shown, announcer } = setUp();
  announcer.note('a', 'failed');
  announcer.note('a', 'queued');
  announcer.note('gone', 'finished');
  clock.advance(5_000);
  expect(shown).toEqual([]);
});

test('only wanted endings are told', () => {
  const { clock, shown, announcer, want } = setUp();
  want(['failed']);
  announcer.note('a', 'finished');
  announcer.note('b', 'failed');
  want([]);
  announcer.note('c', 'failed');
  clock.advance(5_000);
  expect(shown.map(({ id }) => id)).toEqual(['b']);
});
