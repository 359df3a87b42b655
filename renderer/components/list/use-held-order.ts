import { useEffect, useMemo, type FocusEvent } from 'react';
import { createHeldOrder } from '../../store/held-order.ts';
import { useApp } from '../context.tsx';

/** The list's handlers for {@link createHeldOrder}. */
export function useHeldOrder() {
  const { ui } = useApp();
  const held = useMemo(() => createHeldOrder(ui), [ui]);
  useEffect(() => held.start(), [held]);
  return {
    onPointerEnter: () => {
      held.note({ pointer: true });
    },
    onPointerLeave: () => {
      held.note({ pointer: false });
    },
    onKeyDown: () => {
      held.note({ keys: true });
    },
    /** Also when the whole window loses the focus. */
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (!currentTarget.contains(relatedTarget)) held.note({ keys: false });
    },
  };
}
