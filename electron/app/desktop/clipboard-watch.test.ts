import { expect, test } from 'vitest';
import { settingsSchema, type Settings, type SettingsPatch } from '../../../shared/settings.ts';
import { FakeClock } from '../../ipc/testing/fake-clock.ts';
import { wantedLinks, watchClipboard, type Attention } from './clipboard-watch.ts';

const categories = settingsSchema.parse({}).categories;

test('links are wanted by the extensions and patterns of categories', () => {
  const wanted = (text: string): string[] => wantedLinks(text, categories);
  expect(wanted('see https://example.org/a.iso, and https://example.org/page')).toEqual(['https://example.org/a.iso']);
  expect(wanted('https://example.org/b.tar.gz?token=1#x')).toEqual(['https://example.org/b.tar.gz?token=1#x']);
  expect(wanted('https://example.zip https://example.run')).toEqual([]);
  expect(wanted(`https://example.org/a.iso ${' '.repeat(70_000)}`)).toEqual([]);
  const mine = categories.map((category, index) =>
    index === 0 ? { ...category, extensions: [], patterns: ['example.org/get/'] } : category,
  );
  expect(wantedLinks('https://example.org/get/77 https://example.org/a.iso', mine)).toEqual([
    'https://example.org/get/77',
  ]);
});

function setUp(on: boolean) {
  const clock = new FakeClock();
  const world = { text: 'https://example.org/old.iso', attention: 'seen' as Attention, reads: 0 };
  let now: Settings = settingsSchema.parse({ watchClipboard: on });
  const listeners = new Set<(settings: Settings) => void>();
  const offered: (readonly string[])[] = [];
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const watch = watchClipboard({
    clock,
    settings: {
      get: () => now,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    read() {
      world.reads += 1;
      return world.text;
    },
    attention: () => world.attention,
    offer: (links) => offered.push(links),
    onError: (what, error) => {
      throw new Error(what, { cause: error });
    },
  });
  return {
    clock,
    world,
    watch,
    offered,
    async pass(ms: number) {
      for (let at = 0; at < ms; at += 1_000) {
        clock.advance(1_000);
        await settle();
      }
    },
    async turn(attention: Attention) {
      world.attention = attention;
      watch.note();
      await settle();
    },
    async set(patch: SettingsPatch) {
      now = settingsSchema.parse({ ...now, ...patch });
      for (const listener of listeners) listener(now);
      await settle();
    },
    settle,
  };
}

test('off, the clipboard is never read and no timer runs', async () => {
  const { clock, world, offered, pass, turn } = setUp(false);
  await turn('here');
  await turn('seen');
  await pass(10_000);
  expect([world.reads, clock.pending, offered]).toEqual([0, 0, []]);
});

test('what is there when it is turned on is no news; what is copied then is, once', async () => {
  const { world, offered, pass, set } = setUp(false);
  await set({ watchClipboard: true });
  await pass(3_000);
  expect(offered).toEqual([]);
  world.text = 'https://example.org/new.iso';
  await pass(3_000);
  expect(offered).toEqual([['https://example.org/new.iso']]);
  await set({ watchClipboard: false });
  const { reads } = world;
  world.text = 'https://example.org/later.iso';
  await pass(3_000);
  expect([world.reads, offered.length]).toEqual([reads, 1]);
});

test('hidden, it is not looked at; what was copied meanwhile is met when the window is shown', async () => {
  const { clock, world, offered, pass, turn, settle } = setUp(true);
  await settle();
  await turn('away');
  const { reads } = world;
  world.text = 'https://example.org/new.iso';
  await pass(5_000);
  expect([world.reads, clock.pending, offered]).toEqual([reads, 0, []]);
  await turn('seen');
  expect(offered).toEqual([['https://example.org/new.iso']]);
});

test('what is copied in the window itself is not offered, what was copied just before it was entered is', async () => {
  const { clock, world, offered, turn, settle } = setUp(true);
  await settle();
  world.text = 'https://example.org/new.iso';
  await turn('here');
  expect(offered).toEqual([['https://example.org/new.iso']]);
  expect(clock.pending).toBe(0);
  world.text = 'https://example.org/own.iso';
  await turn('seen');
  expect(offered).toHaveLength(1);
});
