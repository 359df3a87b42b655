import { useRef, useState, type RefObject } from 'react';

/** What of a section's top may be above the edge, in px, for it to count as the one that is read. */
const MARGIN_PX = 24;

interface SectionInView<Name extends string> {
  readonly body: RefObject<HTMLDivElement | null>;
  readonly current: Name;
  readonly onScroll: () => void;
  /** Scrolls to a section. One near the end may not reach the top: it is current all the same, until it leaves the view. */
  readonly goTo: (name: Name) => void;
}

/** Which section of a long scrolling body is read now. Sections are children of `body` with `data-section`. */
export function useSectionInView<Name extends string>(names: readonly Name[], first: Name): SectionInView<Name> {
  const body = useRef<HTMLDivElement>(null);
  const chosen = useRef<Name | null>(null);
  const [current, setCurrent] = useState<Name>(first);
  const find = (name: Name): HTMLElement | null =>
    body.current?.querySelector<HTMLElement>(`[data-section='${name}']`) ?? null;

  function isWhollyInView(name: Name): boolean {
    const [view, section] = [body.current, find(name)];
    if (!view || !section) return false;
    const top = section.offsetTop - view.scrollTop;
    return top >= 0 && top + Math.min(section.offsetHeight, view.clientHeight / 2) <= view.clientHeight;
  }

  return {
    body,
    current,
    onScroll() {
      const view = body.current;
      if (!view) return;
      if (chosen.current !== null && isWhollyInView(chosen.current)) return;
      chosen.current = null;
      const above = names.filter((name) => {
        const section = find(name);
        return section !== null && section.offsetHeight > 0 && section.offsetTop <= view.scrollTop + MARGIN_PX;
      });
      setCurrent(above.at(-1) ?? first);
    },
    goTo(name) {
      const [view, section] = [body.current, find(name)];
      if (!view || !section) return;
      chosen.current = name;
      setCurrent(name);
      view.scrollTop = section.offsetTop - MARGIN_PX / 2;
    },
  };
}
