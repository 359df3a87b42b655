import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useSteady } from './steady.ts';

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('changes at most once an interval; the last value comes through, and that it stopped at once', () => {
  const place = document.createElement('p');
  const root = createRoot(place);
  const Figure = ({ value }: { readonly value: number }) => useSteady(value, 500);
  const show = (value: number): string => {
    act(() => {
      root.render(<Figure value={value} />);
    });
    act(() => {
      vi.advanceTimersByTime(100);
    });
    return place.textContent;
  };
  expect([1, 2, 3, 4].map(show)).toEqual(['1', '2', '2', '2']);
  act(() => {
    vi.advanceTimersByTime(500);
  });
  expect(place.textContent).toBe('4');
  expect([5, 0].map(show)).toEqual(['4', '0']);
  act(() => {
    root.unmount();
  });
});
