/** What is known of a source when one more connection is to be opened. */
export interface SourceState {
  /** What one connection there brings, in bytes per second; `null` while none has brought anything. */
  readonly bytesPerSecond: number | null;
  /** Connections to it at present. */
  readonly connections: number;
}

/**
 * Where the next connection goes: to a source that nobody has tried, else so that connections come to stand in proportion
 * to what one of them brings. Ties go to the first. Sources that are being tried for the first time are taken to be as
 * fast as the others are on average.
 * @returns `null` only when there are none
 */
export function chooseSource<Each extends SourceState>(sources: readonly Each[]): Each | null {
  const measured = sources.map((source) => source.bytesPerSecond).filter((rate) => rate !== null);
  const usual = measured.length === 0 ? 1 : measured.reduce((sum, rate) => sum + rate, 0) / measured.length;
  const worth = ({ bytesPerSecond, connections }: SourceState): number =>
    bytesPerSecond === null && connections === 0 ? Infinity : (bytesPerSecond ?? usual) / (connections + 1);
  return sources.reduce<Each | null>((best, source) => (best && worth(best) >= worth(source) ? best : source), null);
}
