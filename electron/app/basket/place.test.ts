import { expect, test } from 'vitest';
import { BASKET_SIZE, placeBasket } from './place.ts';

const SCREEN = { x: 0, y: 25, width: 1280, height: 975 };
const SECOND = { x: 1280, y: 0, width: 1920, height: 1080 };
const corner = { x: 1280 - BASKET_SIZE.width - 24, y: 1000 - BASKET_SIZE.height - 24 };

test('the basket stands in the lower corner until it is moved, then where it was put', () => {
  expect(placeBasket(null, [SCREEN, SECOND])).toEqual(corner);
  expect(placeBasket({ x: 40, y: 60 }, [SCREEN])).toEqual({ x: 40, y: 60 });
  expect(placeBasket({ x: 2000, y: 60 }, [SCREEN, SECOND])).toEqual({ x: 2000, y: 60 });
});

test('of a screen that is gone, or half outside, it comes back', () => {
  expect(placeBasket({ x: 2000, y: 60 }, [SCREEN])).toEqual(corner);
  expect(placeBasket({ x: 1200, y: 60 }, [SCREEN])).toEqual(corner);
  expect(placeBasket({ x: 40, y: 0 }, [SCREEN])).toEqual(corner);
  expect(placeBasket(null, [])).toEqual({ x: 24, y: 24 });
});
