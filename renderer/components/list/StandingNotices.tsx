import { BatteryMedium, Coins, WifiOff, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp, useTotals, useUi, useWords } from '../context.tsx';
import { Button } from '../ui/Button.tsx';

/** What holds up all downloads for as long as it lasts. */
export function StandingNotices() {
  const { desktop } = useApp();
  const { t } = useWords();
  const online = useUi((state) => state.desktop?.online ?? true);
  const holding = useUi((state) => state.desktop?.holding ?? null);
  const somethingWaits = useTotals((totals) => totals.canResume);
  return (
    // Always there: screen readers tell what comes into such a place, not the place itself.
    <div role="status" className="flex-none">
      {!online && (
        <Notice icon={WifiOff} testId="notice-offline">
          {t('standing.offline')}
        </Notice>
      )}
      {holding !== null && somethingWaits && (
        <Notice icon={holding === 'battery' ? BatteryMedium : Coins} testId="notice-holding">
          <span className="min-w-0 flex-1">{t(`standing.${holding}`)}</span>
          <Button
            small
            data-testid="go-on"
            onClick={() => {
              void desktop.goOn();
            }}
          >
            {t('standing.goOn')}
          </Button>
        </Notice>
      )}
    </div>
  );
}

interface NoticeProps {
  readonly icon: LucideIcon;
  readonly testId: string;
  readonly children: ReactNode;
}

function Notice({ icon: Icon, testId, children }: NoticeProps) {
  return (
    <div
      className="flex min-h-10 items-center gap-3 border-b border-line bg-field py-1.5 ps-5 pe-3 text-xs"
      data-testid={testId}
    >
      <Icon aria-hidden size={15} strokeWidth={1.75} className="flex-none text-wait" />
      {children}
    </div>
  );
}
