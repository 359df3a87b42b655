import type { TimelineCode, TimelineParams } from '../../../shared/timeline.ts';
import type { RampState } from '../plan/ramp.ts';

type Seen = Pick<RampState, 'wanted' | 'ceiling' | 'phase'>;

/** Puts into words how the number of connections moves. What a refusal does to it is told by its notice. */
export class RampWatch {
  #seen: Seen | null = null;

  constructor(private readonly note: (code: TimelineCode, params: TimelineParams) => void) {}

  look({ wanted, ceiling, phase }: Seen): void {
    const before = this.#seen ?? { wanted: 1, ceiling, phase };
    this.#seen = { wanted, ceiling, phase };
    if (ceiling < before.ceiling) return;
    const connections = wanted;
    if (wanted > before.wanted) this.note('connections-more', { connections });
    else if (phase === 'holding' && before.phase !== 'holding') this.note('connections-held', { connections });
    else if (wanted < before.wanted) this.note('connections-fewer', { connections });
  }
}
