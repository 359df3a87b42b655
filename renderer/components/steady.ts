import { useEffect, useRef, useState } from 'react';

/**
 * `value`, but changing at most once every `interval` ms: a figure that changes ten times a second cannot be read.
 * The last value always comes through; nothing (0) does at once, since what has stopped must not look as if it ran.
 */
export function useSteady<Value>(value: Value, interval = 500): Value {
  const [shown, setShown] = useState(value);
  const changedAt = useRef(-Infinity);
  useEffect(() => {
    if (Object.is(value, shown)) return;
    const wait = value === 0 ? 0 : Math.max(0, changedAt.current + interval - performance.now());
    const timer = setTimeout(() => {
      changedAt.current = performance.now();
      setShown(value);
    }, wait);
    return () => {
      clearTimeout(timer);
    };
  }, [value, shown, interval]);
  return shown;
}
