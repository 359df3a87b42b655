import { isOpenAt, nextChangeAt, switchAt } from '../../shared/schedule.ts';
import type { KeyValues, SettingsStore } from '../library/index.ts';
import type { Clock } from './clock.ts';

export interface SlowModeOptions {
  readonly settings: SettingsStore;
  /** Remembers when slow mode was last flipped: edges that passed while the program was away still count. */
  readonly memory: KeyValues;
  readonly clock: Clock;
  /** ms since 1970. */
  readonly wallNow: () => number;
}

const CHANGED_AT = 'slowModeChangedAt';
/** A timer stands still while the machine sleeps, and the wall clock may be set: looked at this often at least, in ms. */
const LOOK_MS = 60_000;

/**
 * Flips the setting `slowMode` at the edges of its schedule; people may flip it in between. A new schedule is followed at
 * once. Returns the function that ends it.
 */
export function keepSlowMode({ settings, memory, clock, wallNow }: SlowModeOptions): () => void {
  let known = settings.get();
  let callOff: () => void = () => undefined;

  function flip(on: boolean, changedAt: number): void {
    memory.set({ [CHANGED_AT]: changedAt });
    settings.update({ slowMode: on });
  }

  function look(): void {
    callOff();
    const { slowMode: on, slowSchedule: schedule } = settings.get();
    if (schedule === null) return;
    const now = wallNow();
    const remembered = memory.all()[CHANGED_AT];
    const changedAt = typeof remembered === 'number' ? remembered : 0;
    const state = switchAt(schedule, { on, changedAt }, now);
    if (state.changedAt !== changedAt) flip(state.on, state.changedAt);
    callOff();
    callOff = clock.after(Math.min(LOOK_MS, (nextChangeAt(schedule, now) ?? Infinity) - now), look);
  }

  const unsubscribe = settings.subscribe((now) => {
    const before = known;
    known = now;
    // By value: each reading of the settings makes another array.
    const changed = JSON.stringify(now.slowSchedule) !== JSON.stringify(before.slowSchedule);
    if (changed && now.slowSchedule !== null) {
      flip(isOpenAt(now.slowSchedule, wallNow()), wallNow());
    } else if (now.slowMode !== before.slowMode) memory.set({ [CHANGED_AT]: wallNow() });
    look();
  });
  look();
  return () => {
    unsubscribe();
    callOff();
  };
}
