import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface NoticeProps {
  readonly icon: LucideIcon;
  readonly testId: string;
  /** `wait`: something is held up; `news`: something can be had. */
  readonly tone: 'wait' | 'news';
  readonly children: ReactNode;
}

/** A line over the list. It stands in a place of `role="status"` that is always there, or no screen reader tells of it. */
export function Notice({ icon: Icon, testId, tone, children }: NoticeProps) {
  return (
    <div
      className="flex min-h-10 items-center gap-3 border-b border-line bg-field py-1.5 ps-5 pe-3 text-xs"
      data-testid={testId}
    >
      <Icon
        aria-hidden
        size={15}
        strokeWidth={1.75}
        className={`flex-none ${tone === 'wait' ? 'text-wait' : 'text-accent-text'}`}
      />
      {children}
    </div>
  );
}
