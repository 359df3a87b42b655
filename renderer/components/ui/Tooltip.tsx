import { useEffect, useRef } from 'react';

const DELAY = 450;
const DISTANCE = 6;
const MARGIN = 8;

/** The element under the pointer or the focus that has something to say. */
const carrierOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;

function place(tip: HTMLElement, carrier: HTMLElement): void {
  const anchor = carrier.getBoundingClientRect();
  const box = tip.getBoundingClientRect();
  const below = anchor.bottom + DISTANCE;
  const top = below + box.height + MARGIN > window.innerHeight ? anchor.top - DISTANCE - box.height : below;
  const centred = anchor.left + anchor.width / 2 - box.width / 2;
  tip.style.top = `${String(Math.max(MARGIN, top))}px`;
  tip.style.left = `${String(Math.max(MARGIN, Math.min(window.innerWidth - box.width - MARGIN, centred)))}px`;
}

/**
 * One tooltip for the whole window: whatever has `data-tip` gets it, on hover and on keyboard focus. A component per
 * button would weigh on every row. Hidden from screen readers, since the elements carry their names themselves.
 */
export function Tooltip() {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tip = ref.current;
    if (!tip) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current: HTMLElement | null = null;
    const hide = (): void => {
      clearTimeout(timer);
      current = null;
      if (tip.matches(':popover-open')) tip.hidePopover();
    };
    const offer = (carrier: HTMLElement | null, delay: number): void => {
      if (carrier === current) return;
      hide();
      if (!carrier) return;
      current = carrier;
      timer = setTimeout(() => {
        if (!carrier.isConnected || !carrier.dataset['tip']) return;
        tip.textContent = carrier.dataset['tip'];
        tip.showPopover();
        place(tip, carrier);
      }, delay);
    };
    const onOver = (event: Event): void => {
      offer(carrierOf(event.target), DELAY);
    };
    const onFocus = (event: Event): void => {
      const carrier = carrierOf(event.target);
      offer(carrier?.matches(':focus-visible') ? carrier : null, DELAY);
    };
    const listeners = [
      ['pointerover', onOver],
      ['focusin', onFocus],
      ['pointerdown', hide],
      ['keydown', hide],
      ['wheel', hide],
      ['focusout', hide],
    ] as const;
    for (const [name, listener] of listeners) document.addEventListener(name, listener, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const [name, listener] of listeners) document.removeEventListener(name, listener);
    };
  }, []);
  return <div ref={ref} popover="manual" aria-hidden className="tip" />;
}
