type SizeListener = (width: number, height: number) => void;

const listeners = new WeakMap<Element, SizeListener>();
let observer: ResizeObserver | null = null;

/** Tells the content size of `element` now and whenever it changes; one observer for all, and no forced layout. */
export function watchSize(element: Element, listener: SizeListener): () => void {
  observer ??= new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) listeners.get(target)?.(contentRect.width, contentRect.height);
  });
  const shared = observer;
  listeners.set(element, listener);
  shared.observe(element);
  return () => {
    shared.unobserve(element);
    listeners.delete(element);
  };
}
