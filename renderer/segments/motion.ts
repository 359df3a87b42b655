type Frame = (now: number) => boolean;

const moving = new Set<Frame>();
let scheduled = 0;
/** Kept, because asking anew for every bar ten times a second was to be seen in profiles. */
let calm: MediaQueryList | null = null;

function run(now: number): void {
  scheduled = 0;
  for (const frame of moving) if (!frame(now)) moving.delete(frame);
  if (moving.size > 0) scheduled = requestAnimationFrame(run);
}

/**
 * Calls `frame` on every animation frame until it returns `false`. All bars share one loop, which exists only while
 * one of them moves; a hidden window gets no frames.
 */
export function animate(frame: Frame): void {
  moving.add(frame);
  if (scheduled === 0) scheduled = requestAnimationFrame(run);
}

export function stopAnimating(frame: Frame): void {
  moving.delete(frame);
}

/** Whether motion is welcome, and anybody would see it. */
export function maySmooth(): boolean {
  calm ??= window.matchMedia('(prefers-reduced-motion: reduce)');
  return document.visibilityState === 'visible' && !calm.matches;
}
