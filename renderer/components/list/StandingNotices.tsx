import { BatteryMedium, Coins, WifiOff } from 'lucide-react';
import { useApp, useTotals, useUi, useWords } from '../context.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

/** What holds up all downloads for as long as it lasts. */
export function StandingNotices() {
  const { desktop } = useApp();
  const { t } = useWords();
  const online = useUi((state) => state.desktop?.online ?? true);
  const holding = useUi((state) => state.desktop?.holding ?? null);
  const somethingWaits = useTotals((totals) => totals.canResume);
  return (
    <div role="status" className="flex-none">
      {!online && (
        <Notice icon={WifiOff} testId="notice-offline" tone="wait">
          {t('standing.offline')}
        </Notice>
      )}
      {holding !== null && somethingWaits && (
        <Notice icon={holding === 'battery' ? BatteryMedium : Coins} testId="notice-holding" tone="wait">
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
