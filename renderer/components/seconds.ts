import { useEffect, useState } from 'react';

const secondsUntil = (epochMs: number): number => Math.max(0, Math.ceil((epochMs - Date.now()) / 1000));

/**
 * Whole seconds until `until`, epoch ms, counted down. There is a timer only while there is something to wait for and the
 * window is to be seen; when it is seen again it is right at once.
 */
export function useSecondsUntil(until: number): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(until));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = (): void => {
      clearTimeout(timer);
      if (document.visibilityState === 'hidden') return;
      const left = secondsUntil(until);
      setSeconds(left);
      if (left > 0) timer = setTimeout(tick, (until - Date.now()) % 1000 || 1000);
    };
    tick();
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [until]);
  return seconds;
}
