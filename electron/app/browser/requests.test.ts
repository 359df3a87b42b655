import { expect, test } from 'vitest';
import type { BrowserReply } from '../../../shared/browser.ts';
import { FakeClock } from '../../ipc/testing/fake-clock.ts';
import { createListActions } from '../commands/list-actions.ts';
import { FakeEngine } from '../testing/fake-engine.ts';
import { createRequestHandler } from './requests.ts';

const URL_A = 'https://h.example/a.iso';

function setUp() {
  const engine = new FakeEngine();
  const clock = new FakeClock();
  const replies: BrowserReply[] = [];
  const ends: (() => void)[] = [];
  const handle = createRequestHandler({
    engine,
    actions: createListActions({ engine, trash: () => Promise.resolve() }),
    clock,
    addDefaults: () => ({ directory: '/downloads', connections: 'auto', conflictPolicy: 'number' }),
    show: () => engine.calls.push('show'),
    onProblem: (what) => engine.calls.push(`problem ${what}`),
  });
  const client = {
    send: (reply: BrowserReply) => void replies.push(reply),
    onEnd: (end: () => void) => void ends.push(end),
  };
  return { engine, clock, replies, ends, ask: (request: Parameters<typeof handle>[0]) => handle(request, client) };
}
const take = {
  type: 'take',
  id: 7,
  download: { url: URL_A, cookie: 'a=1', referrer: 'https://r/', userAgent: 'UA' },
} as const;

test('what is taken over carries the browser’s headers, and is answered when its bytes come', () => {
  const { engine, replies, ask } = setUp();
  ask(take);
  expect(engine.requests[0]).toMatchObject({
    url: URL_A,
    directory: '/downloads',
    headers: { cookie: 'a=1', referer: 'https://r/', 'user-agent': 'UA' },
  });
  engine.put('added-1', 'probing');
  expect(replies).toEqual([]);
  engine.put('added-1', 'downloading');
  expect(replies).toEqual([{ type: 'done', id: 7, added: 1, refused: 0 }]);
  engine.put('added-1', 'failed', { failure: { code: 'stalled', detail: '' } });
  expect(replies).toHaveLength(1);
});

test('a failure hands it back, and leaves nothing on the list', () => {
  const { engine, replies, ask } = setUp();
  ask(take);
  engine.put('added-1', 'failed', { failure: { code: 'forbidden', detail: '' } });
  expect(replies).toEqual([{ type: 'refused', id: 7, code: 'forbidden' }]);
  expect(engine.calls).toEqual(['cancel added-1']);
});

test('one that waits for its turn is Sluice’s; a silent server’s goes back', () => {
  const first = setUp();
  first.ask(take);
  first.clock.advance(1500);
  expect(first.replies).toMatchObject([{ type: 'done' }]);

  const second = setUp();
  second.ask(take);
  second.engine.put('added-1', 'probing');
  second.clock.advance(20_000);
  expect(second.replies).toMatchObject([{ type: 'refused', code: 'stalled' }]);
});

test('links are counted, those refused too', () => {
  const { engine, replies, ask } = setUp();
  engine.refuse = (url) => (url.endsWith('bad') ? new Error('no') : null);
  ask({ type: 'add', id: 1, downloads: [{ url: URL_A }, { url: 'https://h/bad' }] });
  expect(replies).toEqual([{ type: 'done', id: 1, added: 1, refused: 1 }]);
});

test('who watches is told at once and then at most every second, until it ends', () => {
  const { engine, clock, replies, ends, ask } = setUp();
  ask({ type: 'watch', id: 1 });
  expect(replies).toEqual([{ type: 'state', state: { active: 0, bytesPerSecond: 0, downloads: [] } }]);
  engine.put('a', 'downloading', { bytesPerSecond: 5 });
  engine.progress('a', { bytesPerSecond: 6 });
  expect(replies).toHaveLength(1);
  clock.advance(1000);
  expect(replies[1]).toMatchObject({ state: { active: 1, bytesPerSecond: 6, downloads: [{ status: 'downloading' }] } });
  for (const end of ends) end();
  engine.put('a', 'paused');
  clock.advance(5000);
  expect(replies).toHaveLength(2);
});
