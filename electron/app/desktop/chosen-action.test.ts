import { expect, test } from 'vitest';
import { chosenAction } from './chosen-action.ts';

test('the button of a notification that was clicked, as each version of Electron tells it', () => {
  expect(chosenAction({ defaultPrevented: false }, 1)).toBe(1);
  expect(chosenAction({ defaultPrevented: false }, 0)).toBe(0);
  expect(chosenAction({ actionIndex: 1, selectionIndex: -1 }, undefined)).toBe(1);
  expect(chosenAction({ actionIndex: 1 }, 1)).toBe(1);
  expect(chosenAction(undefined, undefined)).toBe(0);
});
