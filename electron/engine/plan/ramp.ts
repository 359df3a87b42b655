import { MAX_CONNECTIONS, type Connections } from '../../../shared/download.ts';

/** `auto` goes no higher: past it servers refuse more often than links fill. */
const AUTO_CEILING = 16;
/** A step must raise the throughput by this factor to be worth its connections. */
const WORTHWHILE = 1.12;
/** How long a level is watched before it is judged, in ms. The first part of it is left out: sockets are warming up. */
const WATCH_MS = 450;
const WARM_UP_MS = 150;
/** Connections that bring no byte for so long are judged with the rest. */
const PATIENCE_MS = 3_000;
/** A plateau is tried again after this long: other traffic may have gone. */
const RETRY_MS = 20_000;

const MAX_PATIENCE_MS = 320_000;

export interface RampState {
  /** Connections wanted now. */
  readonly wanted: number;
  /** Never beyond this at present: the user's number, or what the server was seen to allow. */
  readonly ceiling: number;
  /** The ceiling before any refusal. */
  readonly limit: number;
  /** How long a refusal is respected before more is tried, in ms; doubles each time. */
  readonly patienceMs: number;
  readonly phase: 'fixed' | 'rising' | 'holding';
  /** Bytes per second at the level below, the one to beat. */
  readonly baseline: number;
  /** When this level was entered, monotonic ms. */
  readonly since: number;
  /** When all its connections were seen to carry; `null` before. */
  readonly carryingSince: number | null;
  /** Bytes received in all when the watch began. */
  readonly bytesAtWatch: number;
  readonly watchSince: number | null;
}

export interface RampSample {
  /** Monotonic ms. */
  readonly now: number;
  /** Bytes received in all by this download. */
  readonly bytes: number;
  /** Connections that have brought at least one byte of their present request. */
  readonly carrying: number;
}

export function startRamp(connections: Connections, now: number, bytes: number): RampState {
  const fixed = connections !== 'auto';
  return {
    wanted: fixed ? Math.min(connections, MAX_CONNECTIONS) : 1,
    ceiling: fixed ? connections : AUTO_CEILING,
    limit: fixed ? connections : AUTO_CEILING,
    patienceMs: RETRY_MS,
    phase: fixed ? 'fixed' : 'rising',
    baseline: 0,
    since: now,
    carryingSince: null,
    bytesAtWatch: bytes,
    watchSince: null,
  };
}

const enter = (
  state: RampState,
  wanted: number,
  phase: RampState['phase'],
  baseline: number,
  now: number,
): RampState => ({
  ...state,
  wanted: Math.max(1, Math.min(wanted, state.ceiling)),
  phase,
  baseline,
  since: now,
  carryingSince: null,
  watchSince: null,
});

/** The next state after a sample. Call about ten times a second. */
export function stepRamp(state: RampState, sample: RampSample): RampState {
  const { now, bytes, carrying } = sample;
  if (state.ceiling < state.limit && now - state.since >= state.patienceMs) return forgive(state, now);
  if (state.phase === 'fixed') return state;
  if (state.phase === 'holding') {
    const again = now - state.since >= RETRY_MS && state.wanted < state.ceiling;
    return again ? enter(state, state.wanted, 'rising', 0, now) : state;
  }
  if (state.carryingSince === null) {
    if (carrying < state.wanted && now - state.since < PATIENCE_MS) return state;
    return { ...state, carryingSince: now };
  }
  if (state.watchSince === null) {
    return now - state.carryingSince < WARM_UP_MS ? state : { ...state, watchSince: now, bytesAtWatch: bytes };
  }
  const watched = now - state.watchSince;
  if (watched < WATCH_MS - WARM_UP_MS) return state;
  const rate = ((bytes - state.bytesAtWatch) * 1000) / watched;
  if (state.baseline > 0 && rate < state.baseline * WORTHWHILE) {
    // Not worth it: back to the level below. Connections that are open finish what they have.
    return enter(state, Math.max(1, state.wanted / 2), 'holding', state.baseline, now);
  }
  if (state.wanted >= state.ceiling) return enter(state, state.wanted, 'holding', rate, now);
  return enter(state, state.wanted * 2, 'rising', rate, now);
}

/** A refusal may have been of the moment: after a while a few more are tried. */
function forgive(state: RampState, now: number): RampState {
  const ceiling = Math.min(state.limit, state.ceiling * 2);
  const wanted = state.phase === 'fixed' ? ceiling : state.wanted;
  const patienceMs = Math.min(MAX_PATIENCE_MS, state.patienceMs * 2);
  return enter({ ...state, ceiling, patienceMs }, wanted, state.phase === 'fixed' ? 'fixed' : 'rising', 0, now);
}

/** After the server refused one more than `carrying` connections: that many, and no further. */
export function refuseRamp(state: RampState, carrying: number, now: number): RampState {
  const ceiling = Math.max(1, Math.min(carrying, state.ceiling));
  return enter({ ...state, ceiling }, ceiling, state.phase === 'fixed' ? 'fixed' : 'holding', state.baseline, now);
}
