import { powerMonitor } from 'electron';
import type { DesktopState } from '../../../shared/ipc/desktop.ts';
import type { WhenDone } from '../../../shared/settings.ts';
import type { Clock } from '../clock.ts';
import type { Core } from '../core.ts';
import type { NetworkWatch } from '../network-watch.ts';
import { Holding, type HoldReason } from './holding.ts';
import type { Machine, Run } from './machine.ts';
import { isMetered, tellsMetered } from './metered.ts';
import { Ending } from './when-done.ts';

export interface PowerOptions {
  readonly core: Core;
  readonly clock: Clock;
  readonly machine: Machine;
  readonly run: Run;
  readonly platform: NodeJS.Platform;
  readonly network: Pick<NetworkWatch, 'isOnline' | 'subscribe'>;
  readonly quit: () => void;
  /** Tells the user that everything is done. */
  readonly notify: () => void;
  readonly onError: (what: string, error: unknown) => void;
}

export interface Power {
  state(): DesktopState;
  chooseWhenDone(action: WhenDone): void;
  callOff(): void;
  /** What waits goes on in spite of its reason, until that is gone. */
  goOn(): void;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (state: DesktopState) => void): () => void;
  close(): void;
}

/** No event tells of a network that becomes metered: looked at this often, in ms, while downloads run or wait for it. */
const LOOK_MS = 30_000;

/** What battery, metered networks and the end of all work mean for the downloads and the machine. */
export function createPower(options: PowerOptions): Power {
  const { core, clock, machine, run, platform, network, quit, notify, onError } = options;
  const { engine, activity, actions, library } = core;
  const { settings } = library;
  const listeners = new Set<(state: DesktopState) => void>();

  function perform(action: WhenDone): void {
    if (action === 'notify') notify();
    else if (action === 'quit') quit();
    else if (action === 'sleep') machine.sleep().catch((error: unknown) => onError('sleep', error));
    // The program is ended with the session; checkpoints are written by then as at any quit.
    else if (action === 'shut-down') machine.shutDown().catch((error: unknown) => onError('shut down', error));
  }
  const ending = new Ending({
    clock,
    wallNow: Date.now,
    usual: () => settings.get().whenDone,
    perform,
    onChange: tell,
  });
  const holding = new Holding({
    list: () => engine.list(),
    pause: (ids) => actions.hold(ids),
    resume: (ids) => actions.resume(ids),
    memory: library.memory,
    onChange: tell,
    onError,
  });

  actions.onPause((ids) => holding.forget(ids));

  function state(): DesktopState {
    return {
      whenDone: ending.whenDone,
      countdown: ending.countdown,
      holding: holding.reason,
      online: network.isOnline(),
      tellsMetered: tellsMetered(platform),
    };
  }
  function tell(): void {
    for (const listener of listeners) listener(state());
  }

  let metered = false;
  let callOff: (() => void) | null = null;
  let closed = false;
  /** The user let what waited for this go on. */
  let overruled: HoldReason | null = null;
  function decide(): void {
    const { pauseOnBattery, pauseOnMetered } = settings.get();
    const reason: HoldReason | null =
      pauseOnBattery && powerMonitor.onBatteryPower ? 'battery' : pauseOnMetered && metered ? 'metered' : null;
    if (reason !== overruled) overruled = null;
    holding.set(reason === overruled ? null : reason);
  }
  async function look(): Promise<void> {
    callOff?.();
    callOff = null;
    const wanted = settings.get().pauseOnMetered && tellsMetered(platform);
    metered = wanted && (await isMetered(run));
    if (closed) return;
    decide();
    if (wanted && (activity.isActive || holding.reason === 'metered')) {
      callOff ??= clock.after(LOOK_MS, () => void look());
    }
  }
  powerMonitor.on('on-battery', decide);
  powerMonitor.on('on-ac', decide);
  const stops = [
    network.subscribe(tell),
    settings.subscribe(() => {
      ending.noteUsual();
      void look();
      tell();
    }),
    engine.subscribe((event) => {
      if (event.type === 'changed' && event.to === 'finished') ending.noteFinished();
    }),
    activity.subscribe((totals) => {
      // What waits for mains is not done.
      if (holding.reason === null || totals.active > 0) ending.note(totals.active > 0);
      if (callOff === null && totals.active > 0 && settings.get().pauseOnMetered) void look();
    }),
  ];
  void look();

  return {
    state,
    chooseWhenDone: (action) => ending.choose(action),
    callOff: () => ending.callOff(),
    goOn() {
      // Told twice it is still told: nothing waits any more by then.
      overruled = holding.reason ?? overruled;
      decide();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      closed = true;
      callOff?.();
      ending.close();
      for (const stop of stops) stop();
      powerMonitor.off('on-battery', decide);
      powerMonitor.off('on-ac', decide);
    },
  };
}
