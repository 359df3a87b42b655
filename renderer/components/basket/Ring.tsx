import { Mark } from '../shell/Mark.tsx';

const RADIUS = 17;
const LENGTH = 2 * Math.PI * RADIUS;

/** The mark of the app, and around it how far all downloads are. `null`: nothing runs. */
export function Ring({ fraction }: { readonly fraction: number | null }) {
  return (
    <span className="basket-ring" aria-hidden>
      <svg width={40} height={40} viewBox="0 0 40 40">
        <circle cx={20} cy={20} r={RADIUS} fill="none" strokeWidth={3} stroke="var(--seg-track)" />
        {fraction !== null && (
          <circle
            cx={20}
            cy={20}
            r={RADIUS}
            fill="none"
            strokeWidth={3}
            stroke="var(--seg-done)"
            strokeDasharray={LENGTH}
            strokeDashoffset={LENGTH * (1 - fraction)}
            transform="rotate(-90 20 20)"
          />
        )}
      </svg>
      <Mark size={18} />
    </span>
  );
}
