import type { DownloadSnapshot } from '../../../shared/download.ts';
import { TONE_CLASS, spokenState } from '../../i18n/state.ts';
import { useWords } from '../context.tsx';
import { useSecondsUntil } from '../seconds.ts';

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

interface CountdownProps {
  /** Epoch ms. */
  readonly until: number;
  readonly say: (seconds: number) => string;
}

/** The only thing in a row that moves without a delta. */
export function Countdown({ until, say }: CountdownProps) {
  return say(useSecondsUntil(until));
}
