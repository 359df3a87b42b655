import type { WhenDone } from '../../../shared/settings.ts';
import { useApp, useUi, useWords } from '../context.tsx';
import { useSecondsUntil } from '../seconds.ts';
import { Button } from '../ui/Button.tsx';

/** Before the program quits or the machine is put to rest: how long there is to call it off. */
export function Countdown() {
  const countdown = useUi((state) => state.desktop?.countdown ?? null);
  return countdown && <CountdownCard key={countdown.endsAt} action={countdown.action} endsAt={countdown.endsAt} />;
}

function CountdownCard({ action, endsAt }: { readonly action: WhenDone; readonly endsAt: number }) {
  const { desktop } = useApp();
  const { t, duration } = useWords();
  const left = useSecondsUntil(endsAt);
  return (
    <div
      role="alertdialog"
      aria-labelledby="countdown-title"
      className="toast fixed inset-s-1/2 bottom-11 z-30 w-100 max-w-full -translate-x-1/2 rtl:translate-x-1/2"
      data-testid="countdown"
    >
      {/* Announced once; the seconds alone would chatter. */}
      <div className="min-w-0 flex-1 py-1">
        <p id="countdown-title" role="alert" className="font-semibold">
          {t(`done.soon.${action}`)}
        </p>
        <p className="text-xs text-muted tabular-nums" aria-hidden>
          {t('done.left', { time: duration(left) })}
        </p>
      </div>
      <Button
        className="mt-1.5"
        data-testid="countdown-stop"
        onClick={() => {
          void desktop.callOff();
        }}
      >
        {t('done.callOff')}
      </Button>
    </div>
  );
}
