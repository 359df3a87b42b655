import type { ReactNode } from 'react';

interface FigureProps {
  readonly value: ReactNode;
  readonly label: ReactNode;
  readonly testId?: string;
  /** Takes two places. */
  readonly wide?: boolean;
}

/** A large figure over what it counts. */
export function Figure({ value, label, testId, wide = false }: FigureProps) {
  return (
    <div className={`min-w-0 ${wide ? 'col-span-2' : ''}`}>
      <div className="truncate text-lg font-semibold tabular-nums" data-testid={testId}>
        <bdi>{value}</bdi>
      </div>
      <div className="truncate text-2xs text-muted tabular-nums">
        <bdi>{label}</bdi>
      </div>
    </div>
  );
}

export function FigureRow({ children }: { readonly children: ReactNode }) {
  return <div className="mt-3 grid grid-cols-[100px_108px_1fr]">{children}</div>;
}
