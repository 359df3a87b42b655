import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBridge } from '../bridge.ts';
import { FakeFailure, fakeMain } from '../testing/fakes.ts';
import { createPreviews } from './previews.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const REPLY = {
  finalUrl: 'u',
  sizeBytes: 5,
  resumable: true,
  segmentable: true,
  fileName: 'n',
  mediaType: null,
} as const;

function begin(probe: (request: { url: string; ticket: string }) => unknown) {
  const main = fakeMain([], { 'links:probe': probe });
  const previews = createPreviews(
    createBridge({
      ...main.api,
      // An answer may take its time.
      command: (name, request) =>
        main.api.command(name, request).then(async (outcome) => {
          const { value, ...rest } = outcome as { value?: unknown };
          return { ...rest, value: await value };
        }),
    }),
  );
  const asked = (name: string) => main.asked.filter((one) => one.name === name).map(({ request }) => request);
  const states = () => [...previews.store.getState()].map(([link, { state }]) => `${link} ${state}`);
  return { previews, asked, states };
}

test('asked once typing rests; an answer is kept while the link stays', async () => {
  const { previews, asked, states } = begin(() => REPLY);
  previews.want(['https://a/x'], {});
  previews.want(['https://a/xy'], {});
  expect(asked('links:probe')).toEqual([]);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked('links:probe')).toMatchObject([{ url: 'https://a/xy' }]);
  previews.want(['https://a/xy', 'https://b/'], {});
  await vi.advanceTimersByTimeAsync(500);
  expect(asked('links:probe')).toMatchObject([{ url: 'https://a/xy' }, { url: 'https://b/' }]);
  expect(states()).toEqual(['https://a/xy known', 'https://b/ known']);
  previews.want(['https://b/'], {});
  expect(states()).toEqual(['https://b/ known']);
});

test('another sign-in asks again', async () => {
  const { previews, asked } = begin(() => REPLY);
  previews.want(['https://a/'], {});
  await vi.advanceTimersByTimeAsync(500);
  previews.want(['https://a/'], { credentials: { user: 'u', password: 'p' } });
  await vi.advanceTimersByTimeAsync(500);
  expect(asked('links:probe')).toHaveLength(2);
  expect(asked('links:probe')[1]).toMatchObject({ credentials: { user: 'u', password: 'p' } });
});

test('a link that goes is called off, and its late answer is dropped', async () => {
  let answer: (reply: unknown) => void = () => undefined;
  const { previews, asked, states } = begin(() => new Promise((resolve) => (answer = resolve)));
  previews.want(['https://a/'], {});
  await vi.advanceTimersByTimeAsync(500);
  expect(states()).toEqual(['https://a/ asking']);
  previews.stop();
  const [look] = asked('links:probe') as { ticket: string }[];
  expect(asked('links:call-off')).toEqual([{ tickets: [look?.ticket] }]);
  answer(REPLY);
  await vi.advanceTimersByTimeAsync(0);
  expect(states()).toEqual([]);
});

test('a failure is told by its code', async () => {
  const { previews } = begin(() => {
    throw new FakeFailure('not-found');
  });
  previews.want(['https://a/'], {});
  await vi.advanceTimersByTimeAsync(500);
  expect(previews.store.getState().get('https://a/')).toMatchObject({
    state: 'failed',
    failure: { code: 'not-found' },
  });
});
