import { useEffect, useState } from 'react';
import type { DownloadSnapshot } from '../../../shared/download.ts';
import { TONE_CLASS, spokenState } from '../../i18n/state.ts';
import { useWords } from '../context.tsx';

interface StateTextProps {
  readonly download: DownloadSnapshot;
  /** The bare name of the state. */
  readonly short?: boolean;
}

/** The state in words and colour; counts down while an attempt is being waited for. */
export function StateText({ download, short = false }: StateTextProps) {
  const words = useWords();
  if (download.retryAt !== null && (download.status === 'downloading' || download.status === 'probing')) {
    return (
      <span className="font-semibold text-wait">
        <Countdown
          until={download.retryAt}
          say={(seconds) =>
            seconds > 0 ? words.t('state.retryIn', { time: words.duration(seconds) }) : words.t('state.retrySoon')
          }
        />
      </span>
    );
  }
  const { tone, text } = spokenState(download, words);
  return (
    <span
      className={`${tone === 'fail' ? 'font-medium' : 'font-semibold'} ${TONE_CLASS[tone]}`}
      title={tone === 'fail' ? text : undefined}
    >
      {short && download.status === 'verifying' ? words.t('status.verifying') : text}
    </span>
  );
}

const secondsUntil = (epochMs: number): number => Math.max(0, Math.ceil((epochMs - Date.now()) / 1000));

interface CountdownProps {
  /** Epoch ms. */
  readonly until: number;
  readonly say: (seconds: number) => string;
}

/** The only thing in a row that moves without a delta; its timer lives as long as there is something to wait for. */
export function Countdown({ until, say }: CountdownProps) {
  const [seconds, setSeconds] = useState(() => secondsUntil(until));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = (): void => {
      const left = secondsUntil(until);
      setSeconds(left);
      if (left > 0) timer = setTimeout(tick, (until - Date.now()) % 1000 || 1000);
    };
    tick();
    return () => {
      clearTimeout(timer);
    };
  }, [until]);
  return say(seconds);
}
